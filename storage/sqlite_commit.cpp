// sqlite_store::commit: everything that a batch changed, in one transaction.
#include <algorithm>
#include <iterator>

#include "storage/forgetting.hpp"
#include "storage/sqlite_store.hpp"

namespace linli::storage {

struct sqlite_store::filled {
    struct sent {
        std::int64_t id = 0;  // 0: cannot be delivered
        bool web = false;
        std::int64_t seq = 0;
        address_book::way way;
    };
    std::vector<std::int64_t> events;
    std::vector<sent> outbox;
    std::vector<std::int64_t> words;  // the numbers of what persons said
    std::vector<history_row> shown;   // the rows of the bot
    std::vector<std::int64_t> posts;
    std::vector<std::string> photos;

    // Of a row that a message of this batch is the cause of.
    template <class Row>
    std::int64_t cause_of(const Row& row) const {
        return row.because < events.size() ? events[row.because] : row.cause;
    }
};

void sqlite_store::commit(batch_changes& changes) {
    filled f;
    try {
        transaction whole(db_);
        write_all(changes, f);
        whole.commit();
    } catch (...) {
        book_.rolled_back();
        record_.rolled_back();
        throw;
    }
    book_.committed();
    fill(changes, f);
    if (!changes.forget.empty()) empty_log();
}

void sqlite_store::write_all(const batch_changes& c, filled& f) {
    write_people(c);
    write_events(c, f);
    for (const auto& w : c.cases) states_.write(w);
    for (const auto& [row, due] : c.dues) states_.set_due(row, due);
    for (const auto& e : c.entries) states_.write(e);
    search_.write(c);
    photos_.write(c);
    route_outbox(c, f);
    write_history(c, f);
    write_outbox(c, f);
    write_queues(c, f);
    // Closing comes after the outbox, so that the last word ("you will hear nothing more") still
    // goes out.
    for (const auto& [who, yes] : c.reachable) book_.set_reachable(who, yes);
    for (const auto& l : c.lost) book_.lost(l.who, l.channel, l.gone);
    for (const auto& j : c.joins) book_.join(j.who, j.into);
    for (const auto who : c.parts) book_.part(who);
    for (const auto who : c.signed_out) sign_out(who);
    for (const auto& [room, seq] : c.seen) rooms_.seen(room, seq);
    for (const auto who : c.forget) search_.forgot(remove_contact(db_, keys_, who, c.forget));
    for (const auto who : c.forget) forget(who, f);
}

void sqlite_store::write_people(const batch_changes& c) {
    book_.store_new();
    for (const auto& [who, yes] : c.reachable)
        if (yes) book_.set_reachable(who, true);
    for (const auto& [who, where] : c.moved) book_.move(who, where);
    for (const auto& w : c.wrote) book_.wrote_by(w);
}

void sqlite_store::write_events(const batch_changes& c, filled& f) {
    for (const auto& r : c.events) {
        f.events.push_back(record_.write(r));
        saw(r.event.at);
    }
    auto ends = record_.take_ends();
    const auto end_of = [&](person_id room) {
        const auto at = ends.extract(room);
        return at ? at.mapped() : 0;
    };
    for (const auto& w : c.conversations) states_.write(w, end_of(w.state.id));
    for (const auto& w : c.offices) states_.write(w, end_of(w.state.room));
    for (const auto& [room, newest] : ends) states_.write_end(room, newest);
}

void sqlite_store::route_outbox(const batch_changes& c, filled& f) {
    for (const auto& row : c.outbox) {
        auto& out = f.outbox.emplace_back();
        auto way = book_.way_to(row.message.to, row.tried);
        if (!way || !book_.reachable(row.message.to)) continue;
        out.id = queues_.next_id();
        out.web = web_channels_.contains(way->to.channel);
        out.way = std::move(*way);
    }
}

void sqlite_store::write_history(const batch_changes& c, filled& f) {
    for (const auto& row : c.history) {
        auto numbered = row;
        numbered.seq = rooms_.next_seq(numbered.room);
        f.words.push_back(numbered.seq);
        rooms_.put(numbered);
    }
}

void sqlite_store::write_outbox(const batch_changes& c, filled& f) {
    for (std::size_t i = 0; i < c.outbox.size(); ++i) {
        auto& out = f.outbox[i];
        if (out.id == 0) continue;
        if (out.web) {
            auto& row = f.shown.emplace_back();
            row.room = out.way.own;  // a browser shows what went to its own address
            row.seq = out.seq = rooms_.next_seq(row.room);
            row.outbox = out.id;
            row.at = c.outbox[i].due;
            row.message = c.outbox[i].message;
            rooms_.put(row);
            photos_.put(out.way.own, c.outbox[i].message.photos);
        }
        queues_.put(out.id, c.outbox[i], out.web ? out.way.own : c.outbox[i].message.to, out.seq,
                    f.cause_of(c.outbox[i]));
    }
}

void sqlite_store::write_queues(const batch_changes& c, filled& f) {
    for (const auto& row : c.posts) f.posts.push_back(queues_.put(row.event, f.cause_of(row)));
    for (const auto id : c.posts_taken) queues_.take_post(id);
    for (const auto& row : c.fetches) queues_.put(row);
    for (const auto& job : c.fetches_done) queues_.drop_fetch(job);
    for (const auto& s : c.settles) {
        queues_.settle(s.id);
        for (const auto& r : s.receipts) receipts_.put(r, latest_);
    }
    for (const auto& p : c.postpones) queues_.postpone(p);
    for (const auto& a : c.attempts) attempts_.put(a, a.channel.empty() ? 0 : book_.channel_number(a.channel));
    for (const auto& r : c.receipts) receipts_.put(r, latest_);
    for (const auto& l : c.links) sessions_.put_link(l.token_hash, l.session);
    for (const auto& t : c.threads) threads_.put(t);
    for (const auto& p : c.parked) queues_.park(p, f.cause_of(p));
    for (const auto id : c.parked_taken) queues_.take_parked(id);
}

// On the web chat a chat is called as the subject of its session.
void sqlite_store::sign_out(person_id who) {
    for (const auto& where : book_.addresses_of(who)) sessions_.end_staff(where.chat);
}

void sqlite_store::forget(person_id who, filled& f) {
    record_.forget(who, states_.newest_message(who));
    states_.drop(who);
    queues_.forget(who);
    receipts_.forget(who);
    attempts_.forget(who);
    threads_.forget(who);
    rooms_.forget(who);
    for (const auto& where : book_.addresses_of(who)) sessions_.forget(where.chat);
    book_.forget(who);
    const auto unseen = photos_.forget(who);
    f.photos.insert(f.photos.end(), unseen.begin(), unseen.end());
}

void sqlite_store::fill(batch_changes& c, filled& f) {
    for (std::size_t i = 0; i < c.events.size(); ++i) c.events[i].event.id = f.events[i];
    for (std::size_t i = 0; i < c.history.size(); ++i) c.history[i].seq = f.words[i];
    for (std::size_t i = 0; i < c.posts.size(); ++i) {
        c.posts[i].id = f.posts[i];
        c.posts[i].cause = f.cause_of(c.posts[i]);
    }
    std::ranges::move(f.shown, std::back_inserter(c.history));
    std::vector<outbox_row> sent;
    sent.reserve(c.outbox.size());
    for (std::size_t i = 0; i < c.outbox.size(); ++i) {
        auto& row = c.outbox[i];
        auto& out = f.outbox[i];
        row.id = out.id;
        row.cause = f.cause_of(row);
        row.web = out.web;
        row.to = std::move(out.way.to);
        row.heard = out.way.heard;
        row.more_ways = out.way.more;
        (out.id == 0 ? c.undeliverable : sent).push_back(std::move(row));
    }
    c.outbox = std::move(sent);
    c.photos_gone = std::move(f.photos);
}

}  // namespace linli::storage
