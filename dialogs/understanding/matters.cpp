#include "dialogs/understanding/matters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

constexpr std::size_t shortest = 5;  // characters; less is no complaint of its own
constexpr float plainly = 0.8F;      // share of the best guess
constexpr std::size_t most_matters = 3;
constexpr std::size_t longest_read = 600;  // characters: beyond it a story is one story

// Where a second matter begins: behind a full stop, or with such words.
constexpr auto connectors = std::to_array<std::u32string_view>(
    {U"还有", U"另外", U"顺便", U"再就是", U"其次", U"第二", U"also", U"and another",
     U"another thing", U"plus ", U"secondly", U"besides", U"on top of that"});

constexpr first_letters begin_connectors(connectors);

bool ends_sentence(const folded& t, std::size_t i) {
    constexpr std::u32string_view marks = U".!?;\n";
    const char32_t c = t.chars[i];
    if (marks.find(c) == marks.npos) return false;
    return !(c == U'.' && i > 0 && is_digit(t.chars[i - 1]) && is_digit(t.at(i + 1)));
}

bool connects(const folded& t, std::size_t i) {
    if (!begin_connectors.may_begin(t.chars[i])) return false;
    return std::any_of(connectors.begin(), connectors.end(), [&](std::u32string_view w) {
        if (i + w.size() > t.size() || t.chars.compare(i, w.size(), w) != 0) return false;
        return is_han(w.front()) || i == 0 || !is_word(t.chars[i - 1]);
    });
}

std::string_view category_of(std::string_view kind) { return kind.substr(0, kind.find('.')); }

}  // namespace

std::vector<matter> matters_of(const measured& m, const signals& s, const kind_reader& kinds) {
    std::vector<matter> out;
    const auto& t = m.plain;
    if (t.size() > longest_read) return out;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end - begin >= shortest && out.size() < most_matters) {
            auto best = kinds.read_piece(s.features_of(m, begin, end));
            const bool same = std::any_of(out.begin(), out.end(), [&](const matter& p) {
                return category_of(p.category) == category_of(best.category);
            });
            if (best.confidence >= plainly && !same)
                out.push_back(
                    {std::string(m.text.words(begin, end)), std::move(best.category), {}});
        }
        begin = end;
    };
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (i > begin && connects(t, i)) close(i);
        if (!ends_sentence(t, i)) continue;
        close(i);
        begin = i + 1;
    }
    if (begin == 0) return {};
    close(t.size());
    if (out.size() < 2) return {};
    for (auto& p : out) p.place = s.of(p.text).place;
    return out;
}

}  // namespace linli
