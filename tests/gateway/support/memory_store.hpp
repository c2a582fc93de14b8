// A store in memory that remembers in which order it was used and fails when it is told to.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "dialogs/incidents.hpp"
#include "storage/store.hpp"

namespace linli::test {

class memory_store : public storage::store {
public:
    // Faults. `refuse`: commits that hold such words fail, others succeed. Any thread.
    std::atomic<bool> broken{false};
    std::string refuse;
    std::atomic<int> commits{0};
    std::atomic<int> loads{0};

    // What is on disk.
    std::map<storage::address, person_id> book;
    std::set<storage::dedupe_key> dedupe;
    std::vector<storage::recorded> events;
    std::map<person_id, conversation> conversations;
    std::map<person_id, office> offices;
    std::map<case_code, case_file> cases;
    std::vector<case_entry> entries;
    std::map<std::int64_t, storage::outbox_row> outbox;
    std::vector<storage::batch_changes::written> wrote;
    std::vector<storage::history_row> history;
    std::map<std::int64_t, linli::event> posts;
    std::map<std::string, storage::fetch_row> fetches;
    std::vector<storage::receipt> receipts;
    std::vector<storage::attempt> attempts;
    std::vector<storage::thread> threads;
    std::vector<storage::parked_row> parked_rows;
    std::map<person_id, instant> due_at;
    std::map<case_code, instant> case_due_at;
    std::map<person_id, bool> reached;
    std::map<person_id, person_id> speakers;
    std::map<std::string, std::string> settings;
    std::vector<std::size_t> batch_sizes;

    storage::loaded load(const storage::batch_keys& k) override {
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
            out.threads.push_back(thread_where(
                [&](const auto& have) { return have.room == t.room && have.about == t.about; }));
        for (const auto& t : k.thread_ids)
            out.thread_ids.push_back(thread_where([&](const auto& have) {
                return have.room == t.room && have.platform_id == t.platform_id;
            }));
        if (k.open_cases)
            for (const auto& [code, f] : cases)
                if (is_open(f.state)) out.open_cases.push_back(f);
        return out;
    }

    void commit(storage::batch_changes& c) override {
        check();
        for (const auto& e : c.events) {
            const auto* s = std::get_if<said>(&e.event.body);
            if (s && !refuse.empty() && s->text == refuse && e.note != "parked")
                fail("refused: " + refuse);
            if (!e.dedupe.key.empty() && dedupe.contains(e.dedupe)) fail("a dedupe key twice");
        }
        for (const auto& w : c.conversations) version(conversations, w.state.id, w.state.version);
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
            std::erase_if(threads, [&](const auto& have) {
                return have.room == t.room && have.about == t.about;
            });
            if (!t.platform_id.empty()) threads.push_back(t);
        }
        for (const auto& r : c.receipts) put_receipt(r);
        for (const auto& p : c.postpones)
            if (outbox.contains(p.id)) outbox[p.id].attempts = p.attempts;
        for (auto& p : c.parked) {
            p.id = next_id_++;
            p.cause = cause_of(c, p);
            parked_rows.push_back(p);
        }
        for (auto id : c.parked_taken)
            std::erase_if(parked_rows, [&](const auto& p) { return p.id == id; });
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

    person_id person_for(const storage::address& a) override {
        if (!book.contains(a)) book[a] = person_id{next_person_++};
        return book[a];
    }
    void bind(person_id who, const storage::address& a) override { book[a] = who; }
    person_id speaker_of(person_id who) const override {
        const auto at = speakers.find(who);
        return at == speakers.end() ? who : at->second;
    }
    std::vector<person_id> joined_to(person_id speaker) const override {
        std::vector<person_id> out;
        for (const auto& [who, by] : speakers)
            if (by == speaker) out.push_back(who);
        return out;
    }
    std::optional<storage::address> address_of(person_id who) override {
        check();
        for (const auto& [a, p] : book)
            if (p == who) return a;
        return std::nullopt;
    }
    std::vector<due_row> due(instant now, std::size_t limit) override {
        std::vector<due_row> out;
        for (const auto& [p, t] : due_at)
            if (t <= now && out.size() < limit) out.push_back({p, {}});
        for (const auto& [c, t] : case_due_at)
            if (t <= now && out.size() < limit) out.push_back({{}, c});
        return out;
    }
    instant next_due() override {
        instant t = never;
        for (const auto& [p, at] : due_at) t = std::min(t, at);
        for (const auto& [c, at] : case_due_at) t = std::min(t, at);
        return t;
    }
    std::vector<storage::posted_row> pending_posts(std::size_t) override {
        std::vector<storage::posted_row> out;
        for (const auto& [id, e] : posts) out.push_back({id, e});
        return out;
    }
    std::vector<storage::outbox_row> unsent(instant, instant, std::size_t limit) override {
        check();
        std::vector<storage::outbox_row> out;
        for (auto& [id, row] : outbox)
            if (lost && out.size() < limit) out.push_back(row);
        lost = false;
        return out;
    }
    std::vector<storage::fetch_row> pending_fetches(std::size_t) override {
        std::vector<storage::fetch_row> out;
        for (const auto& [job, f] : fetches) out.push_back(f);
        return out;
    }
    std::vector<storage::parked_row> parked(std::size_t) override { return parked_rows; }
    case_code last_case() override { return cases.empty() ? case_code{} : cases.rbegin()->first; }
    std::vector<storage::outbox_row> web_unsettled(person_id room, std::int64_t seq) override {
        check();
        std::vector<storage::outbox_row> out;
        for (const auto& h : history)
            if (h.room == room && h.seq <= seq && h.outbox && outbox.contains(h.outbox))
                out.push_back(outbox[h.outbox]);
        return out;
    }
    void put_session(const std::string&, const web_session&) override {}
    std::optional<web_session> take_link(const std::string&, instant) override { return {}; }
    void put_link(const std::string&, const web_session&) override {}
    void drop_sessions(const std::string&) override {}
    std::optional<std::string> setting(const std::string& key) override { return find(settings, key); }
    void set_setting(const std::string& key, const std::string& value) override {
        check();
        settings[key] = value;
    }
    bool prune(instant) override { return false; }

    bool lost = false;  // the outbox belongs to nobody, as after a start

private:
    [[noreturn]] static void fail(const std::string& why) { throw storage::store_error(why, false); }
    void check() const {
        if (broken) throw storage::store_error("the disk is full", true);
    }
    template <class Map, class Key>
    static std::optional<typename Map::mapped_type> find(const Map& m, const Key& k) {
        const auto it = m.find(k);
        if (it == m.end()) return std::nullopt;
        return it->second;
    }
    template <class Map, class Key>
    static void version(const Map& m, const Key& k, std::int64_t wanted) {
        const auto it = m.find(k);
        if ((it == m.end() ? 0 : it->second.version) != wanted) fail("another version");
    }
    template <class Dues, class Key, class Write>
    static void put_due(Dues& dues, const Key& k, const Write& w) {
        auto [it, is_new] = dues.try_emplace(k, w.due);
        if (w.exact || w.due < it->second) it->second = w.due;
    }
    void put_states(const storage::batch_changes& c) {
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
        entries.insert(entries.end(), c.entries.begin(), c.entries.end());
    }
    template <class Row>
    static std::int64_t cause_of(const storage::batch_changes& c, const Row& row) {
        return row.because < c.events.size() ? c.events[row.because].event.id : row.cause;
    }

    void put_messages(storage::batch_changes& c) {
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

    void put_receipt(const storage::receipt& r) {
        std::erase_if(receipts, [&](const storage::receipt& have) {
            return have.room == r.room && have.platform_id == r.platform_id;
        });
        receipts.push_back(r);
    }
    std::vector<storage::address> ways(person_id who, const std::vector<std::string>& tried) const {
        std::vector<storage::address> out;
        for (const auto& [a, p] : book)
            if (speaker_of(p) == speaker_of(who) && std::ranges::find(tried, a.channel) == tried.end()) out.push_back(a);
        return out;
    }

    std::map<storage::address, person_id> new_;
    std::map<person_id, std::int64_t> seqs_;
    std::int64_t next_person_ = 1;
    std::int64_t next_id_ = 1;
};

}  // namespace linli::test
