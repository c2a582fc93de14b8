#include "dialogs/understanding/corrections.hpp"

#include <array>
#include <optional>

#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

// What takes back what was said before it.
struct taking_back {
    words said;
    bool anywhere = false;  // else only where a clause begins: 声音不对 is a complaint
    bool pause = false;     // a mark must follow: "no, 5", "不是，是5栋", but "no 5"
};
constexpr auto takings_back = std::to_array<taking_back>({{U"打错了", true},
                                                          {U"写错了", true},
                                                          {U"说错了", true},
                                                          {U"输错了", true},
                                                          {U"发错了", true},
                                                          {U"报错了", true},
                                                          {U"错了"},
                                                          {U"地点错了", true},
                                                          {U"地址错了", true},
                                                          {U"位置错了", true},
                                                          {U"地方错了", true},
                                                          {U"楼号错了", true},
                                                          {U"房号错了", true},
                                                          {U"地点不对", true},
                                                          {U"地址不对", true},
                                                          {U"位置不对", true},
                                                          {U"地方不对", true},
                                                          {U"楼号不对", true},
                                                          {U"房号不对", true},
                                                          {U"口误", true},
                                                          {U"手误", true},
                                                          {U"更正", true},
                                                          {U"订正", true},
                                                          {U"不对"},
                                                          {U"不过是", true},
                                                          {U"但是是", true},
                                                          {U"只不过是", true},
                                                          {U"改成"},
                                                          {U"改为"},
                                                          {U"改到"},
                                                          {U"地址改成", true},
                                                          {U"地址改为", true},
                                                          {U"地点改成", true},
                                                          {U"地点改为", true},
                                                          {U"不是", false, true},
                                                          {U"不不"},
                                                          {U"哦不"},
                                                          {U"噢不"},
                                                          {U"sorry", false, true},
                                                          {U"no", false, true},
                                                          {U"wait", false, true},
                                                          {U"oops", false, true},
                                                          {U"wrong", false, true},
                                                          {U"typo", true},
                                                          {U"place is wrong", true},
                                                          {U"address is wrong", true},
                                                          {U"location is wrong", true},
                                                          {U"building is wrong", true},
                                                          {U"wrong place", true},
                                                          {U"wrong address", true},
                                                          {U"wrong location", true},
                                                          {U"wrong building", true},
                                                          {U"wrong flat", true},
                                                          {U"actually", false, true},
                                                          {U"correction"},
                                                          {U"i mean", true},
                                                          {U"i meant", true},
                                                          {U"make that"},
                                                          {U"make it"},
                                                          {U"change it to"},
                                                          {U"change that to"},
                                                          {U"change the address to"},
                                                          {U"change to"}});
constexpr words_by_letter takings_back_by_letter(takings_back, [](const taking_back& t) { return t.said.front(); });

// Between these words and the place.
constexpr auto fillers =
    std::to_array<words>({U"我说的是",   U"正确的是", U"应该是",   U"说的是",  U"地址是",     U"而是", U"应是",
                          U"我是",       U"我住",     U"我在",     U"改成",    U"改为",       U"应该", U"是",
                          U"在",         U"了",       U"啊",       U"呀",      U"哦",         U"噢",   U"it should be ",
                          U"should be ", U"it is ",   U"i meant ", U"i mean ", U"make that ", U"its ", U"thats ",
                          U"sorry ",     U"the ",     U"in ",      U"at ",     U"is "});
// "不是3栋，是5栋", "not 3, it is 5", "not 3 but 5"
constexpr auto denials = std::to_array<words>({U"不是", U"不在", U"not ", U"isnt "});
constexpr words_by_letter denials_by_letter(denials);
constexpr auto links = std::to_array<words>({U",而是", U",应该是", U",是", U",而在", U",在", U"而是", U"是",
                                             U", it is ", U", its ", U", it should be ", U", but ", U" but "});

constexpr words marks = U" .,;:!?-~\n()";
constexpr std::size_t denied_most = 16;  // characters of the place that is denied

// A space parts clauses in Chinese; in English only a mark before it does.
bool clause_begins(const folded& text, std::size_t i) {
    if (i < text.size() && is_letter(text.chars[i]))
        while (i > 0 && text.chars[i - 1] == U' ') --i;
    return i == 0 || marks.find(text.chars[i - 1]) != marks.npos;
}

// A mark inside a number ends nothing: 2.5, 9-2,1203.
std::size_t clause_end(const folded& text, std::size_t i) {
    constexpr words ends = U".,;!?\n(";
    for (; i < text.size(); ++i) {
        const bool inside = is_digit(text.at(i + 1)) && i > 0 && is_digit(text.chars[i - 1]);
        if (ends.find(text.chars[i]) != ends.npos && !inside) break;
    }
    return i;
}

std::size_t skip_fillers(const folded& text, std::size_t i) {
    for (int n = 0; n < 12 && i < text.size(); ++n) {
        const auto before = i;
        while (i < text.size() && marks.find(text.chars[i]) != marks.npos) ++i;
        for (const auto w : fillers)
            if (stands(text, i, w)) {
                i += w.size();
                break;
            }
        if (i == before) break;
    }
    return i;
}

// What a piece names that begins with a place, or is nothing but a name.
struct named_place {
    place where;
    std::string alone;
    bool whole = true;  // nothing else stands in the piece
};

struct named_places {
    std::span<const building> known;
    std::span<const named_spot> spots;
};

bool all_taken(const folded& piece, const claims& own) {
    for (std::size_t i = 0; i < piece.size(); ++i)
        if (!own.taken(i) && marks.find(piece.chars[i]) == marks.npos) return false;
    return true;
}

std::optional<named_place> place_of(const folded& text, std::size_t begin, std::size_t end, const named_places& names) {
    if (begin >= end) return std::nullopt;
    for (const auto& s : names.spots)
        if (s.begin == begin) return named_place{{{}, {}, {}, s.words}, {}, skip_spaces(text, s.end) >= end};
    folded piece;
    piece.chars = text.chars.substr(begin, end - begin);
    piece.from.assign(text.from.begin() + static_cast<std::ptrdiff_t>(begin),
                      text.from.begin() + static_cast<std::ptrdiff_t>(end) + 1);
    piece.source = text.source;
    claims own(piece.size()), none(piece.size());
    named_place out{address_scanner(piece, own, names.known).run(), {}};
    const bool begins = own.taken(0) || (own.taken(1) && piece.chars[0] == U'第');
    out.whole = all_taken(piece, own);
    if (begins && !out.where.empty()) return out;
    out = {{}, address_scanner(piece, none).name_alone()};
    return out.alone.empty() ? std::nullopt : std::optional(std::move(out));
}

// A name alone stands for the part that `earlier` names.
place meant_by(const named_place& p, const place& earlier) {
    if (p.alone.empty()) return p.where;
    place out;
    const bool flat = p.alone.size() >= least_room_digits;
    const bool entrance = earlier.building.empty() && !earlier.unit.empty();
    (flat ? out.room : entrance ? out.unit : out.building) = p.alone;
    return out;
}

void put(place& into, const place& meant) {
    for (auto part : {&place::building, &place::unit, &place::room})
        if (!(meant.*part).empty()) into.*part = meant.*part;
}

// Where the place begins that stands behind words at `i` which take one back; 0 when there are none.
std::size_t behind_taking_back(const folded& text, std::size_t i) {
    for (const auto& t : takings_back_by_letter.with(text.chars[i])) {
        if (!stands(text, i, t.said) || (!t.anywhere && !clause_begins(text, i))) continue;
        const auto end = i + t.said.size();
        if (is_letter(t.said.back()) && (is_word(text.at(end)) || (i > 0 && is_word(text.chars[i - 1])))) continue;
        const bool paused = marks.substr(1).find(text.at(end)) != marks.npos;
        const bool numbers = t.said == U"no" && text.at(end) == U'.';  // no. 5
        if (t.pause && (!paused || numbers)) continue;
        return skip_fillers(text, end);
    }
    return 0;
}

struct denial {
    std::size_t begin = 0;  // of the place that is not meant
    std::size_t end = 0;
    std::size_t meant = 0;  // where the other one begins
    bool linked = true;     // else only a comma parts them: "not building 3, building 5"
};
std::optional<denial> denial_at(const folded& text, std::size_t i) {
    for (const auto w : denials_by_letter.with(text.chars[i])) {
        if (!stands(text, i, w) || (i > 0 && (text.chars[i - 1] == U'是' || is_word(text.chars[i - 1])))) continue;
        const auto begin = skip_fillers(text, i + w.size());
        for (auto at = begin + 1; at < text.size() && at < begin + denied_most; ++at) {
            for (const auto link : links)
                if (stands(text, at, link)) return denial{begin, at, skip_fillers(text, at + link.size())};
            if (text.chars[at] == U',') return denial{begin, at, skip_fillers(text, at + 1), false};
        }
    }
    return std::nullopt;
}

}  // namespace

correction correct_place(const folded& text, claims& taken, claims& denied, std::span<const building> known,
                         std::span<const named_spot> spots, place& found) {
    const named_places names{known, spots};
    correction out;
    const auto correct = [&](std::size_t at, const place& earlier, bool linked) {
        const auto end = clause_end(text, at);
        const auto p = place_of(text, at, end, names);
        if (!p || (!p->alone.empty() && (earlier.empty() || !linked))) return;
        out.to_spot = !p->where.spot.empty();
        if (out.to_spot)
            found = p->where;
        else
            put(found, meant_by(*p, earlier));
        if (!p->alone.empty()) taken.take(at, end);
        out.made = true;
        out.nothing_else = p->whole && text.chars.find_first_not_of(marks, end) == text.chars.npos;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const auto at = behind_taking_back(text, i); at > 0) {
            correct(at, found, true);
            out.nothing_else = out.nothing_else && i == 0;
        } else if (const auto d = denial_at(text, i)) {
            const auto not_meant = place_of(text, d->begin, d->end, names);
            if (!not_meant || (!d->linked && !not_meant->whole)) continue;
            correct(d->meant, not_meant->where.spot.empty() ? meant_by(*not_meant, {}) : not_meant->where, d->linked);
            out.nothing_else = false;
            if (out.made) denied.take(d->begin, d->end);
        }
    }
    return out;
}

}  // namespace linli
