#include "adapters/whatsapp/delivery.hpp"

#include <algorithm>

#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"
#include "adapters/whatsapp/outcomes.hpp"
#include "adapters/whatsapp/pieces.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::whatsapp {

namespace {

// A message that WhatsApp took, and what it calls the person: another spelling of the number in
// some countries.
struct taken_message {
    std::string id;
    std::string wa_id;
};

taken_message read_taken(const http_reply& reply) {
    taken_message out;
    if (reply.status / 100 != 2) return out;
    const auto body = parse_json(reply.body);
    if (!body) return out;
    if (const auto message = first_of(array_at(*body, "messages"))) out.id = text_at(*message, "id");
    if (const auto contact = first_of(array_at(*body, "contacts"))) out.wa_id = text_at(*contact, "wa_id");
    return out;
}

std::string uploaded(const http_reply& reply) {
    if (reply.status / 100 != 2) return {};
    const auto body = parse_json(reply.body);
    return body ? std::string(text_at(*body, "id")) : std::string{};
}

// The answered message is gone, or is none of this chat: worth a second try without it.
bool blames_parameter(const http_reply& reply) {
    const auto body = parse_json(reply.body);
    const auto error = body ? object_at(*body, "error") : std::nullopt;
    const int code = error ? read_error(*error).code : -1;
    return code == 100 || code == 131008 || code == 131009;
}

bool is_phone(std::string_view id) { return id.size() <= 20 && all_digits(id); }

class delivery {
public:
    delivery(const settings& s, const capabilities& can, const job& what)
        : s_(s), job_(what), pieces_(pieces_of(s, can, what)), ids_(what.sent_parts) {
        at_ = std::min(ids_.size(), pieces_.size());
        if (ids_.empty()) context_ = what.reply_to;
    }

    step now() const {
        if (job_.message.withdraw) return ended_as(end::rejected, "a WhatsApp message cannot be taken back");
        if (pieces_.empty()) return ended_as(end::rejected, "empty message");
        if (at_ == pieces_.size()) return ended();
        const auto& one = pieces_[at_];
        if (!one.templated && window_closed(job_)) return closed();
        if (!one.photo.empty() && media_.empty()) return upload_call(s_, one);
        return message_call(s_, job_, one, media_, context_);
    }

    // A verdict when the answer ends the job; nothing when there is more to do.
    std::optional<verdict> feed(const http_reply& reply) {
        if (!pieces_[at_].photo.empty() && media_.empty()) {
            media_ = uploaded(reply);
            return media_.empty() ? std::optional(give_up(reply)) : std::nullopt;
        }
        auto got = read_taken(reply);
        if (got.id.empty()) {
            if (context_.empty() || !blames_parameter(reply)) return give_up(reply);
            context_.clear();
            return std::nullopt;
        }
        ids_.push_back(std::move(got.id));
        if (is_phone(got.wa_id) && is_phone(job_.chat) && got.wa_id != job_.chat) wa_id_ = std::move(got.wa_id);
        media_.clear();
        context_.clear();
        ++at_;
        return std::nullopt;
    }

    bool over() const { return pieces_.empty() || at_ == pieces_.size(); }

private:
    verdict closed() const {
        auto v = ended_as(end::window_closed, "more than 24 hours since they last wrote");
        v.ids = ids_;
        return v;
    }

    // The words and the buttons are in the last piece, whose report stands for all.
    verdict ended() const {
        auto v = ended_as(end::accepted, {});
        v.ids = ids_;
        v.moved_to = wa_id_;
        return v;
    }

    verdict give_up(const http_reply& reply) const {
        auto v = failed(s_.account, reply, cloud_errors());
        v.ids = ids_;
        return v;
    }

    const settings& s_;
    const job& job_;
    std::vector<piece> pieces_;
    std::vector<std::string> ids_;
    std::string media_;    // of the piece that is on its way, once it is uploaded
    std::string context_;  // for the first piece only
    std::string wa_id_;
    std::size_t at_ = 0;
};

}  // namespace

step next_of_delivery(const settings& s, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    delivery d(s, can, what);
    for (const auto& reply : replies) {
        if (d.over()) break;
        if (auto v = d.feed(reply)) return *v;
    }
    return d.now();
}

step next_of_tap(const settings& s, const job& what, const std::vector<http_reply>& replies) {
    const auto gap = what.tap_id.find(' ');
    if (what.message.text.empty() || gap == std::string::npos) return verdict{};
    const auto chat = std::string_view(what.tap_id).substr(0, gap);
    const auto message = std::string_view(what.tap_id).substr(gap + 1);
    if (replies.empty()) return toast_call(s, chat, message, what.message.text);
    if (!read_taken(replies.back()).id.empty()) return verdict{};
    return failed(s.account, replies.back(), cloud_errors());
}

}  // namespace linli::adapters::whatsapp
