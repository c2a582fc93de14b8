#include "dialogs/buildings.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "dialogs/ascii.hpp"

namespace linli {
namespace {

constexpr bool capital(char c) { return c >= 'A' && c <= 'Z'; }

int value_of(std::string_view digits) {
    int n = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), n);
    return n;
}

struct flat {
    int floor = 0;
    int number = 0;  // on its floor
};

// 1101 and 0502 and 1203A say their floor, and so does 16E; "12" or somebody's own words do not.
std::optional<flat> flat_of(std::string_view room) {
    constexpr std::size_t numbered = 3;  // digits, from which on the last two are the flat's own
    constexpr std::size_t longest = 4;
    const auto digits = leading_digits(room);
    const auto letters = room.size() - digits;
    const bool lettered = letters == 1 && capital(room.back());
    if (digits == 0 || digits > longest || (letters > 0 && !lettered)) return std::nullopt;
    const int n = value_of(room.substr(0, digits));
    if (digits >= numbered) return flat{n / 100, n % 100};
    if (!lettered) return std::nullopt;
    return flat{n, room.back() - 'A' + 1};
}

// What follows `name` in a row of names: 12 after 11, B after A, C3 after C2. Empty: nothing does.
std::string next_name(std::string_view name) {
    if (name.size() == 1 && name[0] >= 'A' && name[0] < 'Z') return std::string(1, static_cast<char>(name[0] + 1));
    const auto head = name.substr(0, name.size() > 1 && capital(name[0]) ? 1 : 0);
    const auto digits = name.substr(head.size());
    if (digits.empty() || leading_digits(digits) != digits.size()) return {};
    return std::string(head) + std::to_string(value_of(digits) + 1);
}

}  // namespace

const building* find_building(std::span<const building> known, std::string_view name) {
    if (name.empty()) return known.size() == 1 ? &known.front() : nullptr;
    const auto b = std::find_if(known.begin(), known.end(), [&](const building& x) { return x.name == name; });
    return b == known.end() ? nullptr : &*b;
}

misfit misfit_of(std::span<const building> known, const place& p) {
    const auto* b = find_building(known, p.building);
    if (b == nullptr) return known.empty() || p.building.empty() ? misfit::none : misfit::building;
    const auto& units = b->units;
    if (!p.unit.empty() && !units.empty() && std::find(units.begin(), units.end(), p.unit) == units.end())
        return misfit::unit;
    const auto f = flat_of(p.room);
    const int floor = f ? f->floor : value_of(p.floor);
    if (b->floors > 0 && floor > b->floors) return misfit::floor;
    if (f && b->rooms > 0 && f->number > b->rooms) return misfit::room;
    return misfit::none;
}

bool has_flat(std::span<const building> known, const place& p) {
    const auto* b = p.building.empty() ? nullptr : find_building(known, p.building);
    const auto f = flat_of(p.room);
    if (b == nullptr || b->floors == 0 || !f || f->floor < 1 || f->number < 1) return false;
    return misfit_of(known, p) == misfit::none;
}

std::string listed(std::span<const std::string> names, language l) {
    constexpr std::size_t most = 8;  // ranges; whoever has more finds their own by the first ones
    std::string out;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < names.size();) {
        std::size_t last = i;
        while (last + 1 < names.size() && names[last + 1] == next_name(names[last])) ++last;
        if (shown > 0) out += l == language::zh ? "、" : ", ";
        if (shown++ == most) return out + "…";
        out += names[i];
        if (last == i + 1) last = i;  // two in a row are shorter as they are
        if (last > i) out += "–" + names[last];
        i = last + 1;
    }
    return out;
}

std::string listed(std::span<const building> known, language l) {
    std::vector<std::string> names;
    for (const auto& b : known) names.push_back(b.name);
    return listed(names, l);
}

std::string name_in_places(std::string_view written) {
    constexpr std::size_t most_digits = 3;
    std::string name(written);
    for (char& c : name)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const std::size_t head = !name.empty() && capital(name[0]) ? 1 : 0;
    const auto digits = leading_digits(std::string_view(name).substr(head));
    const auto tail = name.size() - head - digits;
    if (name.empty() || digits > most_digits || tail > 1 || (tail == 1 && (head == 1 || !capital(name.back()))))
        return {};
    std::size_t zeros = head;
    while (zeros < head + digits && name[zeros] == '0') ++zeros;
    if (digits > 0 && zeros == head + digits) return {};  // there is no building 0
    return name.erase(head, zeros - head);
}

}  // namespace linli
