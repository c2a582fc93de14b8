#include "dialogs/understanding/signals.hpp"

#include <algorithm>

#include "dialogs/understanding/phone.hpp"

namespace linli {
namespace {

// What each sign weighs beside the pieces of the text, before training.
constexpr float weight_of_rule = 1.F;
constexpr float weight_of_code = 0.7F;
constexpr float weight_of_number = 0.5F;  // a phone, a plate, an address
constexpr float weight_of_flag = 1.5F;
constexpr float weight_of_flag_kind = 1.F;

// Where the web address or the markup tag that begins at `i` ends; `i` when there is none.
std::size_t end_of_markup(const folded& text, std::size_t i) {
    constexpr std::size_t longest = 500;  // characters; beyond it is no tag
    const auto limit = std::min(text.size(), i + longest);
    if (text.chars[i] == U'<' && (is_letter(text.at(i + 1)) || text.at(i + 1) == U'/')) {
        for (auto k = i; k < limit; ++k)
            if (text.chars[k] == U'>') return k + 1;
    } else if (stands(text, i, U"http://") || stands(text, i, U"https://")) {
        auto k = i;
        while (k < limit && text.chars[k] > U' ' && text.chars[k] < 0x80) ++k;
        return k;
    }
    return i;
}

struct span_of_text {
    std::size_t begin = 0;
    std::size_t end = 0;
};

folded masked(const folded& text, const claims& taken) {
    constexpr char32_t mask = U'\uFFFC';
    folded out = text;
    for (std::size_t i = 0; i < out.size();) {
        const auto end = end_of_markup(text, i);
        if (end == i && !taken.taken(i)) {
            ++i;
            continue;
        }
        for (const auto stop = std::max(end, i + 1); i < stop; ++i) out.chars[i] = mask;
    }
    return out;
}

// The words to either side of a number to call are near one another.
folded without(const folded& text, span_of_text phone) {
    folded out = text;
    const auto length = phone.end - phone.begin;
    out.chars.erase(phone.begin, length);
    const auto from = out.from.begin() + static_cast<std::ptrdiff_t>(phone.begin);
    out.from.erase(from, from + static_cast<std::ptrdiff_t>(length));
    return out;
}

// What was taken since `before`.
span_of_text newly_taken(const claims& before, const claims& now, std::size_t size) {
    span_of_text out;
    for (std::size_t i = 0; i < size; ++i) {
        if (!now.taken(i) || before.taken(i)) continue;
        if (out.end == 0) out.begin = i;
        out.end = i + 1;
    }
    return out;
}

void name_parts(const measured& m, std::vector<feature>& out) {
    if (!m.codes.empty()) out.push_back(named("has", "code", weight_of_code));
    if (!m.plate.empty()) out.push_back(named("has", "plate", weight_of_number));
    if (!m.phone.empty()) out.push_back(named("has", "phone", weight_of_number));
    if (!m.place.building.empty() || !m.place.room.empty()) out.push_back(named("has", "place", weight_of_number));
}

void name_flags(const danger_found& found, std::vector<feature>& out) {
    if (found.level != danger::none) {
        const auto level = name_of(found.level);
        out.push_back(named("flag", level, weight_of_flag));
        out.push_back(named("flagged", std::string(found.category).append(level), weight_of_flag_kind));
    }
    for (const auto kind : found.denied) out.push_back(named("denied", kind, weight_of_flag_kind));
}

}  // namespace

signals::signals(const linli::taxonomy& t, std::vector<building> known)
    : taxonomy_(t),
      fold_(t.spellings),
      flags_(t, words_, fold_),
      first_kind_(words_.size()),
      places_(fold_, std::move(known)) {
    const auto add = [&](const std::string& kind, const std::vector<std::string>& rules) {
        for (const auto& rule : rules) {
            words_.add(rule, fold_);
            kinds_.push_back(kind);
            rule_features_.push_back(named("rule", kind, weight_of_rule));
        }
    };
    for (const auto& c : t.categories)
        for (const auto& s : c.subcategories) {
            add(s.id, s.words_zh);
            add(s.id, s.words_en);
        }
    for (const auto& i : t.intents) {
        add(std::string(intent_class) + i.id, i.words_zh);
        add(std::string(intent_class) + i.id, i.words_en);
    }
    first_opener_ = words_.size();
    for (std::uint32_t i = 0; i < t.ambiguous.size(); ++i) {
        words_.add(t.ambiguous[i].text, fold_);
        openers_.push_back(i);
        for (const auto& rule : t.ambiguous[i].also) {
            words_.add(rule, fold_);
            openers_.push_back(i);
        }
    }
    first_sign_ = words_.size();
    for (std::uint32_t i = 0; i < t.signs.size(); ++i)
        for (const auto* rules : {&t.signs[i].words_zh, &t.signs[i].words_en})
            for (const auto& rule : *rules) {
                words_.add(rule, fold_);
                signs_.push_back(i);
            }
    first_option_ = words_.size();
    for (const auto& q : t.questions)
        for (std::size_t i = 0; i < q.options.size(); ++i)
            for (const auto& rule : q.options[i].words) {
                words_.add(rule, fold_);
                options_.push_back({q.id, static_cast<int>(i)});
            }
    words_.seal();
}

measured signals::of(std::string_view clean_text) const {
    measured m;
    m.text = fold_.fold(clean_text);
    claims taken(m.text.size());
    m.codes = read_codes(m.text, taken);
    m.plate = read_plate(m.text, taken);
    const auto before = taken;
    m.phone = read_phone(m.text, taken);
    const auto phone = m.phone.empty() ? span_of_text{} : newly_taken(before, taken, m.text.size());
    auto found = places_.read(m.text, taken);
    m.place = std::move(found.where);
    m.corrects = found.corrected;
    m.only_corrects = found.nothing_else;
    m.plain = masked(m.text, taken);
    m.matches = words_.find(m.plain);
    const auto answers = phone.end > 0 ? words_.find(without(m.plain, phone)) : m.matches;
    for (const auto& match : answers)
        if (match.rule >= first_option_) m.answered.push_back(options_[match.rule - first_option_]);
    m.flags = flags_.read(m.plain, m.matches);
    m.features.reserve(m.plain.size() * 5);
    cut(m.plain, m.features);
    name_rules(m.matches, m.features);
    name_parts(m, m.features);
    if (m.flags.level == danger::none && m.flags.denied.empty()) {
        settle(m.features);
        m.danger_features = m.features;
        return m;
    }
    m.danger_features = m.features;
    name_flags(m.flags, m.danger_features);
    settle(m.features);
    settle(m.danger_features);
    return m;
}

std::vector<feature> signals::features_of(const measured& m, std::size_t begin, std::size_t end) const {
    folded piece;
    piece.chars = m.plain.chars.substr(begin, end - begin);
    std::vector<feature> out;
    cut(piece, out);
    std::vector<rule_match> inside;
    for (const auto& match : m.matches)
        if (match.begin >= begin && match.end <= end) inside.push_back(match);
    name_rules(inside, out);
    settle(out);
    return out;
}

std::string_view signals::kind_of(const rule_match& m) const {
    if (m.rule < first_kind_ || m.rule - first_kind_ >= kinds_.size()) return {};
    return kinds_[m.rule - first_kind_];
}

void signals::name_rules(std::span<const rule_match> matches, std::vector<feature>& out) const {
    for (const auto& m : matches)
        if (!kind_of(m).empty()) out.push_back(rule_features_[m.rule - first_kind_]);
}

std::vector<signals::word_evidence> signals::words_for(std::span<const rule_match> matches) const {
    std::vector<word_evidence> out;
    for (const auto& m : matches) {
        const auto kind = kind_of(m);
        if (kind.empty()) continue;
        const auto same = std::find_if(out.begin(), out.end(), [&](const word_evidence& e) { return e.kind == kind; });
        if (same == out.end())
            out.push_back({kind, m.mass});
        else
            same->mass = std::max(same->mass, m.mass);
    }
    return out;
}

const ambiguous_opener* signals::opener_of(const rule_match& m) const {
    if (m.rule < first_opener_ || m.rule >= first_sign_) return nullptr;
    return &taxonomy_.ambiguous[openers_[m.rule - first_opener_]];
}

std::vector<std::string> signals::signs_of(std::span<const rule_match> matches) const {
    std::vector<std::string> out;
    for (const auto& m : matches) {
        if (m.rule < first_sign_ || m.rule - first_sign_ >= signs_.size()) continue;
        const auto& id = taxonomy_.signs[signs_[m.rule - first_sign_]].id;
        if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    }
    return out;
}

}  // namespace linli
