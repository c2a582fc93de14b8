#include "dialogs/roster.hpp"

#include <algorithm>
#include <array>

namespace linli {
namespace {

constexpr span_of_time day = std::chrono::hours{24};

bool answers_for(const std::vector<std::string>& departments, std::string_view department) {
    return std::find(departments.begin(), departments.end(), department) != departments.end();
}

// Whether the shift runs at `t`; one that crosses midnight belongs to the day on which it began.
bool runs(const shift& s, const calendar& c, instant t) {
    const auto local = t + c.offset_at(t);
    const auto date = std::chrono::floor<std::chrono::days>(local);
    const auto at = local - date;
    const bool overnight = s.hours.begin > s.hours.end;
    const auto begun_on = overnight && at < s.hours.end ? date - std::chrono::days{1} : date;
    if (s.days.any() && !s.days.test(std::chrono::weekday{begun_on}.c_encoding())) return false;
    if (s.hours.none()) return true;  // the whole day
    return overnight ? at >= s.hours.begin || at < s.hours.end : at >= s.hours.begin && at < s.hours.end;
}

std::vector<member> with_role(std::span<const member> staff, role r) {
    std::vector<member> out;
    std::copy_if(staff.begin(), staff.end(), std::back_inserter(out), [&](const member& m) { return m.role == r; });
    return out;
}

std::vector<member> first_held(std::span<const member> staff, std::initializer_list<role> upwards) {
    for (const auto r : upwards)
        if (auto held = with_role(staff, r); !held.empty()) return held;
    return {};
}

}  // namespace

std::vector<member> on_duty(const community& c, std::span<const member> staff, std::string_view department, instant t) {
    std::vector<member> out;
    const auto add = [&](person_id who) {
        const auto is = [&](const member& m) { return m.person == who; };
        const auto found = std::find_if(staff.begin(), staff.end(), is);
        if (found != staff.end() && std::none_of(out.begin(), out.end(), is)) out.push_back(*found);
    };
    for (const auto& s : c.roster)
        if ((s.departments.empty() || answers_for(s.departments, department)) && runs(s, c.calendar, t))
            for (const auto who : s.members) add(who);
    if (!out.empty()) return out;
    for (const auto& m : staff)
        if (answers_for(m.departments, department)) out.push_back(m);
    return out;
}

std::string_view answering(const std::vector<std::string>& departments) {
    return departments.empty() ? std::string_view() : std::string_view(departments.front());
}

std::vector<member> addressees(const community& c, std::span<const member> staff, const case_file& f,
                               std::string_view rung_for, instant t) {
    const auto department = answering(f.departments);
    if (rung_for == "assignee") {
        for (const auto& m : staff)
            if (m.person == f.owner) return {m};
        if (auto duty = on_duty(c, staff, department, t); !duty.empty()) return duty;
    }
    if (rung_for == "assignee" || rung_for == "lead") {
        auto leads_there = with_role(staff, role::lead);
        const auto elsewhere = [&](const member& m) { return !answers_for(m.departments, department); };
        if (!std::all_of(leads_there.begin(), leads_there.end(), elsewhere)) std::erase_if(leads_there, elsewhere);
        if (!leads_there.empty()) return leads_there;
    }
    if (rung_for == "quality") return first_held(staff, {role::quality, role::manager});
    if (rung_for == "committee") return first_held(staff, {role::committee, role::manager});
    return first_held(staff, {role::manager});
}

std::string names_of_members(std::span<const member> who, language l) {
    std::string out;
    for (const auto& m : who) {
        if (!out.empty()) out += l == language::zh ? "、" : ", ";
        out += m.name;
    }
    return out;
}

}  // namespace linli
