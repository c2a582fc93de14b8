// What a decision changes: states, cases, messages, the record.
#include <algorithm>

#include "dialogs/cases/lifecycle.hpp"
#include "gateway/failpoints.hpp"
#include "gateway/turns/batch.hpp"

namespace linli::gateway {

namespace {

constexpr std::size_t most_messages = 64;  // one turn's; more is a bug, not a plan
constexpr std::size_t most_posts = 1000;   // a broadcast to every household of a large community
constexpr std::size_t most_fetches = 32;   // three albums at once
constexpr std::size_t most_cases = 64;     // changed by one turn
// A row whose deadline stands in the past even after its tick is looked at again this much later.
constexpr std::chrono::minutes spin_guard{1};
constexpr std::chrono::hours parked_tick{1};

// The log is the truth: a case that its entries do not tell of cannot be replayed. Too slow for every
// turn, so only where a mistake is looked for.
void check_fold([[maybe_unused]] const case_file* before, [[maybe_unused]] const case_change& change) {
#if defined(LINLI_FAULTS) || !defined(NDEBUG)
    case_file folded = before ? *before : case_file{};
    for (const auto& e : change.entries) linli::apply(folded, e);
    folded.version = change.after.version;
    if (!(folded == change.after)) throw broken("the log of a case does not give its state");
#endif
}

}  // namespace

// Throws `broken` before anything is changed.
void batch::check(const unit& u, const decision& d) const {
    const bool in_office = u.event.room == set_.office_room();
    if (d.self && (in_office || d.self->id != u.event.room)) throw broken("the turn changed another conversation");
    if (d.send.size() > most_messages) throw broken("the turn sends too many messages");
    if (d.posts.size() > most_posts) throw broken("the turn posts too many events");
    if (d.fetches.size() > most_fetches) throw broken("the turn fetches too much");
    if (d.cases.size() > most_cases) throw broken("the turn changes too many cases");
    if (d.forget && in_office) throw broken("the turn forgets a room of staff");
    if (!d.removed.empty() && !in_office) throw broken("the turn removes staff from outside their room");
    if (d.joins != person_id::nobody && store_.speaker_of(d.joins) == u.event.room)
        throw broken("the turn joins somebody to themselves");
    for (const auto who : d.parts)
        if (store_.speaker_of(who) != u.event.room || who == u.event.room)
            throw broken("the turn parts somebody who is not joined to them");
    for (std::size_t i = 0; i < d.cases.size(); ++i) {
        const auto code = d.cases[i].after.code;
        const bool opens = static_cast<std::int64_t>(code) == static_cast<std::int64_t>(last_case_) + 1;
        if (!opens && !set_.case_of(code)) throw broken("the turn changed a case that is not there");
        for (std::size_t j = 0; j < i; ++j)
            if (d.cases[j].after.code == code) throw broken("the turn changed a case twice");
        check_fold(set_.case_of(code), d.cases[i]);
    }
}

void batch::apply(unit& u, decision d) {
    check(u, d);
    if (!d.cases.empty()) u.about = d.cases.front().after.code;
    if (u.about == case_code::none) u.about = about_of(u.event.body);
    const std::string channel =
        u.ours() && !d.fetches.empty() ? set_.conversation_of(u.event.room).channel : u.event.channel;
    apply_states(u, d);
    auto& c = set_.changes;
    for (auto& m : d.send) {
        // What is asked in a case's thread is answered there.
        if (m.about == case_code::none && m.to == u.event.room) m.beside = u.thread_case;
        send(u, std::move(m));
    }
    for (auto& p : d.posts)
        c.posts.push_back({0, event_of_ours(now_, p.room, std::move(p.body)), u.cause, place_of(u)});
    for (auto& f : d.fetches) c.fetches.push_back({std::move(f.job), u.event.room, channel, std::move(f.what)});
    apply_people(u, d);
    if (d.invited && !guest_.token_hash.empty()) c.links.push_back(std::move(guest_));
    guest_ = {};
    if (!u.tap_id.empty()) taps_.push_back({u.event.channel, u.tap_id, std::move(d.toast)});
    u.note = std::move(d.note);
}

// Who can be reached, who is forgotten, who speaks for whom and who is no colleague any more.
void batch::apply_people(unit& u, const decision& d) {
    auto& c = set_.changes;
    const auto with_joined = [this](person_id who) {
        auto all = store_.joined_to(who);
        all.push_back(who);
        return all;
    };
    const auto* p = std::get_if<presence>(&u.event.body);
    const bool blocked = p && p->what == presence_kind::blocked && !u.event.channel.empty();
    if (blocked && d.reachable == false)
        c.lost.push_back({u.event.sender, u.event.channel, true});  // other channels stay open
    else if (d.reachable && u.event.sender != person_id::nobody)
        c.reachable.emplace_back(u.event.sender, *d.reachable);
    if (d.forget) {
        const auto all = with_joined(u.event.room);
        c.forget.insert(c.forget.end(), all.begin(), all.end());
    }
    if (d.joins != person_id::nobody) c.joins.push_back({u.event.room, d.joins});
    c.parts.insert(c.parts.end(), d.parts.begin(), d.parts.end());
    if (d.forget || d.joins != person_id::nobody || !d.parts.empty()) u.ends_run = true;
    for (const auto who : d.removed) {
        const auto all = with_joined(who);
        c.signed_out.insert(c.signed_out.end(), all.begin(), all.end());
    }
}

void batch::apply_states(unit& u, decision& d) {
    // Nothing falls due any more in the talk of somebody for whom another speaks.
    const bool joins = d.joins != person_id::nobody;
    const bool ticked = std::holds_alternative<tick>(u.event.body);
    const bool exact = ticked || joins;
    // All dues first: should one throw, nothing is changed yet.
    const auto self_due = d.self ? due_of(*community_, *d.self) : never;
    const auto office_due = d.office ? due_of(*community_, *d.office) : never;
    std::vector<instant> dues;
    for (const auto& change : d.cases) dues.push_back(due_of(*community_, change.after));
    if (d.self) set_.change(u.event.room, std::move(*d.self), self_due, exact);
    if (d.office) set_.change(std::move(*d.office), office_due, exact);
    for (std::size_t i = 0; i < d.cases.size(); ++i) {
        auto& change = d.cases[i];
        const auto code = change.after.code;
        const auto* before = set_.case_of(code);
        if (!before) last_case_ = code;
        facts_.add(before, change);
        auto& entries = set_.changes.entries;
        std::ranges::move(change.entries, std::back_inserter(entries));
        set_.change(std::move(change.after), dues[i], exact);
    }
    if (ticked) rearm(u);
}

// A tick moves its row's due time, whatever was decided and whatever the row holds; else it would
// come again at once.
void batch::rearm(const unit& u) {
    const auto later = [&](instant due) {
        if (!u.trouble.empty()) return std::max(due, now_ + parked_tick);
        return due <= now_ ? now_ + spin_guard : due;
    };
    const auto room = u.event.room;
    if (u.ticked.about != case_code::none) {
        lend({u.ticked.about});
        const auto* f = set_.case_of(u.ticked.about);
        if (f) set_.change(case_file(*f), later(due_of(*community_, *f)), true);
        return;
    }
    if (room == set_.office_room()) {
        const auto& o = set_.current_office();
        set_.change(office(o), later(due_of(*community_, o)), true);
    } else if (const auto& s = set_.conversation_of(room); set_.has(room)) {
        set_.change(room, conversation(s), later(due_of(*community_, s)), true);
    } else {
        set_.changes.dues.emplace_back(u.ticked, never);
    }
    // Whoever is spoken for has nothing that falls due.
    if (u.ticked.conversation != room) set_.changes.dues.emplace_back(u.ticked, never);
}

bool batch::put_off(std::size_t which) {
    bool any = false;
    for (auto& u : units_of(which, which + 1)) {
        if (!std::holds_alternative<tick>(u.event.body)) continue;
        set_.changes.dues.emplace_back(u.ticked, now_ + parked_tick);
        u.note = "put_off";
        any = true;
    }
    return any;
}

// Where `record` will put it; nowhere for what is not kept as a message.
std::size_t batch::place_of(const unit& u) const {
    const bool words = u.kind == said::kind || u.kind == pressed::kind;
    return words && !u.ours() ? set_.changes.events.size() : storage::no_event;
}

void batch::send(const unit& u, outgoing m) {
    if (m.to == person_id::nobody) return;  // a role that nobody holds and no room behind it
    m.to = store_.speaker_of(m.to);
    storage::outbox_row row;
    row.message = std::move(m);
    row.due = now_;
    row.cause = u.cause;
    row.because = place_of(u);
    set_.changes.outbox.push_back(std::move(row));
}

void batch::file_words(const unit& u) {
    const auto* s = std::get_if<said>(&u.event.body);
    if (!s || !u.from || !u.from->adapter->can().hosted) return;
    storage::history_row row;
    row.room = u.event.own;
    row.at = now_;
    if (row.room == set_.office_room()) row.who = u.event.sender_name;
    const bool in_private = u.event.sender == u.event.room;
    row.sender = in_private ? u.event.own : u.event.sender;  // as the browser knows them
    row.client_id = u.dedupe.key;
    row.message.to = row.room;
    row.message.text = s->text;
    row.attachments = s->attachments;
    row.reply_to = s->reply_to;
    set_.changes.history.push_back(std::move(row));
}

void batch::record(unit& u) {
    const bool words = u.kind == said::kind || u.kind == pressed::kind;
    if (u.ours() || (!words && u.dedupe.key.empty())) return;
    if (control("no_dedupe")) u.dedupe.key.clear();
    u.recorded = set_.changes.events.size();
    set_.changes.events.push_back({std::move(u.dedupe), std::move(u.event), u.about, u.note});
}

}  // namespace linli::gateway
