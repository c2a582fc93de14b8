// The configuration of this deployment: parsed and checked once, then immutable and read by any
// thread. README.md documents every key. Paths are as written: relative to the working directory.
#pragma once

#include <bitset>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/catalogue.hpp"
#include "dialogs/community.hpp"
#include "gateway/config/problems.hpp"
#include "gateway/config/values.hpp"

namespace linli::gateway {

struct channel_settings {
    adapters::channel_config table;  // holds secrets: never printed
    adapters::send_limits limits;
    std::vector<network> sources = {};  // who may call its webhook
    unsigned line = 0;                  // of its token
};

struct staff_member_settings {
    std::string name;
    linli::role role = role::engineer;
    std::vector<std::string> departments;
    std::vector<std::pair<std::string, std::string>> accounts;  // channel name, chat there
    unsigned line = 0;  // of its departments, which are checked against the taxonomy
    unsigned name_line = 0;
};

struct department_group_settings {
    std::string department;
    std::string channel;
    std::string chat;
    unsigned line = 0;
};

struct shift_settings {
    daily_hours hours;
    std::bitset<7> days;
    std::vector<std::string> departments;
    std::vector<std::string> members;  // their names in [[staff.members]]
    unsigned line = 0;                 // of its departments
};

struct staff_settings {
    std::string group_channel;
    std::string group_chat;
    std::vector<department_group_settings> groups;
    std::vector<staff_member_settings> members;
    std::vector<shift_settings> shifts;
};

// [calendar]: the days on which there is no service, or service all the same.
struct calendar_settings {
    std::bitset<7> days_off;
    std::vector<std::chrono::sys_days> holidays;
    std::vector<std::chrono::sys_days> extra_days;
};

struct config {
    std::filesystem::path file;  // empty: the embedded default

    endpoint listen{"127.0.0.1", 8080};
    endpoint internal_listen{"127.0.0.1", 8081};
    std::string public_url;  // without a trailing slash; empty: not known from outside
    std::filesystem::path data_dir = "data";
    std::filesystem::path database;   // the SQLite file
    std::filesystem::path key_file;   // seals addresses and phone numbers; outside data_dir
    std::filesystem::path texts_dir;  // empty: the embedded texts
    linli::language language = language::zh;
    std::string time_zone = "Asia/Shanghai";
    std::string community_name;
    std::string emergency = "119";
    std::vector<building> buildings;  // empty: not told, so learned from what is filed
    bool allow_private_media = false;
    span_of_time drain = std::chrono::milliseconds{500};  // not-ready before we stop accepting
    std::filesystem::path tls_certificate;                // both or neither
    std::filesystem::path tls_key;
    unsigned tls_line = 0;
    std::vector<network> trusted_proxies;

    linli::timing timing;
    daily_hours quiet{std::chrono::hours{22}, std::chrono::hours{7}};
    daily_hours service{std::chrono::hours{8}, std::chrono::hours{20}};
    calendar_settings calendar;
    bool after_photo = false;

    std::vector<channel_settings> channels;
    staff_settings staff;

    const channel_settings* find_channel(std::string_view name) const;
    const channel_settings* web() const;  // the channel of type web, if there is one
    // For what is found wrong only later, with a line of the file.
    problem at(unsigned line, std::string what) const;
};

// The chat of the staff room that we host, on the channel of type web.
inline constexpr std::string_view web_staff_room = "staff";

}  // namespace linli::gateway
