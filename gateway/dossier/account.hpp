// What the record of a case says of its messages and photos, put together from its log: for the dossier
// and for `linli case CODE --json`. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/cases/case_file.hpp"

namespace linli::gateway {

// How far a message of ours came. `none`: it was theirs.
enum class arrival_state : std::uint8_t { none, sent, delivered, failed };
constexpr auto names_of(arrival_state) {
    return std::array<std::string_view, 4>{"none", "sent", "delivered", "failed"};
}

struct spoken {
    instant at{};
    bool outwards = false;  // from staff to the resident
    std::string by;
    role as = role::resident;
    std::string text;
    std::vector<attachment> attachments;
    arrival_state how = arrival_state::none;
    instant settled{};   // when it was known
    std::string detail;  // why it failed, in the platform's words
};

// Both ways, oldest first. A report settles the oldest message that waits for one of its kind.
std::vector<spoken> messages_both_ways(const case_file& f, const std::vector<case_entry>& log);

struct kept_thing {
    attachment what;
    instant at{};
    std::string by;
    role as = role::resident;
};

// Every photo and file once, in the order in which they came.
std::vector<kept_thing> things_kept(const std::vector<case_entry>& log);

// Of a case that ended by a rejection.
std::string why_rejected(const case_file& f, const std::vector<case_entry>& log);

// The log as it may be shown: of a confidential case, and of a complaint of a colleague, without its resident's name
// and numbers anywhere. Their words stay: who may read those, whoever calls this decides.
std::vector<case_entry> shown_log(const case_file& f, std::vector<case_entry> log);
case_file shown_file(case_file f, const std::vector<case_entry>& log);

}  // namespace linli::gateway
