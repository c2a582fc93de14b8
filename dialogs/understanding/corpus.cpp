#include "dialogs/understanding/corpus.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace linli {
namespace {

struct danger_mark {
    char mark;
    danger level;
};
constexpr std::array marks{danger_mark{'0', danger::none}, danger_mark{'?', danger::possible},
                           danger_mark{'1', danger::certain}};

std::optional<danger> danger_of(std::string_view field) {
    const auto found = std::find_if(marks.begin(), marks.end(),
                                    [&](const danger_mark& m) { return field.size() == 1 && field[0] == m.mark; });
    return found == marks.end() ? std::nullopt : std::optional(found->level);
}

std::optional<place> place_of(std::string_view field) {
    if (field == "-") return place{};
    const auto first = field.find('/');
    const auto second = first == field.npos ? first : field.find('/', first + 1);
    if (second == field.npos || field.find('/', second + 1) != field.npos) return std::nullopt;
    return place{std::string(field.substr(0, first)),
                 std::string(field.substr(first + 1, second - first - 1)),
                 std::string(field.substr(second + 1)),
                 {}};
}

result<corpus_line, std::string> parse_line(std::string_view line) {
    std::array<std::string_view, 4> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto end = i + 1 < fields.size() ? line.find('\t') : line.size();
        if (end == line.npos) return failure{std::string("four fields with a tab between, please")};
        fields[i] = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    const auto level = danger_of(fields[1]);
    const auto where = place_of(fields[2]);
    if (!level) return failure{"danger is 0, 1 or ?, not " + std::string(fields[1])};
    if (!where) return failure{"a place is building/unit/room or -, not " + std::string(fields[2])};
    if (fields[0].empty() || fields[3].empty()) return failure{std::string("a field is empty")};
    return corpus_line{std::string(fields[0]), *level, *where, std::string(fields[3])};
}

}  // namespace

result<corpus_batch, corpus_error> parse_batch(std::string_view name, std::string_view tsv) {
    corpus_batch batch{std::string(name), {}};
    for (int number = 1; !tsv.empty(); ++number) {
        const auto end = std::min(tsv.find('\n'), tsv.size());
        const auto line = tsv.substr(0, end);
        tsv.remove_prefix(std::min(end + 1, tsv.size()));
        if (line.empty() || line.front() == '#') continue;
        auto parsed = parse_line(line);
        if (!parsed) return failure{corpus_error{number, parsed.error()}};
        batch.lines.push_back(*std::move(parsed));
    }
    return batch;
}

std::string to_tsv(const corpus_line& line) {
    const auto mark =
        std::find_if(marks.begin(), marks.end(), [&](const danger_mark& m) { return m.level == line.danger_here; });
    const auto& p = line.place;
    const bool nowhere = p.building.empty() && p.unit.empty() && p.room.empty();
    return line.label + '\t' + mark->mark + '\t' + (nowhere ? "-" : p.building + '/' + p.unit + '/' + p.room) + '\t' +
           line.text;
}

}  // namespace linli
