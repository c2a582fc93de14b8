// One send: from the row to its end, and what the end means for the next attempt.
#include <algorithm>

#include "gateway/failpoints.hpp"
#include "gateway/io.hpp"
#include "gateway/sending/sender_parts.hpp"
#include "gateway/sessions/stream_driver.hpp"

namespace linli::gateway {

namespace {

using clock = std::chrono::steady_clock;
using adapters::end;

constexpr int most_steps = 40;       // requests of one send: ten photos and a long text in parts, twice over
constexpr int longest_doubling = 6;  // 1 s << 6 is above the longest delay
constexpr std::chrono::milliseconds longest_delay{60'000};
constexpr std::chrono::hours longest_hold{1};        // a retry_after beyond it is a mistake or an attack
constexpr std::chrono::seconds account_trouble{60};  // a revoked token heals by hand

instant wall() { return std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now()); }

}  // namespace

awaitable<adapters::verdict> sender::attempt(account& a, adapters::job& j) {
    std::vector<adapters::http_reply> replies;
    adapters::verdict broken;
    broken.how = end::rejected;
    if (a.session && j.what == adapters::job::kind::send) co_return co_await a.session->send(j);
    j.begun = wall();
    try {
        for (int i = 0; i < most_steps; ++i) {
            j.now = wall();
            auto step = a.what->adapter->next(j, replies);
            if (auto* v = std::get_if<adapters::verdict>(&step)) co_return std::move(*v);
            replies.push_back(co_await http_.send(std::get<adapters::http_call>(step)));
        }
        broken.detail = "the send takes too many steps";
    } catch (const std::exception& e) {
        broken.detail = e.what();
        note(a, e.what());
    }
    co_return broken;
}

// Links where the platform fetches photos itself, their bytes elsewhere.
awaitable<void> sender::add_photos(const account& a, const outgoing& m, adapters::job& j) {
    const bool by_link = a.what->adapter->can().photo_links;
    for (const auto& p : m.photos) {
        if (by_link && options_.photo_link) {
            if (auto link = options_.photo_link(p.hash); !link.empty()) j.photo_links.push_back(std::move(link));
        } else if (options_.photo) {
            auto bytes = co_await options_.photo(p.hash);
            j.photos.push_back(std::move(bytes));
        }
    }
}

awaitable<void> sender::deliver(account& a, work w) {
    const auto& row = w.item->row;
    adapters::job j;
    j.id = row.id;
    j.chat = row.to.chat;
    j.message = row.message;
    j.sent_parts = row.sent_parts;
    const auto& m = row.message;
    if (!m.tag.empty()) {
        j.previous = recalled(m.to, m.tag);
        if (j.previous.empty()) j.previous = row.previous;
    }
    if (!m.reply_to_tag.empty()) {
        j.reply_to = recalled(m.to, m.reply_to_tag);
        if (j.reply_to.empty()) j.reply_to = row.answers;
    }
    j.again = row.attempts > 0;
    j.answer_token = borrowed(a, row.to.chat);
    // A person whom nobody has heard on this channel is of unknown silence.
    if (row.heard && a.what->adapter->can().reply_window > span_of_time{}) j.silent = wall() - *row.heard;
    adapters::verdict v;
    try {
        if (!m.photos.empty()) co_await add_photos(a, m, j);
        if (in_thread(a, row))
            v = co_await send_in_thread(a, row, j);
        else
            v = co_await attempt(a, j);
    } catch (const std::exception& e) {
        v.how = end::retry;
        v.detail = e.what();
        note(a, "a photo could not be read");
    }
    failpoint("after_send");
    --a.under_way;
    --under_way_;
    finish(a, w, std::move(v));
    a.counts->waiting = a.queue.size();
    pump(a);
}

void sender::finish(account& a, work w, adapters::verdict v) {
    auto& row = w.item->row;
    if (v.how == end::unknown || v.maybe_done) count(a.counts->ambiguous);
    switch (v.how) {
        case end::delivered:
        case end::accepted:
            count(a.counts->delivered);
            a.last_success = clock::now();
            if (a.troubled) {
                a.troubled = false;
                known_.set_trouble(a.what->name, "");
            }
            remember(row, v);
            v.photos_left = !row.message.photos.empty() && !a.what->adapter->can().carries_photos();
            if (!v.moved_to.empty() && v.moved_to != row.to.chat)
                loop_.moved(row.message.to, {row.to.channel, v.moved_to});
            return settle(a, w, v);
        case end::unknown:
            // Whoever asked is told that nobody knows. Where nobody asked, twice is better than never.
            if (!row.message.ref.empty() && row.message.lane != lane::alarm) return settle(a, w, v);
            return retry(a, w, v);
        case end::moved: {
            const std::string from = row.to.chat;
            if (v.moved_to.empty() || v.moved_to == from) return retry(a, w, v);
            loop_.attempted(row, v);
            loop_.moved(row.message.to, {row.to.channel, v.moved_to});
            a.queue.again(w.item, clock::now());
            return a.queue.rename_chat(from, v.moved_to);
        }
        case end::misconfigured:
            a.troubled = true;
            known_.set_trouble(a.what->name, v.detail);
            note(a, v.detail);
            a.queue.hold_account(clock::now() + account_trouble);
            return retry(a, w, v);
        case end::retry:
            return retry(a, w, v);
        case end::rejected:
        case end::recipient_gone:
        case end::window_closed:
            count(v.how == end::window_closed ? a.counts->closed : a.counts->rejected);
            a.last_success = clock::now();  // the account works: the platform judged this one message
            note(a, v.detail);
            return settle(a, w, v);
    }
}

void sender::retry(account& a, work w, const adapters::verdict& v) {
    auto& item = *w.item;
    auto& row = item.row;
    const auto now = clock::now();
    for (const auto& id : v.ids)
        if (std::ranges::find(row.sent_parts, id) == row.sent_parts.end()) row.sent_parts.push_back(id);
    const auto longest = row.message.lane == lane::alarm ? options_.give_up_alarm : options_.give_up;
    const bool limited = v.how == end::retry && v.after > span_of_time{0};
    if (limited) {
        loop_.attempted(row, v);
        count(a.counts->limited);
        const auto until = now + std::min<clock::duration>(v.after, longest_hold);
        if (v.whole_account)
            a.queue.hold_account(until);
        else
            a.queue.hold_chat(row.to.chat, until);
        // What would come too late is told at once: an alarm does not wait for an hour's limit to end.
        return until - item.since < longest ? a.queue.again(w.item, until) : give_up(a, w, v);
    }
    count(a.counts->retried);
    if (item.last_failure != send_queue::time{} && a.last_success > item.last_failure) ++item.strikes;
    item.last_failure = now;
    if (now - item.since >= longest || item.strikes >= options_.most_strikes) return give_up(a, w, v);
    auto delay = std::min(options_.first_delay * (1 << std::min(row.attempts, longest_doubling)), longest_delay);
    // Jitter of a fifth from the row's number: rows that failed together do not come back together.
    delay += delay * (static_cast<long>(row.id * 7919 % 41) - 20) / 100;
    loop_.attempted(row, v);
    ++row.attempts;
    loop_.postpone({row.id, wall() + delay, row.attempts, row.sent_parts});
    a.queue.again(w.item, now + delay);
}

void sender::give_up(account& a, work w, const adapters::verdict& v) {
    adapters::verdict over = v;
    if (over.how == end::retry || over.how == end::moved) over.how = end::rejected;
    count(a.counts->rejected);
    note(a, "given up: " + v.detail);
    settle(a, w, over);
}

void sender::settle(account& a, work w, const adapters::verdict& v) {
    failpoint("before_settle");
    loop_.settle(w.item->row, v);
    a.queue.done(w.item);
}

void sender::remember(const storage::outbox_row& row, const adapters::verdict& v) {
    if (row.message.tag.empty()) return;
    const auto key = tag_key(row.message.to, row.message.tag);
    if (row.message.withdraw)
        memory_->tags.drop(key);
    else if (!v.ids.empty())
        memory_->tags.put(key, v.ids.front());
}

std::string sender::recalled(person_id room, const std::string& tag) const {
    const auto* id = memory_->tags.find(tag_key(room, tag));
    return id ? *id : std::string();
}

std::string sender::borrowed(const account& a, const std::string& chat) {
    if (a.what->adapter->can().answer_token_s == 0) return {};
    const auto key = token_key(a.what->name, chat);
    const auto* lent = memory_->tokens.find(key);
    if (!lent) return {};
    auto text = lent->until > clock::now() ? lent->text : std::string();
    memory_->tokens.drop(key);
    return text;
}

void sender::note(account& a, std::string_view what) {
    if (options_.trouble) options_.trouble(a.what->name, what);
}

}  // namespace linli::gateway
