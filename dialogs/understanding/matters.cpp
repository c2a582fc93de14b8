#include "dialogs/understanding/matters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dialogs/trade.hpp"
#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

constexpr std::size_t shortest = 5;                           // characters; less is no complaint of its own
constexpr std::size_t shortest_there = 4;                     // of another building: 3栋漏水
constexpr float plainly = 0.8F;                               // share of the best guess
constexpr std::string_view kind_words = "governance.praise";  // a courtesy beside a complaint
constexpr std::size_t most_matters = 3;
constexpr std::size_t longest_read = 600;  // characters: beyond it a story is one story

// Where a second matter begins: behind a full stop, or with such words.
constexpr auto connectors =
    std::to_array<std::u32string_view>({U"还有", U"另外", U"顺便", U"再就是", U"其次", U"第二", U"also", U"and another",
                                        U"another thing", U"plus ", U"secondly", U"besides", U"on top of that"});

constexpr words_by_letter connectors_by_letter(connectors);

bool ends_sentence(const folded& t, std::size_t i) {
    constexpr std::u32string_view marks = U".!?;\n";
    const char32_t c = t.chars[i];
    if (marks.find(c) == marks.npos) return false;
    return !(c == U'.' && i > 0 && is_digit(t.chars[i - 1]) && is_digit(t.at(i + 1)));
}

bool connects(const folded& t, std::size_t i) {
    const auto some = connectors_by_letter.with(t.chars[i]);
    return std::any_of(some.begin(), some.end(), [&](std::u32string_view w) {
        if (i + w.size() > t.size() || t.chars.compare(i, w.size(), w) != 0) return false;
        return is_han(w.front()) || i == 0 || !is_word(t.chars[i - 1]);
    });
}

struct piece {
    std::size_t begin;
    std::size_t end;
    bool elsewhere = false;  // it begins or ends where another building is named
};

// Without the comma at its end.
std::string said_in(const folded& t, const piece& p) {
    auto end = p.end;
    while (end > p.begin && (t.chars[end - 1] == U',' || t.chars[end - 1] == U' ')) --end;
    return std::string(t.words(p.begin, end));
}

// Where a clause names another building than the one before it: "3栋漏水，5栋路灯坏了".
std::vector<std::size_t> other_buildings(const measured& m, const signals& s) {
    const auto& t = m.plain;
    std::vector<std::size_t> out;
    const bool names_none = t.chars == m.text.chars;  // no address is masked
    if (names_none || t.size() > longest_read || t.chars.find(U',') == t.chars.npos) return out;
    std::string last;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= t.size(); ++i) {
        if (i < t.size() && t.chars[i] != U',' && !ends_sentence(t, i)) continue;
        const std::string clause(m.text.words(begin, i));
        const auto there = clause.empty() ? std::string() : s.of(clause).place.building;
        if (!there.empty() && !last.empty() && there != last) out.push_back(begin);
        if (!there.empty()) last = there;
        begin = i + 1;
    }
    return out;
}

// The pieces that are long enough to be a complaint.
std::vector<piece> pieces_of(const folded& t, const std::vector<std::size_t>& elsewhere = {}) {
    std::vector<piece> all;
    if (t.size() > longest_read) return all;
    std::size_t begin = 0;
    const auto named = [&](std::size_t at) {
        return std::find(elsewhere.begin(), elsewhere.end(), at) != elsewhere.end();
    };
    const auto close = [&](std::size_t end) {
        const bool there = named(begin) || named(end);
        if (end - begin >= (there ? shortest_there : shortest)) all.push_back({begin, end, there});
        begin = end;
    };
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (i > begin && (connects(t, i) || named(i))) close(i);
        if (!ends_sentence(t, i)) continue;
        close(i);
        begin = i + 1;
    }
    close(t.size());
    return all;
}

// The clauses of a text: marks part them, and between Chinese characters a blank does.
std::vector<piece> clauses_of(const folded& t) {
    std::vector<piece> all;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end - begin >= shortest) all.push_back({begin, end, false});
        begin = end + 1;
    };
    for (std::size_t i = 0; i < t.size(); ++i) {
        const bool parts =
            t.chars[i] == U',' || (t.chars[i] == U' ' && i > 0 && is_han(t.chars[i - 1]) && is_han(t.at(i + 1)));
        if (parts || ends_sentence(t, i)) close(i);
    }
    close(t.size());
    return all;
}

}  // namespace

std::vector<matter> matters_of(const measured& m, const signals& s, const kind_reader& kinds) {
    const auto pieces = pieces_of(m.plain, other_buildings(m, s));
    std::vector<matter> out;
    for (std::size_t i = 0; i < pieces.size() && out.size() < most_matters; ++i) {
        if (out.size() + pieces.size() - i < 2) return {};  // the rest cannot make it two
        auto best = kinds.read_piece(s.features_of(m, pieces[i].begin, pieces[i].end));
        const bool same =
            std::any_of(out.begin(), out.end(), [&](const matter& p) { return same_trade(p.category, best.category); });
        if (best.confidence < plainly || same || best.category == kind_words) continue;
        out.push_back({said_in(m.text, pieces[i]), std::move(best.category), {}});
    }
    if (out.size() < 2) return {};
    for (auto& p : out) p.place = s.of(p.text).place;
    return out;
}

std::vector<matter> matters_beside_danger(const measured& m, const signals& s, const kind_reader& kinds,
                                          std::string_view kind) {
    const auto pieces = pieces_of(m.plain, other_buildings(m, s));
    const bool parted = std::any_of(pieces.begin(), pieces.end(), [&](const piece& p) {
        return p.elsewhere || (p.begin > 0 && connects(m.plain, p.begin));
    });
    if (!parted) return {};  // two sentences about one danger are one story
    std::vector<matter> out;
    for (const auto& p : pieces) {
        auto words = said_in(m.text, p);
        auto alone = s.of(words);
        if (alone.flags.level != danger::none) {
            if (!out.empty() && out.front().category == kind) return {};
            out.insert(out.begin(), {std::move(words), std::string(kind), std::move(alone.place)});
            continue;
        }
        auto best = kinds.read_piece(s.features_of(m, p.begin, p.end));
        if (best.confidence < plainly || same_trade(best.category, kind)) continue;
        out.push_back({std::move(words), std::move(best.category), std::move(alone.place)});
    }
    return out.size() > 1 && out.front().category == kind ? out : std::vector<matter>{};
}

matter matter_beside(const measured& m, const signals& s, const kind_reader& kinds, std::string_view kind) {
    for (const auto& p : pieces_of(m.plain)) {
        auto best = kinds.read_piece(s.features_of(m, p.begin, p.end));
        if (best.confidence < plainly || best.category.empty() || same_trade(best.category, kind)) continue;
        return {std::string(m.text.words(p.begin, p.end)), std::move(best.category), {}};
    }
    return {};
}

std::string point_of(const measured& m, const signals& s, const kind_reader& kinds, std::string_view kind) {
    constexpr std::size_t shown = 150;  // bytes that a card shows of it
    if (m.text.source.size() <= shown || m.plain.size() > longest_read) return {};
    const auto clauses = clauses_of(m.plain);
    std::size_t begin = 0;
    float most = 0;
    for (const auto& c : clauses) {
        const auto best = kinds.read_piece(s.features_of(m, c.begin, c.end));
        if (best.category != kind || best.confidence <= most) continue;
        most = best.confidence;
        begin = c.begin;
    }
    const bool begins_so = m.text.from[begin] < shown / 2;
    return begins_so ? std::string() : std::string(m.text.words(begin, m.text.size()));
}

}  // namespace linli
