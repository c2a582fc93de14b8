// What one community has decided: its data, texts, times and people. Built by gateway/ from the
// configuration, immutable, shared by every thread; a reload builds a new one.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/buildings.hpp"
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
    span_of_time unseen_result = std::chrono::hours{24};     // then a person calls
    span_of_time hand_over = std::chrono::minutes{15};       // to accept a case that was handed over
    span_of_time no_show = std::chrono::minutes{15};         // after the time that was agreed ended
    span_of_time group_alarms = std::chrono::minutes{1};     // reminders of so long are one message
    span_of_time follow_up = std::chrono::days{3};           // after it was solved: does it hold?
    span_of_time follow_up_urgent = std::chrono::hours{24};  // the same for P0 and P1
    span_of_time lesson_due = std::chrono::days{7};
    span_of_time repeat_within = std::chrono::days{90};  // the same again is a repeat
    span_of_time forget_after = std::chrono::days{730};  // without a word and an open case; 0: never
};

// Hours in which named people answer for departments, day by day.
struct shift {
    daily_hours hours;
    std::bitset<7> days;                   // on which it begins; none = every day. 0 = Sunday
    std::vector<std::string> departments;  // none = all
    std::vector<person_id> members;
};

// A department that works in a group of its own.
struct department_room {
    std::string department;
    person_id room{};
};

struct community {
    linli::taxonomy taxonomy;
    linli::texts texts;
    linli::timing timing;
    linli::calendar calendar;
    linli::language language = language::zh;
    std::string name;                 // of the community; may be empty
    std::string emergency = "119";    // whom to call; shown, never called by us
    std::vector<building> buildings;  // empty: nobody described them
    std::string public_url;           // without a trailing slash; may be empty
    person_id room{};                 // the staff group
    std::vector<department_room> department_rooms;
    std::vector<member> members;  // configured
    std::vector<shift> roster;
    bool after_photo = false;        // done wants a photo of how it is now, whatever the kind
    std::size_t photos_a_case = 10;  // as many as one album has

    // Whether this is the staff group, or a department's.
    bool is_room(person_id id) const;
    // Where cases of this department are worked on.
    person_id room_of(std::string_view department) const;
};

}  // namespace linli
