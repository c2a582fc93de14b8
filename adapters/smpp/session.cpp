#include "adapters/smpp/session.hpp"

#include <algorithm>
#include <array>

#include "adapters/smpp/hearing.hpp"
#include "adapters/smpp/submitting.hpp"

namespace linli::adapters::smpp {

namespace {

using std::chrono::seconds;

constexpr span_of_time bind_within = seconds{10};
constexpr span_of_time unbind_within = seconds{5};
constexpr span_of_time enquire_after = seconds{30};  // of silence; firewalls forget after minutes
constexpr int enquiries_most = 2;                    // unanswered: the other side is gone
constexpr std::array<seconds, 6> pauses{seconds{1}, seconds{2}, seconds{5}, seconds{10}, seconds{30}, seconds{60}};
constexpr span_of_time look_again = seconds{5};     // what waits for a bind goes out so soon after it
constexpr seconds pause_of_account{60};             // a wrong password does not heal by itself, and may lock us out
constexpr seconds pause_of_bound{30};               // our earlier connection has to be noticed as dead first
constexpr span_of_time steady_after = seconds{10};  // a link that held so long begins the pauses anew

class session final : public stream_session {
public:
    session(const settings& s, const capabilities& can, const std::string& state)
        : settings_(s), submitting_(s, can, awaited_), hearing_(s, awaited_, state, out_) {}

    stream_peer peer() const override { return settings_.peer; }
    // A job has one part under way, and the next one should be at hand when it is answered.
    std::size_t most_jobs() const override { return settings_.window * 2; }

    void opened(instant now) override {
        phase_ = phase::binding;
        buffer_.clear();
        sequence_ = 0;
        enquiries_ = 0;
        left_ = false;
        since_ = heard_ = now;
        const bind_fields b{settings_.system_id, settings_.password, settings_.system_type};
        request(command::bind_transceiver, write_bind(b));
    }

    void feed(std::string_view bytes, instant now) override {
        if (phase_ == phase::down || out_.close) return;
        buffer_ += bytes;
        std::string_view left = buffer_;
        pdu p;
        while (!out_.close) {
            const auto how = take_pdu(left, p);
            if (how == framing::more) break;
            heard_ = now;
            enquiries_ = 0;
            if (how == framing::broken) {
                out_.bytes += to_bytes({command::generic_nack, status::bad_command_length, p.sequence, {}});
                close("the SMSC sent what is not SMPP");
                break;
            }
            handle(p, now);
        }
        buffer_.erase(0, buffer_.size() - left.size());
        pump(now);
    }

    void committed(std::uint64_t mark, bool kept, instant now) override { hearing_.committed(mark, kept, now, out_); }

    void send(const job& what, instant now) override {
        if (phase_ != phase::binding && phase_ != phase::bound) {
            verdict v;
            v.how = end::retry;
            v.detail = trouble_.empty() ? "not connected to the SMSC" : trouble_;
            v.after = std::min(pause_, look_again);
            v.whole_account = true;
            out_.ends.push_back({what.id, std::move(v)});
            return;
        }
        submitting_.add(what, out_);
        pump(now);
    }

    void tick(instant now) override {
        hearing_.tick(now, out_);
        submitting_.time_out(now, out_);
        if (out_.close) return;
        if (phase_ == phase::binding && now - since_ >= bind_within) return close("the SMSC does not answer our bind");
        if (phase_ == phase::leaving && now - since_ >= unbind_within) return close({});
        if (phase_ == phase::bound && now >= enquire_at()) {
            if (enquiries_ == enquiries_most) return close("the SMSC has fallen silent");
            ++enquiries_;
            request(command::enquire_link, {});
        }
        pump(now);
    }

    void leave(instant now) override {
        left_ = true;
        if (phase_ != phase::bound) return close({});
        submitting_.lost("we are stopping", out_);
        phase_ = phase::leaving;
        since_ = now;
        request(command::unbind, {});
    }

    void closed(std::string_view why, instant now) override {
        const bool steady = bound_once_ && now - bound_at_ >= steady_after;
        if (steady) failures_ = 0;
        if (!left_ && reason_.empty()) reason_ = why.empty() ? "the connection ended" : std::string(why);
        pause_ = special_pause_.count() > 0 ? special_pause_ : pauses[std::min(failures_++, pauses.size() - 1)];
        trouble_ = std::exchange(reason_, {});
        special_pause_ = {};
        bound_once_ = false;
        phase_ = phase::down;
        submitting_.lost(trouble_, out_);
        hearing_.lost();
        out_.bytes.clear();
        out_.close = false;
        buffer_.clear();
    }

    wishes take() override { return std::exchange(out_, {}); }

    instant due() const override {
        auto at = hearing_.due();
        if (phase_ == phase::binding) at = std::min(at, since_ + bind_within);
        if (phase_ == phase::leaving) at = std::min(at, since_ + unbind_within);
        if (phase_ == phase::bound) at = std::min({at, enquire_at(), submitting_.due()});
        return at;
    }

    span_of_time pause() const override { return pause_; }
    std::string trouble() const override { return trouble_; }
    std::string state() const override { return hearing_.state(); }

private:
    enum class phase { down, binding, bound, leaving };

    instant enquire_at() const { return heard_ + enquire_after * (enquiries_ + 1); }

    void request(std::uint32_t id, std::string body) {
        sequence_ = sequence_ >= 0x7FFFFFFF ? 1 : sequence_ + 1;
        out_.bytes += to_bytes({id, 0, sequence_, std::move(body)});
    }
    void respond(const pdu& p, std::uint32_t status = status::ok) {
        out_.bytes += to_bytes({p.command | command::response, status, p.sequence, {}});
    }
    void close(std::string why) {
        if (reason_.empty()) reason_ = std::move(why);
        out_.close = true;
    }
    void pump(instant now) {
        if (phase_ == phase::bound && !out_.close) submitting_.pump(sequence_, now, out_);
    }

    void handle(const pdu& p, instant now) {
        switch (p.command) {
            case command::bind_transceiver | command::response:
                return bound(p, now);
            case command::submit_sm | command::response:
                return answered(p, now);
            case command::generic_nack:
                // To the bind it is the end; to an enquiry it is as good as an answer.
                if (phase_ == phase::binding) return bound(p, now);
                return answered(p, now);
            case command::deliver_sm:
            case command::data_sm:
                // After our unbind it would not be answered: it is brought again.
                if (phase_ == phase::bound)
                    hearing_.hear(p, now, out_);
                else if (phase_ == phase::binding)
                    respond(p, status::not_bound);
                return;
            case command::enquire_link:
                return respond(p);
            case command::unbind:
                respond(p);
                return close("the SMSC ended the session");
            case command::unbind | command::response:
                if (phase_ == phase::leaving) close({});
                return;
            case command::alert_notification:  // has no response
                return;
            default:
                if (!(p.command & command::response))
                    out_.bytes += to_bytes({command::generic_nack, status::bad_command, p.sequence, {}});
        }
    }

    void bound(const pdu& p, instant now) {
        if (phase_ != phase::binding) return;
        if (p.status == status::ok && p.command != command::generic_nack) {
            phase_ = phase::bound;
            bound_once_ = true;
            bound_at_ = now;
            trouble_.clear();
            return;
        }
        if (p.status == status::bind_failed || p.status == status::bad_password || p.status == status::bad_system_id)
            special_pause_ = pause_of_account;
        if (p.status == status::already_bound) special_pause_ = pause_of_bound;
        close("the SMSC refuses our bind: " + name_of_status(p.status));
    }

    void answered(const pdu& p, instant now) {
        if (!submitting_.answered(p.sequence, p.status, p.body, now, out_)) return;
        if (p.status == status::not_bound) close("the SMSC has lost our bind");
    }

    const settings& settings_;
    wishes out_;
    awaited_ids awaited_;
    submitting submitting_;
    hearing hearing_;
    phase phase_ = phase::down;
    std::string buffer_;  // at most one PDU and what came with it
    std::uint32_t sequence_ = 0;
    int enquiries_ = 0;  // unanswered
    instant since_{};    // of binding or leaving
    instant heard_{};
    instant bound_at_{};
    bool bound_once_ = false;  // on this connection
    bool left_ = false;
    std::size_t failures_ = 0;
    span_of_time pause_{};
    span_of_time special_pause_{};
    std::string reason_;  // why we close
    std::string trouble_;
};

}  // namespace

std::unique_ptr<stream_session> make_session(const settings& s, const capabilities& can, const std::string& state) {
    return std::make_unique<session>(s, can, state);
}

}  // namespace linli::adapters::smpp
