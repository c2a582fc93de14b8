#include "adapters/messenger/delivery.hpp"

#include <algorithm>

#include "adapters/fetching.hpp"
#include "adapters/json_write.hpp"
#include "adapters/rendering.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::messenger {

namespace {

constexpr std::size_t photo_max = 8 << 20;  // bytes that Messenger takes as a picture
constexpr span_of_time human_agent_for = std::chrono::hours{7 * 24} - std::chrono::minutes{5};

struct piece {
    std::string words;
    std::string_view photo;
    std::vector<choice> choices;
};

std::vector<piece> pieces_of(const capabilities& can, const job& what) {
    auto message = render(what.message, can);
    std::vector<piece> out;
    for (const auto& bytes : what.photos)
        if (!bytes.empty() && bytes.size() <= photo_max) out.push_back({{}, bytes, {}});
    for (auto& part : message.parts) out.push_back({std::move(part), {}, {}});
    if (!out.empty()) out.back().choices = choices_of(message);
    return out;
}

std::string_view messaging_type(const job& what, bool closed) {
    if (closed) return "MESSAGE_TAG";
    return what.message.lane == lane::reply ? "RESPONSE" : "UPDATE";
}

std::string recipient(std::string_view chat) {
    std::string out;
    json_writer(out).begin('{').key("id").text(chat).end('}');
    return out;
}

std::string node(const settings& s) { return percent_encoded(s.page_id) + "/messages"; }

http_call text_call(const settings& s, std::string_view chat, std::string_view type, const piece& one) {
    std::string body;
    body.reserve(one.words.size() + 256);
    json_writer out(body);
    out.begin('{').key("messaging_type").text(type);
    if (type == "MESSAGE_TAG") out.key("tag").text("HUMAN_AGENT");
    out.key("recipient").raw(recipient(chat));
    out.key("message").begin('{').key("text").text(one.words);
    if (!one.choices.empty()) {
        out.key("quick_replies").begin('[');
        for (const auto& c : one.choices) {
            out.begin('{').key("content_type").text("text");
            out.key("title").text(c.label).key("payload").text(c.data).end('}');
        }
        out.end(']');
    }
    out.end('}').end('}');
    return graph_post(s.account, node(s), std::move(body));
}

http_call photo_call(const settings& s, std::string_view chat, std::string_view type, const piece& one) {
    std::vector<std::pair<std::string, std::string>> fields{
        {"messaging_type", std::string(type)},
        {"recipient", recipient(chat)},
        {"message", R"({"attachment":{"type":"image","payload":{"is_reusable":false}}})"}};
    if (type == "MESSAGE_TAG") fields.emplace_back("tag", "HUMAN_AGENT");
    return graph_upload(s.account, node(s), fields, "filedata", one.photo);
}

std::string accepted_id(const http_reply& reply) {
    if (reply.status / 100 != 2) return {};
    const auto body = parse_json(reply.body);
    return body ? std::string(text_at(*body, "message_id")) : std::string{};
}

}  // namespace

step next_of_delivery(const settings& s, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    if (what.message.withdraw) return ended_as(end::rejected, "a Messenger message cannot be taken back");
    const auto pieces = pieces_of(can, what);
    if (pieces.empty()) return ended_as(end::rejected, "empty message");
    auto ids = what.sent_parts;
    for (const auto& reply : replies) {
        auto id = accepted_id(reply);
        if (id.empty()) {
            auto v = failed(s.account, reply, page_errors());
            v.ids = std::move(ids);
            return v;
        }
        ids.push_back(std::move(id));
    }
    const bool closed = what.silent && *what.silent >= can.reply_window;
    verdict v;
    if (ids.size() >= pieces.size()) {
        v.how = end::accepted;
    } else if (closed && (!s.human_agent || *what.silent >= human_agent_for)) {
        v = ended_as(end::window_closed, "more than 24 hours since they last wrote");
    } else {
        const auto& one = pieces[ids.size()];
        const auto type = messaging_type(what, closed);
        return one.photo.empty() ? text_call(s, what.chat, type, one) : photo_call(s, what.chat, type, one);
    }
    v.ids = std::move(ids);
    return v;
}

step next_of_tap(const settings& s, const job& what, const std::vector<http_reply>& replies) {
    if (what.message.text.empty()) return verdict{};
    if (replies.empty()) return text_call(s, what.tap_id, "RESPONSE", {what.message.text, {}, {}});
    if (!accepted_id(replies.back()).empty()) return verdict{};
    return failed(s.account, replies.back(), page_errors());
}

step next_of_fetch(const settings& s, const job& what, const std::vector<http_reply>& replies) {
    if (replies.empty()) return download_call(what.media.handle, {whatsapp::browser});
    const auto& last = replies.back();
    if (last.status == 200) return downloaded(last);
    // Signed addresses run out, and nobody gives a new one.
    if (last.status == 403 || last.status == 404 || last.status == 410) return ended_as(end::rejected, "gone");
    return failed(s.account, last, page_errors());
}

}  // namespace linli::adapters::messenger
