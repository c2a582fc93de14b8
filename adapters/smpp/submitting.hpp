// The jobs of one session on their way through submit_sm: the window, the pace, and what each answer
// means (SMPP 3.4, 4.4).
//
// The parts of one message go one after the other, so that what is out is always a beginning of it and
// another attempt knows where to go on.
#pragma once

#include <deque>
#include <map>
#include <unordered_map>

#include "adapters/smpp/segments.hpp"

namespace linli::adapters::smpp {

// To whom messages went whose receipts are awaited, by plain_id: a receipt may write the number in
// another way. In memory: after a restart the receipt's own address has to do.
class awaited_ids {
public:
    void put(const std::string& id, const std::string& chat);
    const std::string* find(const std::string& id) const;

private:
    static constexpr std::size_t most = 2048;  // ~150 B each; a receipt comes within minutes or never
    std::unordered_map<std::string, std::string> chats_;
    std::deque<std::string> order_;
};

class submitting {
public:
    static constexpr span_of_time answer_within = std::chrono::seconds{30};

    submitting(const settings& s, const capabilities& can, awaited_ids& awaited);

    void add(const job& what, stream_session::wishes& out);
    // As many submit_sm as window and pace allow. Only while bound.
    void pump(std::uint32_t& sequence, instant now, stream_session::wishes& out);
    // The answer to one of ours, a generic_nack included. False: it was none of ours.
    bool answered(std::uint32_t sequence, std::uint32_t status, const std::string& body, instant now,
                  stream_session::wishes& out);
    void time_out(instant now, stream_session::wishes& out);
    // Nothing more can be sent: what has no answer yet may or may not have arrived.
    void lost(std::string_view why, stream_session::wishes& out);

    instant due() const;  // of `pump` or `time_out`
    bool idle() const { return jobs_.empty(); }
    double rate() const { return rate_; }

private:
    struct delivery {
        std::string chat;
        std::vector<segment> segments;
        std::size_t next = 0;
        std::vector<std::string> ids;
        bool wants_report = false;
    };
    struct unanswered {
        std::int64_t job = 0;
        instant since{};
    };

    void end(std::int64_t id, adapters::end how, std::string detail, stream_session::wishes& out,
             span_of_time after = {});
    double burst() const;  // how many may go at once
    void refill(instant now);
    void slow_down(instant now);

    const settings& settings_;
    const capabilities& can_;
    awaited_ids& awaited_;
    std::unordered_map<std::int64_t, delivery> jobs_;
    std::deque<std::int64_t> ready_;                  // have a part to send
    std::map<std::uint32_t, unanswered> unanswered_;  // by sequence number
    // The pace: tokens come at `rate_`, which a throttling SMSC halves and time brings back.
    double rate_;
    double tokens_;
    instant filled_{};
    instant hold_{};
};

}  // namespace linli::adapters::smpp
