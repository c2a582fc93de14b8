#include "adapters/described/described.hpp"

#include <array>

#include "adapters/described/description.hpp"
#include "adapters/described/proving.hpp"
#include "adapters/described/reading.hpp"
#include "adapters/described/sending.hpp"
#include "adapters/fetching.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::described {

namespace {

constexpr std::size_t body_bytes_max = 1 << 20;

class described_adapter final : public adapter {
public:
    explicit described_adapter(description d) : d_(std::move(d)), can_(sms::phone(d_.phone)) {
        can_.reports_delivery = d_.report && !d_.webhook_url.empty();
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request& request, instant now) const override {
        const auto place = place_of(request.target, d_.hook_path);
        if (!place) return failure{refusal{404, "path"}};
        if (request.method != "POST" && request.method != "GET") return failure{refusal{405, "method"}};
        if (request.body.size() > body_bytes_max) return failure{refusal{413, "too long"}};
        const auto path = proven_path(d_, request, *place, now);
        if (!path) return failure{path.error()};
        const bool message_path = d_.message && d_.message->path == *path;
        const bool report_path = d_.report && d_.report->path == *path;
        if (!message_path && !report_path) return failure{refusal{404, "path"}};
        const auto answer = d_.message ? d_.message->answer : http_answer{};
        // One address may serve both. No error for what is proven and not understood.
        auto events = report_path ? read_reports(*d_.report, request, *place) : std::vector<inbound>{};
        if (message_path)
            for (auto& one : read_messages(*d_.message, request, *place)) events.push_back(std::move(one));
        return received{std::move(events), answer};
    }

    std::string redacted(const http_call& call) const override { return shown(call, d_.secrets()); }

private:
    step send(const job& what, const std::vector<http_reply>& replies) const override {
        return sms::deliver(
            what, sms::pieces_of(what.message, can_, d_.phone.plain_text), replies,
            can_.reports_delivery ? end::accepted : end::delivered,
            [&](const std::string& words, std::size_t i) { return message_call(d_, what, words, i); },
            [&](const http_reply& reply, std::size_t i) { return answer_of(d_, what, reply, i); });
    }
    step fetch(const job& what, const std::vector<http_reply>& replies) const override {
        return next_of_open_fetch(what.media.handle, replies, d_.secrets());
    }

    description d_;
    capabilities can_;
};

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    auto d = read_description(r);
    return r.made<described_adapter>(std::move(d));
}

constexpr std::array<std::string_view, 9> keys{"secret", "previous_secret", "password",  "token",     "user",
                                               "number", "api_url",         "max_parts", "plain_text"};
constexpr std::array<std::string_view, 4> secrets{"secret", "previous_secret", "password", "token"};
constexpr std::array<std::string_view, 5> tables{"verify", "message", "report", "send", "answer"};

}  // namespace

channel_type type() { return {"described", keys, secrets, {10, 1, 0}, make, tables}; }

}  // namespace linli::adapters::described
