#include "adapters/telegram/delivery.hpp"

#include <algorithm>

#include "adapters/message_ids.hpp"
#include "adapters/telegram/pieces.hpp"
#include "adapters/telegram/topics.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::telegram {

namespace {

// `clear` takes away what stood outside of the case's topic and stands inside it now.
enum class stage { withdraw, edit_text, edit_caption, send, reopen, clear };

// What an answer of 400 asks us to do differently, besides the verdicts of calls.cpp.
enum class remedy { none, already_so, other_edit, send_anew, drop_reply, as_documents, reopen, no_topic };

struct remedy_rule {
    stage at;
    std::string_view words;
    remedy what;
};

constexpr remedy_rule remedies[] = {
    {stage::withdraw, "message to delete not found", remedy::already_so},
    {stage::withdraw, "message can't be deleted", remedy::none},
    {stage::edit_text, "message is not modified", remedy::already_so},
    {stage::edit_text, "no text in the message to edit", remedy::other_edit},
    {stage::edit_text, "message to edit not found", remedy::send_anew},
    {stage::edit_text, "message can't be edited", remedy::send_anew},
    {stage::edit_text, "MESSAGE_ID_INVALID", remedy::send_anew},
    {stage::edit_caption, "message is not modified", remedy::already_so},
    {stage::edit_caption, "no caption in the message to edit", remedy::other_edit},
    {stage::edit_caption, "message to edit not found", remedy::send_anew},
    {stage::edit_caption, "message can't be edited", remedy::send_anew},
    {stage::edit_caption, "MESSAGE_ID_INVALID", remedy::send_anew},
    {stage::send, "message to be replied not found", remedy::drop_reply},
    {stage::send, "replied message not found", remedy::drop_reply},
    {stage::send, "TOPIC_CLOSED", remedy::reopen},
    {stage::send, "PHOTO_INVALID_DIMENSIONS", remedy::as_documents},
    {stage::send, "PHOTO_SAVE_FILE_INVALID", remedy::as_documents},
    {stage::send, "IMAGE_PROCESS_FAILED", remedy::as_documents},
};

remedy remedy_for(stage at, std::string_view description) {
    for (const auto& r : remedies)
        if (r.at == at && description.find(r.words) != description.npos) return r.what;
    return at == stage::send && topic_is_gone(description) ? remedy::no_topic : remedy::none;
}

class delivery {
public:
    delivery(const settings& bot, const capabilities& can, const job& what)
        : bot_(bot),
          job_(what),
          plan_(plan_of(what, can)),
          ids_(what.sent_parts),
          previous_(message_ids(what.previous)) {
        elsewhere_ = !previous_.empty() && before_topic(previous_.front(), what.thread);
        stage_ = first_stage();
        // Pieces that went out in an earlier attempt; their ids are known.
        std::size_t known = ids_.size();
        while (piece_ < plan_.pieces.size() && known >= plan_.pieces[piece_].messages())
            known -= plan_.pieces[piece_++].messages();
    }

    step now() const {
        switch (stage_) {
            case stage::withdraw:
                if (previous_.empty()) return ended("nothing to take back");
                return delete_call(bot_, job_, previous_);
            case stage::edit_text:
                return edit_text_call(bot_, job_, plan_, previous_.front());
            case stage::edit_caption:
                return edit_caption_call(bot_, job_, plan_, previous_.front());
            case stage::reopen:
                return reopen_topic_call(bot_, job_);
            case stage::clear:
                return delete_call(bot_, job_, previous_);
            case stage::send:
                break;
        }
        if (plan_.pieces.empty()) return ended_as(end::rejected, "empty message");
        if (piece_ == plan_.pieces.size()) return ended({});
        return send_call(bot_, job_, plan_, plan_.pieces[piece_], how_);
    }

    // A verdict when the answer ends the job; nothing when there is more to do.
    std::optional<verdict> feed(const http_reply& reply) {
        if (stage_ == stage::clear) return ended({});  // what counts is there already
        const auto answer = reply.status == 0 ? std::nullopt : read_answer(reply);
        if (stage_ == stage::reopen) {
            if (!answer || (!answer->ok && answer->error_code != 400)) return give_up(reply);
            stage_ = stage::send;
            return std::nullopt;
        }
        if (answer && answer->ok) return advance(*answer);
        switch (answer ? remedy_for(stage_, answer->description) : remedy::none) {
            case remedy::already_so:
                return stage_ == stage::withdraw ? ended({}) : edited();
            case remedy::other_edit:
                return edit_otherwise();
            case remedy::send_anew:
                stage_ = stage::send;
                return std::nullopt;
            case remedy::drop_reply:
                return once(how_.plain, reply);
            case remedy::as_documents:
                return once(how_.as_documents, reply);
            case remedy::reopen:
                if (how_.reopened || job_.thread.empty()) return topic_lost(reply);
                how_.reopened = true;
                stage_ = stage::reopen;
                return std::nullopt;
            case remedy::no_topic:
                return topic_lost(reply);
            case remedy::none:
                break;
        }
        return give_up(reply);
    }

private:
    stage first_stage() const {
        if (job_.message.withdraw) return stage::withdraw;
        const bool one_call = plan_.pieces.size() == 1 || words_alone();
        if (previous_.empty() || elsewhere_ || !job_.sent_parts.empty() || !one_call || plan_.pieces.empty() ||
            !plan_.contact_label.empty() || plan_.pieces.back().words.empty())
            return stage::send;
        return plan_.pieces.back().photos.empty() ? stage::edit_text : stage::edit_caption;
    }

    // Albums and then one text: the text is what is edited.
    bool words_alone() const {
        return std::count_if(plan_.pieces.begin(), plan_.pieces.end(),
                             [](const piece& p) { return p.photos.empty(); }) == 1;
    }

    std::optional<verdict> advance(const api_answer& answer) {
        if (stage_ == stage::withdraw) return ended({});
        if (stage_ != stage::send) return edited();
        ids_.insert(ids_.end(), answer.message_ids.begin(), answer.message_ids.end());
        // Telegram puts what is meant for a topic that is gone into General, without a word.
        lost_ |= !job_.thread.empty() && !answer.message_ids.empty() && answer.thread.empty();
        how_ = {};
        if (++piece_ < plan_.pieces.size()) return std::nullopt;
        if (!elsewhere_ || lost_) return ended({});
        stage_ = stage::clear;
        return std::nullopt;
    }

    // A photo message has a caption, the others a text; each is tried once.
    std::optional<verdict> edit_otherwise() {
        const bool short_enough = utf16_length(plan_.pieces.back().words) <= caption_max;
        if (tried_other_ || (stage_ == stage::edit_text && !short_enough))
            stage_ = stage::send;
        else
            stage_ = stage_ == stage::edit_text ? stage::edit_caption : stage::edit_text;
        tried_other_ = true;
        return std::nullopt;
    }

    std::optional<verdict> once(bool& remedy_taken, const http_reply& reply) {
        if (remedy_taken) return give_up(reply);
        remedy_taken = true;
        return std::nullopt;
    }

    verdict edited() const {
        verdict v;
        for (const auto id : previous_) v.ids.emplace_back(id);
        return v;
    }

    verdict ended(std::string detail) const {
        verdict v;
        v.detail = std::move(detail);
        v.ids = ids_;
        v.thread_lost = lost_;
        // The words and the buttons are in the last piece; an album's caption is on its first
        // photo.
        if (!plan_.pieces.empty() && plan_.pieces.back().photos.empty() && !v.ids.empty())
            std::rotate(v.ids.begin(), v.ids.end() - 1, v.ids.end());
        return v;
    }

    verdict give_up(const http_reply& reply) const {
        auto v = failed(bot_, reply);
        v.ids = ids_;
        return v;
    }

    // Without a topic in the job there is none to lose.
    verdict topic_lost(const http_reply& reply) const {
        auto v = give_up(reply);
        if (job_.thread.empty()) return v;
        v.how = end::retry;
        v.thread_lost = true;
        return v;
    }

    const settings& bot_;
    const job& job_;
    plan plan_;
    std::vector<std::string> ids_;
    std::vector<std::string_view> previous_;
    stage stage_ = stage::send;
    std::size_t piece_ = 0;
    sending how_;
    bool tried_other_ = false;
    bool elsewhere_ = false;  // the earlier message stands outside of the topic
    bool lost_ = false;       // a part went to General
};

}  // namespace

step next_of_delivery(const settings& bot, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    delivery d(bot, can, what);
    for (const auto& reply : replies)
        if (auto v = d.feed(reply)) return *v;
    return d.now();
}

}  // namespace linli::adapters::telegram
