// What follows a commit: memory is brought up to date, listeners and handlers are called.
#include <algorithm>

#include "gateway/failpoints.hpp"
#include "gateway/turns/loop.hpp"
#include "gateway/turns/tags.hpp"

namespace linli::gateway {

void turns::loop::answer(request& r, taken t) {
    if (t == taken::committed && r.since != clock::time_point{})
        counters_.ack.observe(std::chrono::duration<double>(clock::now() - r.since).count());
    r.done(t);
}

void turns::loop::note_due(const storage::batch_changes& c) {
    instant soonest = never;
    for (const auto& w : c.conversations) soonest = std::min(soonest, w.due);
    for (const auto& w : c.offices) soonest = std::min(soonest, w.due);
    for (const auto& w : c.cases) soonest = std::min(soonest, w.due);
    for (const auto& [row, due] : c.dues) soonest = std::min(soonest, due);
    const auto ms = soonest.time_since_epoch().count();
    auto known = due_.load(std::memory_order_relaxed);
    while (ms < known && !due_.compare_exchange_weak(known, ms)) {
    }
}

void turns::loop::publish(std::size_t first, std::size_t last) {
    // Before anybody is told: whoever hears of a case finds it in the figures.
    counters_.add(batch_.facts());
    batch_.facts().clear();
    if (set_.changes.empty()) {
        set_.undo();  // duplicates only: no commit has made a new person lasting
    } else {
        publish_changes();
    }
    if (!batch_.taps().empty() && to_.to_tap) to_.to_tap(std::move(batch_.taps()));
    batch_.taps().clear();
    log(first, last);
    failpoint("before_ack");
    for (std::size_t i = first; i < last; ++i) answer(now_[i], taken::committed);
}

void turns::loop::publish_changes() {
    auto& done = set_.changes;
    note_due(done);
    std::vector<storage::outbox_row> rows;
    rows.reserve(done.outbox.size());
    for (auto& row : done.outbox)
        if (!row.web) rows.push_back(std::move(row));
    auto history = std::move(done.history);
    auto fetches = std::move(done.fetches);
    auto photos = std::move(done.photos_gone);
    for (const auto& row : done.undeliverable) report_undeliverable(row);
    auto forgotten = std::move(done.forget);
    auto signed_out = std::move(done.signed_out);
    const auto moved = std::move(done.moved);
    const bool cases = !done.cases.empty();
    count(counters_.settles, done.settles.size());
    for (auto& p : done.posts) {
        request& r = internal_.emplace_back();
        r.post = p.id;
        r.own.push_back(std::move(p.event));
        r.cause = p.cause;
        count(counters_.posts);
    }
    batch_.kept();
    set_.keep();
    for (auto who : forgotten) set_.forget(who);
    for (const auto& [room, now] : moved) set_.moved(room, now);
    if (!rows.empty() && to_.to_send) {
        try {
            with_tags(store_, rows, [this](const auto& row) { return in_thread(row); });
        } catch (const std::exception& e) {
            trouble(e.what());  // the rows are sent anew instead of in place
        }
        to_.to_send(std::move(rows));
    }
    if (!history.empty() && to_.to_web) to_.to_web(std::move(history));
    if (!forgotten.empty() && to_.forgotten) to_.forgotten(std::move(forgotten));
    if (!signed_out.empty() && to_.signed_out) to_.signed_out(std::move(signed_out));
    if (!fetches.empty() && to_.to_fetch) to_.to_fetch(std::move(fetches));
    if (cases && to_.cases_changed) to_.cases_changed();
    if (!photos.empty() && to_.photos_gone) to_.photos_gone(std::move(photos));
}

// Residents have no threads, so that only rows to the rooms of staff are worth the question.
bool turns::loop::in_thread(const storage::outbox_row& row) const {
    const auto* c = community_->is_room(row.message.to) ? known_.find(row.to.channel) : nullptr;
    return c && c->adapter->can().threads != adapters::thread_form::none;
}

// No address is known, or the person may not be written to: whoever asked is told at once.
void turns::loop::report_undeliverable(const storage::outbox_row& row) {
    adapters::verdict v;
    v.how = adapters::end::recipient_gone;
    request& r = internal_.emplace_back();
    r.attempts.push_back(attempt_of(row, v, now()));
    r.attempts.back().outbox = storage::attempt::unaddressed;
    r.attempts.back().detail = "no address is known, or they may not be written to";
    r.cause = row.cause;
    if (row.message.ref.empty()) return;
    auto end = ending_of(row, v, office(), now());
    if (end.report) r.own.push_back(std::move(*end.report));
}

void turns::loop::log(std::size_t first, std::size_t last) {
    for (const auto& u : batch_.units_of(first, last)) {
        auto& c = counters_.of(u.from ? std::string_view(u.from->name) : std::string_view());
        count(u.duplicate ? c.duplicates : c.taken);
        if (!u.duplicate) count(counters_.turns);
        if (!u.trouble.empty()) count(c.parked);
        if (!u.duplicate && u.note == praise_note) count(counters_.praises);
        if (!to_.log) continue;
        turn_log line;
        line.room = u.event.room;
        if (u.from) line.channel = u.from->name;
        line.kind = u.kind;
        line.note = u.note;
        line.trouble = u.trouble;
        line.about = u.about;
        line.message = u.message;
        line.micros = u.micros;
        to_.log(line);
    }
    counters_.needs.store(batch_.needs(), std::memory_order_relaxed);
}

}  // namespace linli::gateway
