#include "tests/gateway/support/memory_store.hpp"

#include <algorithm>

#include "dialogs/incidents.hpp"

namespace linli::test {
namespace {

[[noreturn]] void fail(const std::string& why) { throw storage::store_error(why, false); }

template <class Map, class Key>
std::optional<typename Map::mapped_type> find(const Map& m, const Key& k) {
    const auto it = m.find(k);
    if (it == m.end()) return std::nullopt;
    return it->second;
}

template <class Map, class Key>
void version(const Map& m, const Key& k, std::int64_t wanted) {
    const auto it = m.find(k);
    if ((it == m.end() ? 0 : it->second.version) != wanted) fail("another version");
}

template <class Dues, class Key, class Write>
void put_due(Dues& dues, const Key& k, const Write& w) {
    auto [it, is_new] = dues.try_emplace(k, w.due);
    if (w.exact || w.due < it->second) it->second = w.due;
}

template <class Row>
std::int64_t cause_of(const storage::batch_changes& c, const Row& row) {
    return row.because < c.events.size() ? c.events[row.because].event.id : row.cause;
}

}  // namespace

memory_store::memory_store() = default;
memory_store::~memory_store() = default;

storage::loaded memory_store::load(const storage::batch_keys& k) {
    ++loads;
    check();
    storage::loaded out;
    for (const auto& d : k.dedupe) out.seen.push_back(dedupe.contains(d));
    for (const auto& a : k.addresses) {
        const bool known = book.contains(a);
        const auto id = known ? book[a] : new_.try_emplace(a, person_id{next_person_++}).first->second;
        out.persons.push_back({id, true, !known});
    }
    for (auto p : k.conversations) {
        if (unreadable.contains(p)) throw std::runtime_error("no state of ours");
        out.conversations.push_back(find(conversations, p));
        out.offices.push_back(find(offices, p));
    }
    for (auto c : k.cases) out.cases.push_back(find(cases, c));
    for (const auto& r : k.receipts) {
        out.receipts.emplace_back();
        for (const auto& have : receipts)
            if (have.room == r.room && have.platform_id == r.platform_id) out.receipts.back() = have;
    }
    for (const auto& t : k.tags) {
        out.tags.emplace_back();
        for (const auto& have : receipts)
            if (have.room == t.room && have.tag == t.tag) out.tags.back() = have;
    }
    for (const auto& [code, f] : cases)
        if (!k.near.empty() && f.state < state::resolved && place_key(f.category, f.place) == k.near)
            out.near.push_back(f.code);
    const auto thread_where = [&](auto fits) -> std::optional<storage::thread> {
        for (const auto& have : threads)
            if (fits(have)) return have;
        return std::nullopt;
    };
    for (const auto& t : k.threads)
        out.threads.push_back(
            thread_where([&](const auto& have) { return have.room == t.room && have.about == t.about; }));
    for (const auto& t : k.thread_ids)
        out.thread_ids.push_back(
            thread_where([&](const auto& have) { return have.room == t.room && have.platform_id == t.platform_id; }));
    for (const auto id : k.parked)
        if (std::ranges::find(parked_rows, id, &storage::parked_row::id) != parked_rows.end()) out.parked.push_back(id);
    if (k.open_cases)
        for (const auto& [code, f] : cases)
            if (is_open(f.state)) out.open_cases.push_back(f);
    return out;
}

void memory_store::commit(storage::batch_changes& c) {
    check();
    for (const auto& e : c.events) {
        const auto* s = std::get_if<said>(&e.event.body);
        if (s && !refuse.empty() && s->text == refuse && e.note != "parked") fail("refused: " + refuse);
        if (!e.dedupe.key.empty() && dedupe.contains(e.dedupe)) fail("a dedupe key twice");
    }
    for (const auto& w : c.conversations) {
        version(conversations, w.state.id, w.state.version);
        if (offices.contains(w.state.id)) fail("a room of staff");
    }
    for (const auto& w : c.cases) version(cases, w.state.code, w.state.version);
    for (auto& [a, p] : new_) book[a] = p;
    new_.clear();
    batch_sizes.push_back(c.events.size());
    for (auto& e : c.events) {
        e.event.id = static_cast<std::int64_t>(events.size()) + 1;
        if (!e.dedupe.key.empty()) dedupe.insert(e.dedupe);
        events.push_back(e);
    }
    put_states(c);
    put_messages(c);
    for (auto& p : c.posts) {
        p.id = next_id_++;
        p.cause = cause_of(c, p);
        posts[p.id] = p.event;
    }
    for (auto id : c.posts_taken) posts.erase(id);
    for (const auto& f : c.fetches) fetches[f.job] = f;
    for (const auto& job : c.fetches_done) fetches.erase(job);
    for (const auto& s : c.settles) {
        outbox.erase(s.id);
        for (const auto& r : s.receipts) put_receipt(r);
    }
    attempts.insert(attempts.end(), c.attempts.begin(), c.attempts.end());
    for (const auto& t : c.threads) {
        std::erase_if(threads, [&](const auto& have) { return have.room == t.room && have.about == t.about; });
        if (!t.platform_id.empty()) threads.push_back(t);
    }
    for (const auto& r : c.receipts) put_receipt(r);
    for (const auto& p : c.postpones) {
        if (!outbox.contains(p.id)) continue;
        auto& row = outbox[p.id];
        row.due = p.due;
        row.attempts = p.attempts;
        row.sent_parts = p.sent_parts;
    }
    for (auto& p : c.parked) {
        p.id = next_id_++;
        p.cause = cause_of(c, p);
        parked_rows.push_back(p);
    }
    for (auto id : c.parked_taken) std::erase_if(parked_rows, [&](const auto& p) { return p.id == id; });
    for (const auto& [who, yes] : c.reachable) reached[who] = yes;
    for (const auto& l : c.lost)
        if (l.gone && ways(l.who, {l.channel}).empty()) reached[l.who] = false;
    wrote.insert(wrote.end(), c.wrote.begin(), c.wrote.end());
    for (const auto& [who, a] : c.moved) {
        std::erase_if(book, [&](const auto& e) { return e.second == who; });
        book[a] = who;
    }
    for (const auto& j : c.joins) {
        for (auto& [who, by] : speakers)
            if (by == j.who) by = speaker_of(j.into);
        speakers[j.who] = speaker_of(j.into);
    }
    for (auto who : c.parts) speakers.erase(who);
    for (auto who : c.forget) {
        conversations.erase(who);
        speakers.erase(who);
        std::erase_if(book, [&](const auto& e) { return e.second == who; });
    }
    ++commits;
}

person_id memory_store::person_for(const storage::address& a) {
    if (!book.contains(a)) book[a] = person_id{next_person_++};
    return book[a];
}

void memory_store::bind(person_id who, const storage::address& a) { book[a] = who; }

person_id memory_store::speaker_of(person_id who) const {
    const auto at = speakers.find(who);
    return at == speakers.end() ? who : at->second;
}

std::vector<person_id> memory_store::joined_to(person_id speaker) const {
    std::vector<person_id> out;
    for (const auto& [who, by] : speakers)
        if (by == speaker) out.push_back(who);
    return out;
}

std::optional<storage::address> memory_store::address_of(person_id who) {
    check();
    for (const auto& [a, p] : book)
        if (p == who) return a;
    return std::nullopt;
}

std::vector<memory_store::due_row> memory_store::due(instant now, std::size_t limit) {
    std::vector<due_row> out;
    for (const auto& [p, t] : due_at)
        if (t <= now && out.size() < limit) out.push_back({p, {}});
    for (const auto& [c, t] : case_due_at)
        if (t <= now && out.size() < limit) out.push_back({{}, c});
    return out;
}

instant memory_store::next_due() {
    instant t = never;
    for (const auto& [p, at] : due_at) t = std::min(t, at);
    for (const auto& [c, at] : case_due_at) t = std::min(t, at);
    return t;
}

std::vector<storage::posted_row> memory_store::pending_posts(std::size_t) {
    std::vector<storage::posted_row> out;
    for (const auto& [id, e] : posts) out.push_back({id, e});
    return out;
}

std::vector<storage::outbox_row> memory_store::unsent(instant now, instant lease, std::size_t limit) {
    check();
    std::vector<storage::outbox_row> out;
    for (auto& [id, until] : let_go_) {
        if (until == never || until > now || out.size() == limit || !outbox.contains(id)) continue;
        out.push_back(outbox[id]);
        until = lease;
    }
    return out;
}

void memory_store::start_anew() {
    for (const auto& [id, row] : outbox) let_go_[id] = instant{};
}

std::vector<storage::fetch_row> memory_store::pending_fetches(std::size_t) {
    std::vector<storage::fetch_row> out;
    for (const auto& [job, f] : fetches) out.push_back(f);
    return out;
}

std::vector<storage::parked_row> memory_store::parked(std::size_t) { return parked_rows; }

case_code memory_store::last_case() { return cases.empty() ? case_code{} : cases.rbegin()->first; }

std::vector<storage::outbox_row> memory_store::web_unsettled(person_id room, std::int64_t seq) {
    check();
    std::vector<storage::outbox_row> out;
    for (const auto& h : history)
        if (h.room == room && h.seq <= seq && h.outbox && outbox.contains(h.outbox)) out.push_back(outbox[h.outbox]);
    return out;
}

std::optional<memory_store::web_session> memory_store::take_link(const std::string&, instant) { return {}; }

std::optional<std::string> memory_store::setting(const std::string& key) { return find(settings, key); }

void memory_store::set_setting(const std::string& key, const std::string& value) {
    check();
    settings[key] = value;
}

bool memory_store::prune(instant) { return false; }

void memory_store::check() const {
    if (broken) throw storage::store_error("the disk is full", true);
}

void memory_store::put_states(const storage::batch_changes& c) {
    for (const auto& w : c.conversations) {
        put_due(due_at, w.state.id, w);
        auto& s = conversations[w.state.id] = w.state;
        ++s.version;
    }
    for (const auto& w : c.offices) {
        put_due(due_at, w.state.room, w);
        auto& s = offices[w.state.room] = w.state;
        ++s.version;
    }
    for (const auto& w : c.cases) {
        put_due(case_due_at, w.state.code, w);
        auto& s = cases[w.state.code] = w.state;
        ++s.version;
    }
    for (const auto& [row, due] : c.dues) {
        const auto talk = due_at.find(row.conversation);
        const auto file = case_due_at.find(row.about);
        if (file != case_due_at.end())
            file->second = due;
        else if (talk != due_at.end())
            talk->second = due;
    }
    entries.insert(entries.end(), c.entries.begin(), c.entries.end());
}

void memory_store::put_messages(storage::batch_changes& c) {
    for (auto& h : c.history) {
        h.seq = ++seqs_[h.room];
        history.push_back(h);
    }
    std::vector<storage::outbox_row> sent;
    for (auto& row : c.outbox) {
        const auto all = ways(row.message.to, row.tried);
        if (!all.empty()) row.to = all.back();
        row.more_ways = all.size() > 1;
        row.cause = cause_of(c, row);
        if (row.to.chat.empty()) {
            c.undeliverable.push_back(row);
            continue;
        }
        row.id = next_id_++;
        row.web = row.to.channel == "web";
        if (row.web) {
            storage::history_row h;
            h.room = row.message.to;
            h.seq = ++seqs_[h.room];
            h.outbox = row.id;
            h.message = row.message;
            history.push_back(h);
            c.history.push_back(h);
        }
        outbox[row.id] = row;
        sent.push_back(row);
    }
    c.outbox = std::move(sent);
}

void memory_store::put_receipt(const storage::receipt& r) {
    std::erase_if(receipts, [&](const storage::receipt& have) {
        return have.room == r.room && have.platform_id == r.platform_id;
    });
    receipts.push_back(r);
}

std::vector<storage::address> memory_store::ways(person_id who, const std::vector<std::string>& tried) const {
    std::vector<storage::address> out;
    for (const auto& [a, p] : book)
        if (speaker_of(p) == speaker_of(who) && std::ranges::find(tried, a.channel) == tried.end()) out.push_back(a);
    return out;
}

}  // namespace linli::test
