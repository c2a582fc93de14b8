#include "adapters/slack/delivery.hpp"

#include <algorithm>
#include <array>

#include "adapters/message_ids.hpp"
#include "adapters/slack/calls.hpp"
#include "adapters/slack/posts.hpp"
#include "adapters/slack/uploads.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::slack {

namespace {

enum class stage { withdraw, edit, open, look, post, upload, over };

// What an error asks us to do differently, besides the verdicts of calls.cpp.
enum class remedy { none, already_so, send_anew, drop_thread };

struct remedy_rule {
    stage at;
    std::string_view error;
    remedy what;
};

constexpr remedy_rule remedies[] = {
    {stage::withdraw, "message_not_found", remedy::already_so},
    {stage::withdraw, "file_not_found", remedy::already_so},
    {stage::withdraw, "file_deleted", remedy::already_so},
    {stage::edit, "message_not_found", remedy::send_anew},
    {stage::edit, "cant_update_message", remedy::send_anew},
    {stage::edit, "edit_window_closed", remedy::send_anew},
    {stage::edit, "channel_not_found", remedy::send_anew},
    {stage::post, "thread_not_found", remedy::drop_thread},
    {stage::post, "message_not_found", remedy::drop_thread},
    {stage::post, "cannot_reply_to_message", remedy::drop_thread},
    {stage::post, "restricted_action_non_threadable_channel", remedy::drop_thread},
    {stage::post, "restricted_action_thread_locked", remedy::drop_thread},
    {stage::upload, "thread_not_found", remedy::drop_thread},
    {stage::upload, "invalid_thread_ts", remedy::drop_thread},
};

remedy remedy_for(stage at, std::string_view error) {
    for (const auto& r : remedies)
        if (r.at == at && r.error == error) return r.what;
    return remedy::none;
}

bool is_file(std::string_view id) { return id.starts_with('F'); }

class delivery {
public:
    delivery(const settings& app, const capabilities& can, const job& what)
        : app_(app),
          job_(what),
          posts_(posts_of(what, can)),
          photos_(app, what),
          ids_(what.sent_parts),
          previous_(message_ids(what.previous)) {
        part_ = texts();
        photos_out_ = ids_.size() > texts();
        for (const auto& id : ids_) learn_channel(place_of(id, job_.chat).channel);
        if (!is_user(job_.chat)) channel_ = job_.chat;
        // In private a thread would hide what is said.
        if (!private_chat() && job_.message.tag.empty() && !job_.reply_to.empty())
            thread_ = place_of(job_.reply_to, job_.chat).ts;
        if (job_.message.withdraw)
            stage_ = stage::withdraw;
        else if (!previous_.empty() && ids_.empty() && posts_.size() == 1)
            stage_ = stage::edit;
        else
            go_on();
    }

    step now() const {
        switch (stage_) {
            case stage::withdraw:
                if (previous_.empty()) return ended_as(end::delivered, "nothing to take back");
                if (is_file(previous_[taken_back_])) return delete_file_call(app_, previous_[taken_back_]);
                return delete_call(app_, place_of(previous_[taken_back_], job_.chat));
            case stage::edit:
                return update_call(app_, place_of(previous_.front(), job_.chat), posts_.front());
            case stage::open:
                return api_call(app_, "conversations.open", {{"users", job_.chat}});
            case stage::look:
                return look_call();
            case stage::post:
                return post_call(app_, job_, posts_[part_], thread_);
            case stage::upload:
                return photos_.call(channel_, photo_thread());
            case stage::over:
                break;
        }
        if (posts_.empty() && ids_.empty()) return ended_as(end::rejected, "empty message");
        return ended({});
    }

    // A verdict when the answer ends the job; nothing when there is more to do.
    std::optional<verdict> feed(const http_reply& reply) {
        if (stage_ == stage::upload) return fed_upload(reply);
        const auto answer = read_answer(reply);
        if (answer && succeeded(reply)) return advance(*answer);
        switch (remedy_for(stage_, error_of(reply))) {
            case remedy::already_so:
                return took_back();
            case remedy::send_anew:
                go_on();
                return std::nullopt;
            case remedy::drop_thread:
                if (thread_.empty()) break;
                thread_.clear();
                return std::nullopt;
            case remedy::none:
                break;
        }
        // Whoever may not read the history must not be kept from writing.
        if (stage_ == stage::look && !error_of(reply).empty() && reply.status / 100 == 2) {
            looked_ = true;
            go_on();
            return std::nullopt;
        }
        return give_up(reply);
    }

private:
    bool private_chat() const { return is_user(job_.chat) || is_direct(job_.chat); }
    std::size_t texts() const {
        return static_cast<std::size_t>(
            std::count_if(ids_.begin(), ids_.end(), [](const std::string& id) { return !is_file(id); }));
    }
    void learn_channel(std::string_view channel) {
        if (!channel.empty() && !is_user(channel)) channel_ = channel;
    }

    void go_on() {
        const bool words_left = part_ < posts_.size();
        const bool photos_left = !photos_out_ && !photos_.over();
        const bool must_look = words_left && job_.again && !looked_;
        if (channel_.empty() && (must_look || (!words_left && photos_left)))
            stage_ = stage::open;
        else if (must_look)
            stage_ = stage::look;
        else if (words_left)
            stage_ = stage::post;
        else
            stage_ = photos_left ? stage::upload : stage::over;
    }

    // Photos in a channel hang below their words, so that a reply to them finds its case.
    std::string photo_thread() const {
        if (!thread_.empty() || private_chat() || ids_.empty() || thread_refused_) return thread_;
        return place_of(ids_.front(), job_.chat).ts;
    }

    http_call look_call() const {
        constexpr std::string_view some = "15";   // what goes out in the seconds of an attempt
        constexpr std::string_view many = "200";  // a thread begins with its oldest
        if (thread_.empty())
            return api_call(app_, "conversations.history", {{"channel", channel_}, {"limit", std::string(some)}});
        return api_call(app_, "conversations.replies",
                        {{"channel", channel_}, {"ts", thread_}, {"limit", std::string(many)}});
    }

    std::optional<verdict> advance(const json& answer) {
        switch (stage_) {
            case stage::withdraw:
                return took_back();
            case stage::edit: {
                verdict v;
                for (const auto id : previous_) v.ids.emplace_back(id);
                return v;
            }
            case stage::open:
                if (const auto channel = object_at(answer, "channel")) learn_channel(text_at(*channel, "id"));
                if (channel_.empty()) return ended_as(end::rejected, "no channel was opened");
                break;
            case stage::look:
                looked_ = true;
                find_parts(answer);
                break;
            default: {
                const auto channel = text_at(answer, "channel");
                learn_channel(channel);
                ids_.push_back(message_id(channel, text_at(answer, "ts")));
                ++part_;
            }
        }
        go_on();
        return std::nullopt;
    }

    void find_parts(const json& history) {
        for (; part_ < posts_.size(); ++part_) {
            const auto ts = find_mark(history, posts_[part_].mark);
            if (ts.empty()) return;
            ids_.push_back(message_id(channel_, ts));
        }
    }

    std::optional<verdict> took_back() {
        return ++taken_back_ == previous_.size() ? std::optional(ended({})) : std::nullopt;
    }

    std::optional<verdict> fed_upload(const http_reply& reply) {
        if (photos_.feed(reply)) {
            if (photos_.over()) {
                ids_.insert(ids_.end(), photos_.files().begin(), photos_.files().end());
                photos_out_ = true;
                go_on();
            }
            return std::nullopt;
        }
        if (remedy_for(stage::upload, error_of(reply)) == remedy::drop_thread && !thread_refused_) {
            thread_.clear();
            thread_refused_ = true;
            return std::nullopt;
        }
        auto v = give_up(reply);
        if (succeeded(reply)) v.how = end::rejected, v.detail = "an upload address elsewhere";
        // The words are out, and say what matters.
        if (v.how != end::retry && !ids_.empty()) return ended("without its photos: " + v.detail);
        return v;
    }

    verdict ended(std::string detail) const {
        verdict v;
        v.detail = std::move(detail);
        if (stage_ == stage::withdraw) return v;
        v.ids = ids_;
        // The words and the buttons are in the last text.
        if (const auto n = static_cast<std::ptrdiff_t>(texts()); n > 1)
            std::rotate(v.ids.begin(), v.ids.begin() + n - 1, v.ids.begin() + n);
        return v;
    }

    verdict give_up(const http_reply& reply) const {
        auto v = failed(app_, reply, stage_ != stage::post && stage_ != stage::edit);
        v.ids = ids_;
        return v;
    }

    const settings& app_;
    const job& job_;
    std::vector<post> posts_;
    uploads photos_;
    std::vector<std::string> ids_;  // texts, then files
    std::vector<std::string_view> previous_;
    std::string channel_;  // Slack's own id of the chat; empty while only the person is known
    std::string thread_;
    stage stage_ = stage::post;
    std::size_t part_ = 0;
    std::size_t taken_back_ = 0;
    bool looked_ = false;
    bool photos_out_ = false;
    bool thread_refused_ = false;
};

}  // namespace

step next_of_delivery(const settings& app, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies) {
    delivery d(app, can, what);
    for (const auto& reply : replies)
        if (auto v = d.feed(reply)) return *v;
    return d.now();
}

}  // namespace linli::adapters::slack
