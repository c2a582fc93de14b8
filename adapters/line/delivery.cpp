#include "adapters/line/delivery.hpp"

#include <algorithm>

#include "adapters/json_write.hpp"
#include "adapters/line/calls.hpp"
#include "adapters/rendering.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::line {

namespace {

constexpr std::size_t messages_max = 5;    // of one call
constexpr std::size_t toast_max = 300;     // bytes of the answer to a tap
constexpr std::size_t alt_text_max = 400;  // characters; we cut by bytes, so ours is shorter
constexpr std::string_view spent_token = "Invalid reply token";

void write_postback(json_writer& out, const choice& c, bool shown) {
    out.begin('{').key("type").text("postback").key("label").text(c.label);
    out.key("data").text(c.data);
    if (shown) out.key("displayText").text(c.label);
    out.end('}');
}

std::string text_message(const std::string& words, const std::vector<choice>& choices) {
    std::string text;
    json_writer out(text);
    out.begin('{').key("type").text("text").key("text").text(words);
    if (!choices.empty()) {
        out.key("quickReply").begin('{').key("items").begin('[');
        for (const auto& c : choices) {
            out.begin('{').key("type").text("action").key("action");
            write_postback(out, c, true);
            out.end('}');
        }
        out.end(']').end('}');
    }
    out.end('}');
    return text;
}

// Quick replies go away with the next message; buttons of a card must stay.
std::string bubble(const std::vector<choice>& choices) {
    std::string labels;
    for (const auto& c : choices) labels.append(labels.empty() ? "" : " · ").append(c.label);
    if (labels.size() > alt_text_max) labels = choices.front().label;
    std::string text;
    json_writer out(text);
    out.begin('{').key("type").text("flex").key("altText").text(labels);
    out.key("contents").begin('{').key("type").text("bubble").key("size").text("kilo");
    out.key("body").begin('{').key("type").text("box").key("layout").text("vertical");
    out.key("contents").begin('[');
    for (const auto& c : choices) {
        out.begin('{').key("type").text("button").key("height").text("sm").key("action");
        write_postback(out, c, false);
        out.end('}');
    }
    out.end(']').end('}').end('}').end('}');
    return text;
}

std::string image_message(const std::string& link) {
    std::string text;
    json_writer out(text);
    out.begin('{').key("type").text("image").key("originalContentUrl").text(link);
    out.key("previewImageUrl").text(link + "&size=thumb").end('}');
    return text;
}

class delivery {
public:
    delivery(const settings& bot, const capabilities& can, const job& what)
        : bot_(bot), job_(what), ids_(what.sent_parts), by_token_(!what.answer_token.empty()) {
        const auto message = render(what.message, can);
        const auto choices = choices_of(message);
        const bool group = is_group(what.chat);
        if (message.photos > 0)
            for (const auto& link : what.photo_links)
                if (link.starts_with("https://")) messages_.push_back(image_message(link));
        for (std::size_t i = 0; i < message.parts.size(); ++i) {
            const bool last = i + 1 == message.parts.size();
            words_at_ = messages_.size();
            messages_.push_back(text_message(message.parts[i], last && !group ? choices : std::vector<choice>{}));
        }
        if (group && !choices.empty()) messages_.push_back(bubble(choices));
    }

    step now() const {
        if (job_.message.withdraw) return ended_as(end::rejected, "a message of LINE cannot be taken back");
        if (messages_.empty()) return ended_as(end::rejected, "empty message");
        if (ids_.size() >= messages_.size()) return ended();
        std::string body;
        json_writer out(body);
        out.begin('{');
        if (by_token_)
            out.key("replyToken").text(job_.answer_token);
        else
            out.key("to").text(job_.chat);
        out.key("messages").begin('[');
        for (std::size_t i = ids_.size(); i < batch_end(); ++i) out.raw(messages_[i]);
        out.end(']');
        if (job_.message.quiet) out.key("notificationDisabled").flag(true);
        out.end('}');
        if (by_token_) return api_call(bot_, "POST", "/v2/bot/message/reply", std::move(body));
        // The words stand in it as well: another message never has the key of one that was lost
        // with the data of an earlier deployment.
        const auto key = uuid_of("linli " + std::to_string(job_.id) + ' ' + body);
        auto call = api_call(bot_, "POST", "/v2/bot/message/push", std::move(body));
        call.headers.push_back({"X-Line-Retry-Key", key});
        return call;
    }

    // A verdict when the answer ends the job; nothing when there is more to do.
    std::optional<verdict> feed(const http_reply& reply) {
        const auto accepted = reply.find("x-line-accepted-request-id");
        auto sent = sent_ids(reply);
        const bool done = (reply.status == 200 && !sent.empty()) || (reply.status == 409 && !by_token_);
        if (done) {
            const auto count = batch_end() - ids_.size();
            for (std::size_t i = 0; i < count; ++i) {
                // Accepted is what matters; without its id only replies to it are not understood.
                const auto serial = "accepted:" + std::string(accepted) + ":" + std::to_string(i);
                ids_.push_back(i < sent.size() && !sent[i].empty() ? std::move(sent[i]) : serial);
            }
            by_token_ = false;
            return std::nullopt;
        }
        if (by_token_ && reply.status == 400 && words_of(reply).find(spent_token) != std::string::npos) {
            by_token_ = false;
            return std::nullopt;
        }
        auto v = failed(bot_, reply);
        if (!by_token_) v.maybe_done = false;  // the same key again, so it arrives once
        v.ids = ids_;
        return v;
    }

private:
    std::size_t batch_end() const { return std::min(messages_.size(), ids_.size() + messages_max); }

    verdict ended() const {
        verdict v;
        v.ids = ids_;
        if (words_at_ < v.ids.size())
            std::rotate(v.ids.begin(), v.ids.begin() + static_cast<std::ptrdiff_t>(words_at_),
                        v.ids.begin() + static_cast<std::ptrdiff_t>(words_at_) + 1);
        return v;
    }

    const settings& bot_;
    const job& job_;
    std::vector<std::string> messages_;  // as JSON
    std::vector<std::string> ids_;       // of those that are out
    std::size_t words_at_ = 0;
    bool by_token_;
};

}  // namespace

step next_of_delivery(const settings& bot, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    delivery d(bot, can, what);
    for (const auto& reply : replies)
        if (auto v = d.feed(reply)) return *v;
    return d.now();
}

step next_of_tap(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    const auto& toast = what.message.text;
    if (!replies.empty()) {
        const auto& reply = replies[0];
        if (reply.status / 100 == 2 || words_of(reply).find(spent_token) != std::string::npos) return verdict{};
        return failed(bot, reply);
    }
    if (toast.empty() || what.tap_id.empty()) return verdict{};
    const auto words = toast.substr(0, prefix_within(toast, toast_max));
    std::string body;
    json_writer out(body);
    out.begin('{').key("replyToken").text(what.tap_id).key("messages").begin('[');
    out.raw(text_message(words, {})).end(']').end('}');
    return api_call(bot, "POST", "/v2/bot/message/reply", std::move(body));
}

}  // namespace linli::adapters::line
