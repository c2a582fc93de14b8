// What platforms report of messages that they had taken, and what follows for the person's channels.
#include <algorithm>

#include "gateway/turns/batch.hpp"

namespace linli::gateway {

const storage::receipt* batch::receipt_of(person_id room, const std::string& platform_id) const {
    for (const auto& r : receipts_)
        if (r.room == room && r.platform_id == platform_id) return &r;
    return nullptr;
}

// What this event refers to. Messages that went out before addresses were joined are known under the
// person of the address alone.
const storage::receipt* batch::meant_by(const event& e, const std::string& platform_id) const {
    for (const auto room : {e.room, e.own}) {
        if (const auto* r = fresh_receipt_of(room, platform_id)) return r;
        if (const auto* r = receipt_of(room, platform_id)) return r;
    }
    return nullptr;
}

// A send that ended in this very batch has its receipt among the changes, and so has one whose report
// came in it.
const storage::receipt* batch::fresh_receipt_of(person_id room, const std::string& platform_id) const {
    for (const auto& r : set_.changes.receipts)
        if (r.room == room && r.platform_id == platform_id) return &r;
    for (const auto& s : set_.changes.settles)
        for (const auto& r : s.receipts)
            if (r.room == room && r.platform_id == platform_id) return &r;
    return nullptr;
}

// The report of a message that has just been settled may be here already.
void batch::resolve_early(const storage::settled& s) {
    for (const auto& r : s.receipts) {
        if (r.ref.empty() && !r.otherwise) continue;
        const auto* early = early_.find(r.room, r.platform_id);
        if (!early) continue;
        told_early_.emplace_back(r.room, r.platform_id);
        auto over = r;
        over.ref.clear();
        over.report_to = person_id::nobody;
        over.otherwise.reset();
        set_.changes.receipts.push_back(std::move(over));
        if (take_second_way(r, *early, r.otherwise ? r.otherwise->tried.back() : std::string())) continue;
        if (r.ref.empty()) continue;
        delivery d = *early;
        d.ref = r.ref;
        d.about = r.about;
        d.to = r.room;
        set_.changes.posts.push_back({0, event_of_ours(now_, r.report_to, std::move(d))});
    }
}

// The first report that ends a message stands: platforms repeat them and mix their order, and what
// has arrived does not un-arrive.
bool batch::resolve_report(unit& u) {
    auto& e = u.event;
    auto& d = std::get<delivery>(e.body);
    storage::attempt told;
    told.at = now_;
    told.room = e.room;
    told.channel = e.channel;
    told.how = name_of(d.verdict);
    told.detail = traced_detail(d.detail);
    told.ids = u.report_of;
    set_.changes.attempts.push_back(std::move(told));
    const auto* known = meant_by(e, u.report_of);
    const bool gone = d.verdict == verdict_kind::recipient_gone;
    if (gone || d.verdict == verdict_kind::window_closed) set_.changes.lost.push_back({e.room, e.channel, gone});
    if (!known) {
        early_.keep(e.room, u.report_of, d);
        return false;
    }
    const bool awaited = !known->ref.empty() && known->report_to != person_id::nobody;
    if (!awaited && !known->otherwise) return false;
    const auto r = *known;
    auto over = r;
    over.ref.clear();
    over.report_to = person_id::nobody;
    over.otherwise.reset();
    set_.changes.receipts.push_back(std::move(over));
    if (take_second_way(r, d, e.channel) || !awaited) return false;
    d.ref = r.ref;
    d.about = r.about;
    d.to = r.room;
    e.room = r.report_to;
    e.sender = person_id::nobody;
    return true;
}

// What one channel failed to deliver after it had taken it goes by another of the same person.
bool batch::take_second_way(const storage::receipt& r, const delivery& d, const std::string& channel) {
    const bool failed = d.verdict == verdict_kind::recipient_gone || d.verdict == verdict_kind::window_closed;
    if (!failed || !r.otherwise) return false;
    storage::outbox_row row;
    row.message = r.otherwise->message;
    row.message.to = store_.speaker_of(row.message.to);
    row.due = now_;
    row.tried = r.otherwise->tried;
    if (!channel.empty() && std::ranges::find(row.tried, channel) == row.tried.end()) row.tried.push_back(channel);
    set_.changes.outbox.push_back(std::move(row));
    return true;
}

// Where somebody writes is where they are answered; and how long they are silent matters where the
// platform closes a window.
void batch::note_writer(const unit& u) {
    if (u.ours() || !u.from || u.event.room != u.event.sender) return;
    const auto* p = std::get_if<presence>(&u.event.body);
    const bool spoke = u.kind == said::kind || u.kind == pressed::kind;
    const bool came = p && p->what != presence_kind::blocked && p->what != presence_kind::left;
    if (!spoke && !came) return;
    const bool timed = spoke && u.from->adapter->can().reply_window > span_of_time{};
    // By the platform's clock: after an outage it brings what was written days ago.
    const auto written = u.dedupe.minute ? instant{std::chrono::minutes{u.dedupe.minute}} : now_;
    set_.changes.wrote.push_back(
        {u.event.room, u.event.channel, timed ? std::min(now_, written) : instant{}, u.event.own});
}

}  // namespace linli::gateway
