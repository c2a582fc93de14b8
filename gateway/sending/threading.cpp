// Where a message about a case goes in a room that has threads: into the case's own one, which is made
// before the first message, called as the card says, closed and opened again with the case.
#include <algorithm>

#include "dialogs/work.hpp"
#include "gateway/failpoints.hpp"
#include "gateway/io.hpp"
#include "gateway/sending/sender_parts.hpp"
#include "gateway/turns/tags.hpp"

namespace linli::gateway {

namespace {

using adapters::end;
using adapters::thread_form;
using adapters::threading;

// Enough to know whether a thread must be called otherwise, without keeping what it is called: FNV-1a.
std::string digest(std::string_view title) {
    std::uint64_t hash = 14695981039346656037u;
    for (const unsigned char c : title) hash = (hash ^ c) * 1099511628211u;
    return std::to_string(hash);
}

std::string thread_key(const storage::thread& t) {
    return std::to_string(static_cast<std::int64_t>(t.room)) + ' ' + std::to_string(static_cast<std::int64_t>(t.about));
}

bool is_card(const outgoing& m) { return !m.thread_title.empty(); }
bool arrived(const adapters::verdict& v) { return v.how == end::delivered || v.how == end::accepted; }

// What makes the card's thread what the card, which was `sent` with this verdict, says of it.
std::optional<adapters::thread_change> change_of(const outgoing& m, const storage::thread& t, const adapters::job& sent,
                                                 const adapters::verdict& v) {
    if (t.platform_id.empty() || !is_card(m)) return std::nullopt;
    adapters::thread_change c;
    if (t.name != digest(m.thread_title)) c.name = m.thread_title;
    if (t.closed != m.over) c.closed = m.over;
    const bool anew = !v.ids.empty() && sent.previous.substr(0, sent.previous.find(' ')) != v.ids.front();
    if (anew && !m.over) c.pin = v.ids.front();
    if (c.name.empty() && !c.closed && c.pin.empty()) return std::nullopt;
    return c;
}

}  // namespace

bool sender::in_thread(const account& a, const storage::outbox_row& row) const {
    if (a.what->adapter->can().threads == thread_form::none || row.message.withdraw) return false;
    return thread_of(row.message) != case_code::none && options_.is_group && options_.is_group(row);
}

storage::thread sender::recalled_thread(const storage::outbox_row& row) const {
    storage::thread t = row.thread;
    t.room = row.message.to;
    t.about = thread_of(row.message);
    const auto* newer = memory_->threads.find(thread_key(t));
    // What the loop knows and we do not: a thread that a word said in it told of.
    const bool found_again = newer && newer->platform_id.empty() && !t.platform_id.empty();
    return newer && !found_again ? *newer : t;
}

void sender::remember(const storage::thread& t) {
    memory_->threads.put(thread_key(t), t);
    loop_.threaded(t);
}

awaitable<adapters::verdict> sender::send_in_thread(account& a, const storage::outbox_row& row, adapters::job& j) {
    auto t = recalled_thread(row);
    if (wants_thread(a, row, t)) {
        auto waits = co_await make_thread(a, row, t);
        if (waits) co_return std::move(*waits);
    }
    j.thread = t.platform_id;
    auto v = co_await attempt(a, j);
    if (v.thread_lost) {
        t.platform_id.clear();
        remember(t);
        if (arrived(v)) co_return v;
        // A new one, once; should that be gone as well, the room itself will do.
        j.sent_parts = v.ids;
        if (wants_thread(a, row, t)) {
            auto waits = co_await make_thread(a, row, t);
            if (waits) co_return std::move(*waits);
        }
        j.thread = t.platform_id;
        v = co_await attempt(a, j);
        if (v.thread_lost && !arrived(v)) {
            j.thread.clear();
            v = co_await attempt(a, j);
        }
    }
    if (!arrived(v) || v.thread_lost) co_return v;
    if (a.what->adapter->can().threads == thread_form::topics) {
        const auto change = change_of(row.message, t, j, v);
        if (!change) co_return v;
        auto after = co_await change_thread(a, row, t, *change, v);
        co_return after;
    }
    const bool begins = t.platform_id.empty() && row.message.about != case_code::none;
    if (begins && !v.ids.empty()) {
        t.platform_id = v.ids.front();
        remember(t);
    }
    co_return v;
}

// Whether the case's thread is to be made before this message.
bool sender::wants_thread(const account& a, const storage::outbox_row& row, storage::thread& t) {
    const auto& m = row.message;
    if (a.what->adapter->can().threads != thread_form::topics || !t.platform_id.empty()) return false;
    const auto known = known_.threads_in(a.what->name, row.to.chat);
    if (known == threading::none || known == threading::forbidden) return false;
    if (is_card(m)) {
        // A case that is over gets no thread any more, neither for its card nor for later words.
        t.closed = m.over;
        memory_->threads.put(thread_key(t), t);
    }
    return m.about != case_code::none && !t.closed;
}

// Nothing: `t` says where the message goes, be it to the room itself. A verdict: the row must wait.
awaitable<std::optional<adapters::verdict>> sender::make_thread(account& a, const storage::outbox_row& row,
                                                                storage::thread& t) {
    const auto& m = row.message;
    adapters::job j;
    j.what = adapters::job::kind::thread;
    j.chat = row.to.chat;
    j.change.name = is_card(m) ? m.thread_title : code_text(m.about);
    auto v = co_await attempt(a, j);
    known_.learn_threads(a.what->name, row.to.chat, v.threading);
    if (v.threading == threading::forbidden) note(a, known_.trouble(a.what->name) + " (" + v.detail + ")");
    if (v.how == end::delivered && !v.ids.empty()) {
        t.platform_id = v.ids.front();
        t.name = digest(j.change.name);
        remember(t);
        failpoint("after_thread");
        co_return std::nullopt;
    }
    if (v.how == end::rejected) co_return std::nullopt;
    const bool limited = v.after > span_of_time{0};
    if (m.lane != lane::alarm || v.how != end::retry || limited) co_return v;
    // No platform says whether it made a thread: a second one may come of it.
    if (v.maybe_done) count(a.counts->ambiguous);
    co_return std::nullopt;
}

// The message has gone out: `v` is its verdict, and only something that passes makes the row come again.
awaitable<adapters::verdict> sender::change_thread(account& a, const storage::outbox_row& row, storage::thread& t,
                                                   const adapters::thread_change& change, const adapters::verdict& v) {
    adapters::job j;
    j.what = adapters::job::kind::thread;
    j.chat = row.to.chat;
    j.thread = t.platform_id;
    j.change = change;
    auto done = co_await attempt(a, j);
    if (done.thread_lost) {
        t.platform_id.clear();
        remember(t);
        co_return v;
    }
    // Only one id can be told again without losing which of them carries the words.
    if (done.how == end::retry && v.ids.size() <= 1) {
        done.ids = v.ids;
        done.maybe_done = false;  // the message is out, and to change its thread twice is to change it once
        co_return done;
    }
    t.name = digest(row.message.thread_title);
    t.closed = row.message.over;
    remember(t);
    co_return v;
}

}  // namespace linli::gateway
