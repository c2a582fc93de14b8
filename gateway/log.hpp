// The log: one JSON object a line on standard error, UTC, level, the event's name and its fields.
//
//   {"time":"2026-01-02T03:04:05.678Z","level":"info","event":"started","listen":"127.0.0.1:8080"}
//
// Any thread may write. A line is put together on the writer's thread and kept in memory; a thread of
// the log's own writes what has gathered every 20 ms, since a wake-up for each line costs more than the
// line (docs/architecture.md). What does not fit into memory is dropped and counted in the next line.
// The destructor writes everything. Never hand it a secret. `person` masks names and addresses of
// people; every other text has long runs of digits masked, since phone numbers turn up everywhere. A
// `group_id` alone is written whole: whoever sets up the staff group must copy it from here.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

namespace linli::gateway {

enum class level : std::uint8_t { debug, info, warning, error };

// A person's name or address: only its first character is written.
struct person {
    std::string_view text;
};

// A platform's id of a group: of no person, and no phone number.
struct group_id {
    std::string_view text;
};

struct field {
    std::string_view name;
    std::variant<std::string_view, person, group_id, std::int64_t, double, bool> value;

    field(std::string_view n, std::string_view v) : name(n), value(v) {}
    field(std::string_view n, const std::string& v) : name(n), value(std::string_view(v)) {}
    field(std::string_view n, const char* v) : name(n), value(std::string_view(v)) {}
    field(std::string_view n, person v) : name(n), value(v) {}
    field(std::string_view n, group_id v) : name(n), value(v) {}
    field(std::string_view n, bool v) : name(n), value(v) {}
    field(std::string_view n, double v) : name(n), value(v) {}
    template <std::integral Number>
    field(std::string_view n, Number v) : name(n), value(static_cast<std::int64_t>(v)) {}
};

// "13812345678" -> "138****5678": every run of seven digits or more, "-" and " " inside included.
std::string masked_digits(std::string_view text);
// The line without its newline, for a test to look at.
std::string log_line(std::int64_t unix_ms, level how, std::string_view event, std::initializer_list<field> fields);

class logger {
public:
    explicit logger(int file = 2, level least = level::info);
    ~logger();
    logger(const logger&) = delete;
    logger& operator=(const logger&) = delete;

    void write(level how, std::string_view event, std::initializer_list<field> fields = {});
    void info(std::string_view event, std::initializer_list<field> fields = {}) { write(level::info, event, fields); }
    void warning(std::string_view event, std::initializer_list<field> fields = {}) {
        write(level::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<field> fields = {}) { write(level::error, event, fields); }

    void flush();  // what was written so far is out when this returns

private:
    void drain();

    const int file_;
    const level least_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable written_;
    std::string gathered_;
    std::int64_t dropped_ = 0;
    bool writing_ = false;
    bool ending_ = false;
    std::thread writer_;
};

}  // namespace linli::gateway
