// One unit's way through the pure turn, and what its decision changes.
#include <openssl/rand.h>

#include <algorithm>
#include <chrono>

#include "gateway/failpoints.hpp"
#include "gateway/turns/batch.hpp"

namespace linli::gateway {

namespace {

constexpr int most_rounds = 4;              // a turn that still asks then asks without end
constexpr std::size_t most_messages = 64;   // one turn's; more is a bug, not a plan
constexpr std::size_t most_posts = 1000;    // a broadcast to every household of a large community
constexpr std::size_t most_fetches = 32;    // three albums at once
constexpr std::size_t most_cases = 64;      // changed by one turn
// A row whose deadline stands in the past even after its tick is looked at again this much later.
constexpr std::chrono::minutes spin_guard{1};
constexpr std::chrono::hours parked_tick{1};

struct broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string_view kind_of(const event_body& b) {
    return std::visit([](const auto& alternative) { return alternative.kind; }, b);
}

case_code about_of(const event_body& b) {
    if (const auto* t = std::get_if<tick>(&b)) return t->about;
    if (const auto* d = std::get_if<delivery>(&b)) return d->about;
    if (const auto* p = std::get_if<prompt>(&b)) return p->about;
    if (const auto* s = std::get_if<said>(&b)) return s->reply_case;
    return case_code::none;
}

}  // namespace

void batch::take(unit& u) {
    const auto began = std::chrono::steady_clock::now();
    u.kind = kind_of(u.event.body);
    if (seen_before(u)) {
        u.duplicate = true;
        u.note = "duplicate";
        return;
    }
    if (!u.moved_to.empty()) {
        set_.changes.moved.emplace_back(u.event.room, storage::address{u.chat.channel, u.moved_to});
        u.note = "moved";
        return record(u);
    }
    if (!resolve(u)) {
        u.note = "unasked";
        return record(u);
    }
    file_words(u);
    std::string reason;
    try {
        apply(u, decide(u));
    } catch (const storage::store_error&) {
        throw;
    } catch (const std::exception& e) {
        reason = e.what();
        if (reason.empty()) reason = "exception";
    }
    if (!reason.empty()) park(u, reason);
    record(u);
    u.micros = std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now() - began)
                   .count();
}

void batch::lend(const std::vector<case_code>& codes) {
    set_.load_cases(codes);
    for (auto code : codes) {
        if (std::ranges::find(lent_, code, &case_file::code) != lent_.end()) continue;
        if (const auto* f = set_.case_of(code)) lent_.push_back(*f);
    }
}

decision batch::decide(const unit& u) {
    lent_.clear();
    std::optional<std::span<const case_file>> open;
    std::optional<person_id> called;
    if (const auto about = about_of(u.event.body); about != case_code::none) lend({about});
    for (int round = 0; round < most_rounds; ++round) {
        const view v{set_.conversation_of(u.event.room), set_.current_office(), lent_, open, called};
        const fresh f{now_, case_code{static_cast<std::int64_t>(last_case_) + 1}, token()};
        auto answer = seams_.turn(*community_, v, u.event, f);
        if (auto* d = std::get_if<decision>(&answer)) return std::move(*d);
        const auto& n = std::get<need>(answer);
        ++needs_;
        if (!n.phone.empty() && !called) called = caller(n.phone);
        if (n.open_cases && !open) {
            lent_open_ = set_.open_cases();
            open = lent_open_;
        }
        lend(n.cases);
    }
    throw broken("the turn asks for more and more");
}

void batch::apply(unit& u, decision d) {
    const bool in_office = u.event.room == set_.office_room();
    if (d.self && (in_office || d.self->id != u.event.room))
        throw broken("the turn changed another conversation");
    if (d.office && !in_office) throw broken("the turn changed the office from outside");
    if (d.send.size() > most_messages) throw broken("the turn sends too many messages");
    if (d.posts.size() > most_posts) throw broken("the turn posts too many events");
    if (d.fetches.size() > most_fetches) throw broken("the turn fetches too much");
    if (d.cases.size() > most_cases) throw broken("the turn changes too many cases");
    for (std::size_t i = 0; i < d.cases.size(); ++i) {
        const auto code = d.cases[i].after.code;
        const bool opens = static_cast<std::int64_t>(code) == static_cast<std::int64_t>(last_case_) + 1;
        if (!opens && !set_.case_of(code)) throw broken("the turn changed a case that is not there");
        for (std::size_t j = 0; j < i; ++j)
            if (d.cases[j].after.code == code) throw broken("the turn changed a case twice");
    }
    if (!d.cases.empty()) u.about = d.cases.front().after.code;
    if (u.about == case_code::none) u.about = about_of(u.event.body);
    const std::string channel =
        u.ours() && !d.fetches.empty() ? set_.conversation_of(u.event.room).channel : u.event.channel;
    apply_states(u, d);
    auto& c = set_.changes;
    for (auto& m : d.send) send(std::move(m));
    for (auto& p : d.posts)
        c.posts.push_back({0, event_of_ours(now_, p.room, std::move(p.body))});
    for (auto& f : d.fetches)
        c.fetches.push_back({std::move(f.job), u.event.room, channel, std::move(f.what)});
    if (d.reachable && u.event.sender != person_id::nobody)
        c.reachable.emplace_back(u.event.sender, *d.reachable);
    if (d.forget && u.event.sender != person_id::nobody) {
        c.forget.push_back(u.event.sender);
        u.forgets = true;
    }
    if (!u.tap_id.empty()) taps_.push_back({u.event.channel, u.tap_id, std::move(d.toast)});
    u.note = std::move(d.note);
}

void batch::apply_states(unit& u, decision& d) {
    const auto* t = std::get_if<tick>(&u.event.body);
    const bool exact = t != nullptr;
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
        if (!set_.case_of(code)) {
            last_case_ = code;
            opened_.push_back(change.after.category);
        }
        auto& entries = set_.changes.entries;
        std::ranges::move(change.entries, std::back_inserter(entries));
        set_.change(std::move(change.after), dues[i], exact);
    }
    if (exact) rearm(u);
}

// A tick moves its row's due time, whatever was decided; else it would come again at once.
void batch::rearm(const unit& u) {
    const auto later = [&](instant due) {
        if (!u.trouble.empty()) return std::max(due, now_ + parked_tick);
        return due <= now_ ? now_ + spin_guard : due;
    };
    const auto about = std::get<tick>(u.event.body).about;
    if (about != case_code::none) {
        lend({about});
        const auto* f = set_.case_of(about);
        if (f) set_.change(case_file(*f), later(due_of(*community_, *f)), true);
    } else if (u.event.room == set_.office_room()) {
        const auto& o = set_.current_office();
        set_.change(office(o), later(due_of(*community_, o)), true);
    } else {
        const auto& s = set_.conversation_of(u.event.room);
        if (s.version > 0) set_.change(u.event.room, conversation(s), later(due_of(*community_, s)), true);
    }
}

void batch::park(unit& u, const std::string& reason) {
    u.trouble = reason;
    u.note = "parked";
    set_.changes.parked.push_back({0, u.event, reason});
    if (!u.tap_id.empty()) taps_.push_back({u.event.channel, u.tap_id, {}});
    try {
        for (auto& m : parked_notice(*community_, set_.conversation_of(u.event.room), u.event))
            send(std::move(m));
        if (std::holds_alternative<tick>(u.event.body)) rearm(u);
    } catch (const storage::store_error&) {
        throw;
    } catch (const std::exception& e) {
        // The event is kept all the same; whoever reads the log learns of both.
        u.trouble += std::string("; and the notice: ") + e.what();
    }
}

void batch::send(outgoing m) {
    if (m.to == person_id::nobody) return;  // a role that nobody holds and no room behind it
    const bool web = set_.hosted(m.to);
    if (web) {
        storage::history_row row;
        row.room = m.to;
        row.at = now_;
        row.message = m;
        set_.changes.history.push_back(std::move(row));
    }
    storage::outbox_row row;
    row.message = std::move(m);
    row.due = now_;
    row.web = web;
    set_.changes.outbox.push_back(std::move(row));
}

void batch::file_words(const unit& u) {
    const auto* s = std::get_if<said>(&u.event.body);
    if (!s || !u.from || !u.from->adapter->can().hosted) return;
    storage::history_row row;
    row.room = u.event.room;
    row.at = now_;
    if (row.room == set_.office_room()) row.who = u.event.sender_name;
    row.sender = u.event.sender;
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

// Whom a phone number belongs to: the person behind it in the first channel that writes to numbers.
std::optional<person_id> batch::caller(const std::string& phone) {
    std::string number;
    for (char ch : phone)
        if ((ch >= '0' && ch <= '9') || (ch == '+' && number.empty())) number += ch;
    if (number.starts_with("00")) number.replace(0, 2, "+");
    // The one national form that no other country's plan shares: a Chinese mobile number.
    if (number.size() == 11 && number[0] == '1' && number[1] >= '3') number.insert(0, "+86");
    if (!number.starts_with('+') || number.size() < 8) return person_id::nobody;
    for (const auto& c : known_.all()) {
        if (c->adapter->can().count != adapters::capabilities::unit::sms) continue;
        const storage::address a{c->name, number};
        const auto* known = set_.person(a);
        if (!known) {
            storage::batch_keys keys;
            keys.addresses = {a};
            learn(store_.load(keys), keys);
            known = set_.person(a);
        }
        if (known && known->reachable) return known->id;
    }
    return person_id::nobody;
}

std::string batch::token() {
    constexpr std::size_t bytes = 16;
    if (random_at_ + bytes > random_.size()) {
        if (RAND_bytes(random_.data(), static_cast<int>(random_.size())) != 1)
            throw broken("no random numbers");
        random_at_ = 0;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out(2 * bytes, '0');
    for (std::size_t i = 0; i < bytes; ++i) {
        const unsigned b = random_[random_at_++];
        out[2 * i] = hex[b >> 4];
        out[2 * i + 1] = hex[b & 15];
    }
    return out;
}

}  // namespace linli::gateway
