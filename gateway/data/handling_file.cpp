#include "gateway/data/handling_file.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include <fmt/format.h>

namespace linli {
namespace {

using namespace std::string_view_literals;

constexpr auto addressees = std::to_array({"assignee"sv, "lead"sv, "manager"sv, "quality"sv, "committee"sv});
constexpr int most_percent = 1000;
constexpr std::size_t most_steps = 9;  // each is ticked off by one digit
constexpr int most_versions = 10'000;

both read_both(toml_reader& in) { return {in.text("zh"), in.text("en")}; }

template <class E>
std::optional<E> read_named(toml_reader& in, std::string_view key) {
    if (!in.has(key)) return std::nullopt;
    constexpr auto names = names_of(E{});
    return static_cast<E>(in.one_of(key, names));
}

void read_matrix(toml_reader& root, taxonomy& t) {
    constexpr auto rows = names_of(urgency{});
    constexpr auto columns = names_of(impact{});
    constexpr auto priorities = names_of(priority{});
    std::bitset<rows.size()> seen;
    for (auto& in : root.tables("matrix")) {
        const auto row = in.one_of("urgency", rows);
        if (seen[row]) in.wrong("urgency", fmt::format("\"{}\" stands here a second time", rows[row]));
        seen.set(row);
        for (std::size_t i = 0; i < columns.size(); ++i)
            t.matrix[row][i] = static_cast<priority>(in.one_of(columns[i], priorities));
        in.done();
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!seen[i]) root.wrong("matrix", fmt::format("lacks {}", rows[i]));
}

void read_ladder(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("ladder")) {
        ladder_step step;
        step.percent = static_cast<int>(in.whole("percent", 0, 1, most_percent));
        step.to = addressees[in.one_of("to", addressees)];
        step.name = read_both(in);
        in.done();
        if (!t.ladder.empty() && step.percent <= t.ladder.back().percent)
            in.wrong("percent", "must be higher than that of the rung before");
        t.ladder.push_back(std::move(step));
    }
}

bool is_category(const taxonomy& t, const std::string& id) {
    if (t.find(id)) return true;
    return std::any_of(t.categories.begin(), t.categories.end(), [&](const category& c) { return c.id == id; });
}

std::vector<std::string_view> category_ids(const taxonomy& t) {
    std::vector<std::string_view> out;
    for (const auto& c : t.categories) {
        out.push_back(c.id);
        for (const auto& s : c.subcategories) out.push_back(s.id);
    }
    return out;
}

void read_checklists(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("checklist")) {
        checklist list;
        list.id = in.text("id");
        list.version = static_cast<int>(in.whole("version", 1, 1, most_versions));
        list.categories = in.texts("categories");
        for (auto& one : in.tables("steps")) {
            checklist_step step{one.text("id"), read_both(one), one.flag("must", false)};
            one.done();
            for (const auto& s : list.steps)
                if (s.id == step.id) one.wrong("id", fmt::format("\"{}\" stands here a second time", s.id));
            list.steps.push_back(std::move(step));
        }
        in.done();
        for (const auto& id : list.categories)
            if (!is_category(t, id)) in.wrong("categories", unknown("category", id, category_ids(t)));
        if (list.steps.empty()) in.wrong("steps", "there is none");
        if (list.steps.size() > most_steps) in.wrong("steps", "there may be 9 at most");
        t.checklists.push_back(std::move(list));
    }
}

void read_signs(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("sign")) {
        sign s{in.text("id"), read_urgency(in, "urgency"), read_impact(in, "impact"), in.texts("words_zh"),
               in.texts("words_en")};
        in.done();
        if (t.find_sign(s.id)) in.wrong("id", fmt::format("\"{}\" stands here a second time", s.id));
        t.signs.push_back(std::move(s));
    }
}

}  // namespace

std::optional<urgency> read_urgency(toml_reader& in, std::string_view key) { return read_named<urgency>(in, key); }

std::optional<impact> read_impact(toml_reader& in, std::string_view key) { return read_named<impact>(in, key); }

void read_handling(toml_reader& root, taxonomy& t) {
    read_matrix(root, t);
    read_ladder(root, t);
    read_checklists(root, t);
    read_signs(root, t);
}

}  // namespace linli
