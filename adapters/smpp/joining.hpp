// Long messages that come in parts, joined again (3GPP TS 23.040, 9.2.3.24.1;
// SMPP 3.4, the sar_ parameters).
//
// Every part is confirmed to the SMSC once it is on disk, so what is unfinished is part of the session's
// state. Bounded in number, bytes and time: what would be too much, or has waited too long, is given out
// as it is, marked incomplete, because half a call for help is a call for help.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/smpp/pdu.hpp"
#include "dialogs/time.hpp"

namespace linli::adapters::smpp {

// Which part of which message.
struct part_place {
    std::uint32_t reference = 0;
    int reference_bytes = 1;  // the two kinds of header count apart; SAR has 2
    std::uint8_t total = 1;
    std::uint8_t number = 1;  // from 1
};

// A message's own bytes without its header, and its place where it is one of several.
struct opened_message {
    std::string_view text;
    std::optional<part_place> place;
};
// Reads the header (esm_class says that there is one) and the SAR TLVs. A header that cannot be is
// shown as text: better odd than lost.
opened_message open_message(const message& m);

// Parts of one message. Texts are as they came, for their alphabet may make one character of two parts.
struct part_set {
    address source, dest;
    part_place place;  // `number` says nothing here
    instant since{};
    struct part {
        std::uint8_t coding = 0;
        std::string text;
        bool operator==(const part&) const = default;
    };
    std::map<std::uint8_t, part> parts;

    bool complete() const { return parts.size() == place.total; }
};

class joining {
public:
    static constexpr std::size_t most_sets = 64;
    static constexpr std::size_t most_bytes = 64 << 10;
    // The sheet says 24 hours; nobody who reports a burst pipe should wait for that.
    static constexpr span_of_time longest = std::chrono::minutes{10};

    // Sets that are over by this part: the one that it completes, or ones that had to make room.
    // A part that is here already changes nothing; other words under the same number begin anew.
    std::vector<part_set> add(const message& m, const opened_message& part, instant now);
    std::vector<part_set> expired(instant now);
    instant due() const;  // of `expired`
    // A set whose message could not be put on disk; `without` one part that will come again (0: none).
    void put_back(part_set s, std::uint8_t without);

    const std::list<part_set>& sets() const { return sets_; }

    static std::string write(const std::vector<const part_set*>& sets);
    // What was written; anything else is no state.
    static std::list<part_set> read(const std::string& state);

private:
    std::list<part_set> sets_;  // the oldest first
};

}  // namespace linli::adapters::smpp
