// Questions to the database that change nothing, on a connection of its own: the web pages, the
// reading commands (which work beside a running `serve`), the checks. Thread: its maker's. Throws
// store_error.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace linli::storage {

struct message_row {      // one inbound message, as `linli export --messages` prints it
    std::int64_t id = 0;  // its number: what `linli trace` takes
    instant at{};
    std::string channel;
    std::string sender;  // the person's number, not the address
    std::string text;
    std::string kind;
    case_code about{};
};

// How far a conversation is in which something is under way; the first that fits.
enum class talk_stage : std::uint8_t {
    collecting,     // a complaint is being told
    confirming,     // it is summed up, and waits for a yes
    case_open,      // staff have a case of theirs
    case_resolved,  // they have not said yet whether it is solved
};
constexpr auto names_of(talk_stage) {
    return std::array<std::string_view, 4>{"collecting", "confirming", "case_open", "case_resolved"};
}

class reader {
public:
    virtual ~reader() = default;

    // By code; of all cases the newest `limit`, of the open ones the oldest.
    virtual std::vector<case_file> cases(bool open_only, std::size_t limit) = 0;
    virtual std::optional<case_file> find_case(case_code code) = 0;
    virtual std::vector<case_entry> entries(case_code code) = 0;
    // Calls `row` for every inbound message in order; stops when it returns false.
    virtual void messages(const std::function<bool(const message_row&)>& row) = 0;
    virtual std::vector<message_row> messages_of(case_code code) = 0;
    // Web chat rows after `seq`, oldest first.
    virtual std::vector<history_row> history(person_id room, std::int64_t after, std::size_t limit) = 0;
    virtual std::int64_t last_seq(person_id room) = 0;
    virtual std::optional<store::web_session> session(const std::string& token_hash, instant now) = 0;
    // Of everybody but residents. Reads all sessions: for a sign-in, not for each request.
    virtual std::vector<store::web_session> staff_sessions(instant now) = 0;
    // Whom a single-use link would let in; it stays good.
    virtual std::optional<store::web_session> link(const std::string& token_hash, instant now) = 0;
    virtual std::optional<person_id> find_person(const address& where) = 0;
    // Whether that person sent the photo or file, was shown it, or reported the case that it
    // belongs to; with `staff` also whether it belongs to any case.
    virtual bool may_see(const std::string& hash, person_id who, bool staff) = 0;
    // Whether anybody at all may see it.
    virtual bool is_named(const std::string& hash) = 0;
    struct counts {
        std::int64_t outbox = 0, parked = 0;
        std::int64_t messages = 0;  // recorded so far, those of the forgotten included
        instant oldest_outbox = never;
    };
    virtual counts count() = 0;
    // By talk_stage. `drafts_end_by`: no draft that is there now is kept any longer.
    using talk_counts = std::array<std::int64_t, names_of(talk_stage{}).size()>;
    virtual talk_counts active_talks(instant drafts_end_by) = 0;
    virtual std::string integrity() = 0;  // "ok", or what PRAGMA integrity_check says
};

}  // namespace linli::storage
