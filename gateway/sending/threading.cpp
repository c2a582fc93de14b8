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
    return std::to_string(static_cast<std::int64_t>(t.room)) + ' ' +
           std::to_string(static_cast<std::int64_t>(t.about));
}

bool is_card(const outgoing& m) { return !m.thread_title.empty(); }
bool arrived(const adapters::verdict& v) { return v.how == end::delivered || v.how == end::accepted; }

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

awaitable<adapters::verdict> sender::send_in_thread(account& a, const storage::outbox_row& row,
                                                          adapters::job& j) {
    auto t = recalled_thread(row);
    auto waits = co_await make_thread(a, row, t);
    if (waits) co_return std::move(*waits);
    j.thread = t.platform_id;
    auto v = co_await attempt(a, j);
    if (v.thread_lost) {
        t.platform_id.clear();
        remember(t);
        if (arrived(v)) co_return v;
        // A new one, once; should that be gone as well, the room itself will do.
        j.sent_parts = v.ids;
        auto waits_again = co_await make_thread(a, row, t);
        if (waits_again) co_return std::move(*waits_again);
        j.thread = t.platform_id;
        v = co_await attempt(a, j);
        if (v.thread_lost && !arrived(v)) {
            j.thread.clear();
            v = co_await attempt(a, j);
        }
    }
    if (!arrived(v) || v.thread_lost) co_return v;
    if (a.what->adapter->can().threads == thread_form::topics) {
        auto after = co_await change_thread(a, row, t, j, v);
        co_return after;
    }
    const bool begins = t.platform_id.empty() && row.message.about != case_code::none;
    if (begins && !v.ids.empty()) {
        t.platform_id = v.ids.front();
        remember(t);
    }
    co_return v;
}

// Nothing: `t` says where the message goes, be it to the room itself. A verdict: the row must wait.
awaitable<std::optional<adapters::verdict>> sender::make_thread(account& a,
                                                                      const storage::outbox_row& row,
                                                                      storage::thread& t) {
    const auto& m = row.message;
    if (a.what->adapter->can().threads != thread_form::topics || !t.platform_id.empty())
        co_return std::nullopt;
    if (is_card(m)) {
        // A case that is over gets no thread any more, neither for its card nor for later words.
        t.closed = m.over;
        memory_->threads.put(thread_key(t), t);
    }
    const auto known = known_.threads_in(a.what->name, row.to.chat);
    if (m.about == case_code::none || t.closed || known == threading::none || known == threading::forbidden)
        co_return std::nullopt;
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
    // No platform says whether it made a thread: a second one may come of it.
    if (v.detail.starts_with("ambiguous")) count(a.counts->ambiguous);
    const bool limited = v.after > span_of_time{0};
    if (m.lane == lane::alarm && v.how == end::retry && !limited) co_return std::nullopt;
    co_return v;
}

// What the card says of its thread becomes so. The message has gone out: `v` is its verdict, and only
// something that passes makes the row come again.
awaitable<adapters::verdict> sender::change_thread(account& a, const storage::outbox_row& row,
                                                         storage::thread& t, const adapters::job& sent,
                                                         const adapters::verdict& v) {
    const auto& m = row.message;
    if (t.platform_id.empty() || !is_card(m)) co_return v;
    adapters::job j;
    j.what = adapters::job::kind::thread;
    j.chat = row.to.chat;
    j.thread = t.platform_id;
    const auto name = digest(m.thread_title);
    if (t.name != name) j.change.name = m.thread_title;
    if (t.closed != m.over) j.change.closed = m.over;
    const bool anew = !v.ids.empty() && sent.previous.substr(0, sent.previous.find(' ')) != v.ids.front();
    if (anew && !m.over) j.change.pin = v.ids.front();
    if (j.change.name.empty() && !j.change.closed && j.change.pin.empty()) co_return v;
    auto done = co_await attempt(a, j);
    if (done.thread_lost) {
        t.platform_id.clear();
        remember(t);
        co_return v;
    }
    // Only one id can be told again without losing which of them carries the words.
    if (done.how == end::retry && v.ids.size() <= 1) {
        done.ids = v.ids;
        co_return done;
    }
    t.name = name;
    t.closed = m.over;
    remember(t);
    co_return v;
}

}  // namespace linli::gateway
