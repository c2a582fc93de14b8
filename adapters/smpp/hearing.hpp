// What the SMSC brings: texts, parts of texts, receipts. Each is confirmed once it is on disk, refused
// where it could not be put there, and then comes again.
#pragma once

#include <map>

#include "adapters/smpp/joining.hpp"
#include "adapters/smpp/repeats.hpp"
#include "adapters/smpp/submitting.hpp"

namespace linli::adapters::smpp {

class hearing {
public:
    // Unconfirmed at a time; more is told to come later.
    static constexpr std::size_t most_waiting = 256;

    hearing(const settings& s, const awaited_ids& awaited, const std::string& state, stream_session::wishes& out);

    // A deliver_sm or data_sm.
    void hear(const pdu& p, instant now, stream_session::wishes& out);
    void committed(std::uint64_t mark, bool kept, instant now, stream_session::wishes& out);
    void tick(instant now, stream_session::wishes& out);
    // What waits can be confirmed no more. It may still get to the disk.
    void lost();

    instant due() const { return joining_.due(); }
    std::string state() const;

private:
    struct waiting {
        std::optional<pdu> request;  // its header; none: nobody waits for an answer
        instant arrived{};
        std::string hash;            // of a whole text
        std::vector<part_set> sets;  // what `events` was made of
        std::uint8_t part = 0;       // the one that came with `request`, in the last of `sets`
    };

    void answer(const pdu& request, std::uint32_t status, stream_session::wishes& out);
    void keep(waiting w, std::vector<inbound> events, stream_session::wishes& out);
    std::vector<inbound> receipt_events(const message& m) const;
    void add_part(waiting w, const message& m, const opened_message& o, stream_session::wishes& out);
    inbound text_event(const message& m, std::string text, waiting& w) const;
    std::optional<inbound> joined_event(const part_set& s) const;

    const settings& settings_;
    const awaited_ids& awaited_;
    joining joining_;
    repeats repeats_;
    std::map<std::uint64_t, waiting> waiting_;  // by mark
    std::uint64_t marks_ = 0;
};

}  // namespace linli::adapters::smpp
