// A plan as its resident reads it: what will be done, on which date, at what price. Who of us does it, and when staff
// wrote "明天", is nothing to them; the case keeps the words as they were written.
#include <algorithm>
#include <array>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr std::array<std::string_view, 9> marks{" ", ",", "，", ";", "；", "、", ".", "。", "\n"};

bool latin(char ch) { return letter(static_cast<char>(ch | 0x20)) || is_digit(ch) || ch == '_'; }

// Of one of us that stands there; the longest.
std::size_t name_at(const std::vector<member>& staff, std::string_view words) {
    std::size_t size = 0;
    for (const auto& m : staff)
        if (words.starts_with(m.name)) size = std::max(size, m.name.size());
    const bool runs_on = size > 0 && size < words.size() && latin(words[size - 1]) && latin(words[size]);
    return runs_on ? 0 : size;
}

// "@王经理 换龙头": a handle up to the next blank or mark, "@王经理换龙头": or to the end of a colleague's name.
std::string without_handles(const std::vector<member>& staff, std::string words) {
    for (const std::string_view sign : {"@", "＠"})
        for (auto at = words.find(sign); at != words.npos; at = words.find(sign, at)) {
            auto end = at + sign.size();
            const auto ends = [&](std::string_view m) { return std::string_view(words).substr(end).starts_with(m); };
            const auto name = name_at(staff, std::string_view(words).substr(end));
            end += name;
            while (name == 0 && end < words.size() && std::none_of(marks.begin(), marks.end(), ends)) ++end;
            words.erase(at, end - at);
        }
    return words;
}

void drop_all(std::string& s, std::string_view what, std::string_view left) {
    for (auto at = s.find(what); at != s.npos; at = s.find(what)) s.replace(at, what.size(), left);
}

// Marks that what was cut out has left: at both ends, and one behind another.
std::string tidy(std::string s) {
    const auto cut = [&] {
        for (const auto m : marks) {
            if (s.starts_with(m)) return s.erase(0, m.size()), true;
            if (s.ends_with(m)) return s.resize(s.size() - m.size()), true;
        }
        return false;
    };
    drop_all(s, "  ", " ");
    for (const std::string_view m : {"，", "、", "；", ","}) {
        drop_all(s, " " + std::string(m), m);
        for (const std::string_view next : {"，", "、", "；", ","}) drop_all(s, std::string(m) + std::string(next), m);
        if (m != ",") drop_all(s, std::string(m) + " ", m);
    }
    while (cut()) {
    }
    return s;
}

}  // namespace

std::string plan_text(const work& w, const plan_version& p, case_code code, language l) {
    const auto& c = w.c;
    const auto now = w.now();
    const auto ours = without_handles(w.all_staff(), p.text);
    const auto cut = without_cost(ours);
    const bool says_cost = cut == ours && narrowed(cut).find(p.cost) != std::string::npos;
    auto words = tidy(with_dates(c.calendar, cut, p.at, now));
    if (words.empty()) words = tidy(p.text);
    auto text = c.texts.say(l, "told.plan", {{"name", p.by}, {"code", code_text(code)}, {"words", words}});
    if (!p.cost.empty() && !says_cost) text += c.texts.say(l, "told.plan_cost", {{"cost", p.cost}});
    return text;
}

}  // namespace linli::staff
