#include "dialogs/cases/priority.hpp"

#include <algorithm>

namespace linli {
namespace {

void raise(severity& s, const std::optional<urgency>& u, const std::optional<impact>& i) {
    if (u) s.urgency = std::min(s.urgency, *u);  // the worst stands first
    if (i) s.impact = std::max(s.impact, *i);
}

void raise_by(severity& s, const taxonomy& t, const answer& a) {
    const auto* q = t.find_question(a.question);
    if (!q) return;
    for (const auto& o : q->options)
        if (a.text == o.text.zh || a.text == o.text.en) raise(s, o.urgency, o.impact);
    // A yes is kept with its question before it: "有没有人受伤？ 是".
    const bool yes = a.text == q->text.zh + " 是" || a.text == q->text.en + " Yes";
    if (yes) raise(s, q->yes_urgency, std::nullopt);
}

}  // namespace

urgency urgency_of(priority p) { return static_cast<urgency>(p); }

severity severity_of(const taxonomy& t, const subcategory* sub, std::span<const answer> answers,
                     std::span<const std::string> signs) {
    severity s{urgency_of(sub ? sub->priority : priority::p3), impact::flat};
    for (const auto& a : answers) raise_by(s, t, a);
    // Praise and wishes speak of the whole compound, and are not more urgent for it.
    if (sub && sub->priority == priority::p4) return s;
    for (const auto& id : signs)
        if (const auto* sign = t.find_sign(id)) raise(s, sign->urgency, sign->impact);
    return s;
}

priority priority_of(const taxonomy& t, severity s) {
    return t.matrix[static_cast<std::size_t>(s.urgency)][static_cast<std::size_t>(s.impact)];
}

}  // namespace linli
