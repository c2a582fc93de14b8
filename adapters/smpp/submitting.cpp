#include "adapters/smpp/submitting.hpp"

#include <algorithm>

#include "adapters/gsm7.hpp"
#include "adapters/rendering.hpp"
#include "adapters/smpp/receipts.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr span_of_time throttle_pause = std::chrono::seconds{1};
constexpr double slowest = 0.2;                // submit_sm a second, however often we are throttled
constexpr double recovery_s = 60;              // from nothing back to the full rate
constexpr double burst_part = 0.2;             // of a second's messages at once: SMSCs count by the second
constexpr std::string_view unnamed = "part ";  // stands for an id that the SMSC did not give

std::vector<std::string> named(std::vector<std::string> ids) {
    std::erase_if(ids, [](const auto& id) { return id.starts_with(unnamed); });
    return ids;
}

}  // namespace

void awaited_ids::put(const std::string& id, const std::string& chat) {
    if (!chats_.insert_or_assign(id, chat).second) return;
    order_.push_back(id);
    if (order_.size() <= most) return;
    chats_.erase(order_.front());
    order_.pop_front();
}

const std::string* awaited_ids::find(const std::string& id) const {
    const auto at = chats_.find(id);
    return at == chats_.end() ? nullptr : &at->second;
}

submitting::submitting(const settings& s, const capabilities& can, awaited_ids& awaited)
    : settings_(s), can_(can), awaited_(awaited), rate_(s.rate), tokens_(burst()) {}

double submitting::burst() const { return std::max(1.0, rate_ * burst_part); }

void submitting::end(std::int64_t id, adapters::end how, std::string detail, stream_session::wishes& out,
                     span_of_time after) {
    auto v = ended_as(how, std::move(detail));
    if (const auto at = jobs_.find(id); at != jobs_.end()) {
        const bool over = how == adapters::end::delivered || how == adapters::end::accepted;
        v.ids = over ? named(std::move(at->second.ids)) : std::move(at->second.ids);
        jobs_.erase(at);
    }
    v.after = after;
    v.whole_account = after > span_of_time{};
    out.ends.push_back({id, std::move(v)});
}

void submitting::add(const job& what, stream_session::wishes& out) {
    if (what.message.withdraw) return end(what.id, adapters::end::rejected, "an SMS cannot be taken back", out);
    outgoing message = what.message;
    if (settings_.plain_text) {
        message.text = plain_punctuation(message.text);
        for (auto& c : message.choices) c.label = plain_punctuation(c.label);
    }
    delivery d;
    d.chat = what.chat;
    d.segments = segments_of(render(message, can_).parts, settings_, what.id);
    d.ids = what.sent_parts;
    d.next = d.ids.size();
    d.wants_report = !what.message.ref.empty();
    if (d.segments.empty()) return end(what.id, adapters::end::rejected, "empty message", out);
    const bool done = d.next >= d.segments.size();
    jobs_.insert_or_assign(what.id, std::move(d));
    if (done) return end(what.id, adapters::end::accepted, {}, out);
    ready_.push_back(what.id);
}

void submitting::refill(instant now) {
    if (filled_ == instant{}) filled_ = now;
    const double passed = std::chrono::duration<double>(now - filled_).count();
    filled_ = now;
    rate_ = std::min(settings_.rate, rate_ + passed * settings_.rate / recovery_s);
    tokens_ = std::min(burst(), tokens_ + passed * rate_);
}

void submitting::slow_down(instant now) {
    // What was under way when we were told is answered the same; it is told once.
    if (hold_ > now) return;
    hold_ = now + throttle_pause;
    rate_ = std::max(slowest, rate_ / 2);
    tokens_ = 0;
}

void submitting::pump(std::uint32_t& sequence, instant now, stream_session::wishes& out) {
    refill(now);
    while (!ready_.empty() && unanswered_.size() < settings_.window && hold_ <= now && tokens_ >= 1) {
        const auto id = ready_.front();
        ready_.pop_front();
        auto& d = jobs_.at(id);
        const auto& s = d.segments[d.next];
        message m;
        m.source = settings_.source;
        m.dest = address_of(d.chat);
        m.esm_class = s.esm_class;
        m.data_coding = s.data_coding;
        m.registered_delivery = d.wants_report && d.next + 1 == d.segments.size();
        m.text = s.text;
        m.tlvs = s.tlvs;
        sequence = sequence >= 0x7FFFFFFF ? 1 : sequence + 1;
        out.bytes += to_bytes({command::submit_sm, 0, sequence, write_message(m)});
        unanswered_[sequence] = {id, now};
        --tokens_;
    }
}

bool submitting::answered(std::uint32_t sequence, std::uint32_t status, const std::string& body, instant now,
                          stream_session::wishes& out) {
    const auto at = unanswered_.find(sequence);
    if (at == unanswered_.end()) return false;
    const auto id = at->second.job;
    unanswered_.erase(at);
    if (status == status::throttled) {
        slow_down(now);
        end(id, adapters::end::retry, name_of_status(status), out, throttle_pause);
        return true;
    }
    if (status != status::ok) {
        end(id, outcome_of(status, settings_.codes), name_of_status(status), out);
        return true;
    }
    auto& d = jobs_.at(id);
    auto name = plain_id(read_id(body));
    const bool last = ++d.next == d.segments.size();
    const bool reported = last && d.wants_report && !name.empty();
    if (reported) awaited_.put(name, d.chat);
    d.ids.push_back(name.empty() ? std::string(unnamed) + std::to_string(d.next) : std::move(name));
    if (!last) {
        ready_.push_front(id);
        return true;
    }
    end(id, reported ? adapters::end::accepted : adapters::end::delivered, {}, out);
    return true;
}

void submitting::time_out(instant now, stream_session::wishes& out) {
    // Sequence numbers wrap around, so the oldest need not stand in front.
    for (auto at = unanswered_.begin(); at != unanswered_.end();) {
        if (at->second.since + answer_within > now) {
            ++at;
            continue;
        }
        end(at->second.job, adapters::end::unknown, "ambiguous: the SMSC did not answer", out);
        at = unanswered_.erase(at);
    }
}

void submitting::lost(std::string_view why, stream_session::wishes& out) {
    for (const auto& [sequence, u] : unanswered_)
        end(u.job, adapters::end::unknown, "ambiguous: " + std::string(why), out);
    unanswered_.clear();
    for (const auto id : ready_) end(id, adapters::end::retry, std::string(why), out);
    ready_.clear();
}

instant submitting::due() const {
    instant at = never;
    for (const auto& [sequence, u] : unanswered_) at = std::min(at, u.since + answer_within);
    if (!ready_.empty() && unanswered_.size() < settings_.window) {
        auto next = hold_;
        if (tokens_ < 1)
            next = std::max(next, filled_ + span_of_time{static_cast<std::int64_t>((1 - tokens_) / rate_ * 1000) + 1});
        at = std::min(at, next);
    }
    return at;
}

}  // namespace linli::adapters::smpp
