#include "adapters/telegram/polling.hpp"

#include <algorithm>
#include <limits>

#include "adapters/json_read.hpp"
#include "adapters/telegram/calls.hpp"
#include "adapters/telegram/setting_up.hpp"
#include "adapters/telegram/updates.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr int poll_s = 50;                                        // the longest that Telegram waits
constexpr int answer_s = poll_s + 15;                             // and the way there and back
constexpr int updates_max = 100;                                  // of one poll; Telegram's own limit
constexpr span_of_time pause_max = std::chrono::seconds{30};      // between polls of an ailing network
constexpr span_of_time rival_pause = std::chrono::seconds{15};    // another program polls this bot
constexpr span_of_time refused_pause = std::chrono::seconds{60};  // a revoked token heals by hand only

class polling final : public poll_session {
public:
    polling(const settings& bot, const std::string& state)
        : bot_(bot), confirmed_(is_number(state) ? state : ""), pending_(confirmed_) {}

    http_call poll() override {
        std::string body;
        json_writer out(body);
        out.begin('{');
        if (!confirmed_.empty()) out.key("offset").raw(confirmed_);
        out.key("limit").number(updates_max).key("timeout").number(poll_s);
        out.key("allowed_updates").raw(allowed_updates).end('}');
        auto call = api_call(bot_, "getUpdates", std::move(body));
        call.timeout_s = answer_s;
        call.body_limit = json_bytes_max;
        return call;
    }

    fed feed(const http_reply& reply) override {
        pending_ = confirmed_;  // what an earlier poll brought and nobody kept is not confirmed by this
        const auto body = reply.status == 200 ? parse_json(reply.body) : std::nullopt;
        if (!body || !flag_at(*body, "ok")) return trouble(reply);
        failures_ = 0;
        fed out;
        const auto updates = array_at(*body, "result");
        if (!updates) return out;  // the answer to `first`
        const bool none = updates->size() == 0;
        if (none) pending_.clear();  // all before is confirmed
        std::int64_t last = -1;
        for (const auto& update : *updates) {
            const auto id = number_at(update, "update_id");
            if (id <= 0 || id == std::numeric_limits<std::int64_t>::max()) continue;
            last = std::max(last, id);
            for (auto& event : read_update(update, bot_)) out.events.push_back(std::move(event));
        }
        if (last >= 0) pending_ = std::to_string(last + 1);
        if (out.events.empty()) confirmed_ = pending_;  // nothing that a store would have to keep
        if (last < 0 && !none) {
            out.trouble = "updates without update_id";
            out.pause = pause_max;  // they come again at once
        }
        return out;
    }

    std::string state() const override { return pending_; }
    void committed() override { confirmed_ = pending_; }

private:
    fed trouble(const http_reply& reply) {
        const auto v = failed(bot_, reply);
        const int doublings = std::min(failures_++, 5);
        fed out;
        out.trouble = v.detail;
        out.pause = v.after.count() ? v.after : std::min(span_of_time{std::chrono::seconds{1 << doublings}}, pause_max);
        if (v.how == end::misconfigured) out.pause = refused_pause;
        const auto answer = reply.status ? read_answer(reply) : std::nullopt;
        if (!answer || answer->error_code != 409) return out;
        if (answer->description.find("webhook is active") != std::string::npos)
            out.first = delete_webhook_call(bot_);
        else
            out.pause = rival_pause;
        return out;
    }

    settings bot_;
    std::string confirmed_;  // the offset of the next poll; empty: none
    std::string pending_;    // what it becomes once the store has all that was fed
    int failures_ = 0;
};

}  // namespace

std::unique_ptr<poll_session> make_polling(const settings& bot, const std::string& state) {
    return std::make_unique<polling>(bot, state);
}

}  // namespace linli::adapters::telegram
