// Whom we talk with. `dialogs/` knows persons; which chat a person answers in is the address
// book's business (storage/address_book.hpp), so nothing here can leak a phone number or chat id.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/fields.hpp"

namespace linli {

// A person, or a room (the staff group), since messages go to either. 0 = nobody.
enum class person_id : std::int64_t { nobody = 0 };

// CP-0412 is 412. Unique in a deployment. 0 = none.
enum class case_code : std::int64_t { none = 0 };

enum class language : std::uint8_t { zh, en };
constexpr auto names_of(language) { return std::array<std::string_view, 2>{"zh-CN", "en"}; }

enum class role : std::uint8_t { resident, engineer, desk, lead, manager, quality, committee, bot };
constexpr auto names_of(role) {
    return std::array<std::string_view, 8>{"resident", "engineer", "desk",      "lead",
                                           "manager",  "quality",  "committee", "bot"};
}

// A member of staff, as the roster knows them.
struct member {
    person_id person{};
    std::string name;
    linli::role role = role::engineer;
    std::vector<std::string> departments;

    bool operator==(const member&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("person", s.person);
        v("name", s.name);
        v("role", s.role);
        v("departments", s.departments);
    }
};

}  // namespace linli
