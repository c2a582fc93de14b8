// What one community has decided: its data, texts, times and people. Built by gateway/ from the
// configuration, immutable, shared by every thread; a reload builds a new one.
#pragma once

#include <string>
#include <vector>

#include "dialogs/cases/calendar.hpp"
#include "dialogs/person.hpp"
#include "dialogs/taxonomy.hpp"
#include "dialogs/texts.hpp"
#include "dialogs/time.hpp"

namespace linli {

struct timing {
    span_of_time ask_solved_after = std::chrono::minutes{30};
    span_of_time draft_nudge = std::chrono::minutes{10};
    span_of_time draft_keep = std::chrono::hours{24};
    span_of_time score_reminder = std::chrono::hours{24};
    span_of_time close_unconfirmed = std::chrono::days{7};
    span_of_time reopen_within = std::chrono::days{14};
    span_of_time alarm_repeat = std::chrono::minutes{1};  // a life-safety case that nobody took
    span_of_time sitting = std::chrono::seconds{1};       // after the last piece of an album
    span_of_time withdraw_within = std::chrono::minutes{1};
    span_of_time unseen_result = std::chrono::hours{24};  // then a person calls
};

struct community {
    linli::taxonomy taxonomy;
    linli::texts texts;
    linli::timing timing;
    linli::calendar calendar;
    linli::language language = language::zh;
    std::string name;             // of the community; may be empty
    std::string emergency = "119";  // whom to call; shown, never called by us
    std::string public_url;       // without a trailing slash; may be empty
    person_id room{};             // the staff group
    std::vector<member> members;  // configured
    std::size_t photos_a_case = 10;  // trust.md 2.4
};

}  // namespace linli
