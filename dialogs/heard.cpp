#include "dialogs/heard.hpp"

#include <algorithm>

namespace linli {
namespace {

constexpr int times_most = 5;            // more of the same teaches nothing
constexpr std::size_t heard_most = 400;  // buildings and entrances; a full list tells nothing of a new name
constexpr std::size_t name_most = 8;     // bytes; real ones have three
// When is a list well filled? The share of names that were heard once estimates how likely the next
// name is a new one (Good and Turing). One in twenty, and 20 reports at least: below that a new
// building is just one that nobody has complained about yet, and a question would only annoy.
constexpr int enough_reports = 20;
constexpr int enough_of_building = 10;  // for its entrances, of which there are few
constexpr int once_in = 20;

const heard_place* find(const std::vector<heard_place>& all, std::string_view building, std::string_view unit) {
    const auto h = std::find_if(all.begin(), all.end(),
                                [&](const heard_place& x) { return x.building == building && x.unit == unit; });
    return h == all.end() ? nullptr : &*h;
}

// `of` empty: the buildings; else the entrances of that building.
bool well_filled(const std::vector<heard_place>& all, std::string_view of) {
    int reports = 0, once = 0;
    for (const auto& h : all) {
        if (of.empty() ? !h.unit.empty() : h.building != of || h.unit.empty()) continue;
        reports += h.times;
        once += h.times == 1 ? 1 : 0;
    }
    return reports >= (of.empty() ? enough_reports : enough_of_building) && once * once_in <= reports;
}

bool knows_enough(const std::vector<heard_place>& all, std::string_view building, std::string_view unit) {
    const auto* h = find(all, building, unit);
    return h != nullptr && h->times >= times_most;
}

bool full(const std::vector<heard_place>& all) { return all.size() >= heard_most; }

void count(std::vector<heard_place>& all, std::string_view building, std::string_view unit) {
    if (full(all) || knows_enough(all, building, unit)) return;
    const auto* h = find(all, building, unit);
    if (h == nullptr)
        all.push_back({std::string(building), std::string(unit), 1});
    else
        ++all[static_cast<std::size_t>(h - all.data())].times;
}

}  // namespace

void hear_place(work& w, const place& p) {
    const auto& known = w.read_office().heard;
    if (full(known) || p.building.empty() || p.building.size() > name_most || p.unit.size() > name_most) return;
    if (knows_enough(known, p.building, "") && (p.unit.empty() || knows_enough(known, p.building, p.unit))) return;
    w.out.posts.push_back({w.c.room, prompt{"heard", case_code::none, p.building + "/" + p.unit, {}}});
}

void learn_place(work& w, std::string_view heard) {
    const auto slash = heard.find('/');
    if (slash == heard.npos) return;
    auto& all = w.office().heard;
    count(all, heard.substr(0, slash), "");
    if (slash + 1 < heard.size()) count(all, heard.substr(0, slash), heard.substr(slash + 1));
}

misfit sounds_new(const office& o, const place& p) {
    if (full(o.heard) || p.building.empty()) return misfit::none;
    if (find(o.heard, p.building, "") == nullptr) return well_filled(o.heard, "") ? misfit::building : misfit::none;
    const bool new_unit = !p.unit.empty() && find(o.heard, p.building, p.unit) == nullptr;
    return new_unit && well_filled(o.heard, p.building) ? misfit::unit : misfit::none;
}

}  // namespace linli
