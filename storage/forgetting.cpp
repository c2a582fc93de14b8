#include "storage/forgetting.hpp"

#include <algorithm>
#include <vector>

#include "storage/contact.hpp"
#include "storage/states.hpp"
#include "storage/web_rooms.hpp"

namespace linli::storage {
namespace {

class remover {
public:
    remover(connection& db, const key_ring& keys, person_id who, const std::vector<person_id>& all)
        : db_(db), keys_(keys), who_(who), all_(all) {}

    std::vector<case_code> run() {
        read();
        std::vector<case_code> rewritten;
        for (auto& f : cases_) {
            rewritten.push_back(f.code);
            rewrite(f);
            rewrite_entries(f.code);
            rewrite_said(f.code);
            rewrite_shown(f.code);
        }
        if (contact_.empty()) return rewritten;
        // Words to staff may stand there as well; what is under way loses its second way.
        statement(db_, "UPDATE receipt SET otherwise='' WHERE otherwise<>''").run();
        rewrite_bodies<outgoing>("outbox");
        rewrite_bodies<event>("posted");
        rewrite_bodies<event>("parked");
        return rewritten;
    }

private:
    void read() {
        states rooms(db_, keys_);
        for (const auto one : all_) {
            std::optional<conversation> talk;
            std::optional<linli::office> none;
            rooms.load(one, talk, none);
            if (!talk) continue;
            contact_.add_name(talk->name);
            contact_.add_phone(talk->phone);
        }
        statement theirs(db_, "SELECT version, body FROM case_file WHERE reporter>0 AND reporter=?");
        auto rows = theirs.query(who_);
        while (rows.next()) {
            const auto& f = cases_.emplace_back(case_of(rows.integer(0), rows.text(1), keys_));
            contact_.add_name(f.name);
            contact_.add_phone(f.phone);
            contact_.add_name(f.intake.reporter_name);
            contact_.add_phone(f.intake.phone);
        }
        for (const auto& f : cases_)
            for (const auto& e : log_of(f.code)) contact_.add_phone(e.phone);
    }

    std::vector<case_entry> log_of(case_code code) {
        std::vector<case_entry> log;
        statement all(db_, "SELECT body FROM case_entry WHERE code=?");
        auto rows = all.query(code);
        while (rows.next()) log.push_back(decode<case_entry>(rows.text(0), keys_));
        return log;
    }

    void clear(intake& i) {
        i.reporter_name.clear();
        i.phone.clear();
    }

    void rewrite(case_file& f) {
        f.name.clear();
        f.phone.clear();
        clear(f.intake);
        scrub(f, contact_);
        statement(db_, "UPDATE case_file SET version=version+1, body=? WHERE code=?").run(encode(f, keys_), f.code);
    }

    void rewrite_entries(case_code code) {
        auto log = log_of(code);
        statement(db_, "INSERT INTO redacting(code) VALUES(?)").run(code);
        statement put(db_, "UPDATE case_entry SET body=? WHERE code=? AND seq=?");
        for (auto& e : log) {
            if (std::ranges::find(all_, e.actor) != all_.end()) e.actor_name.clear();
            if (e.what == action::contact) e.text.clear();  // the name
            e.phone.clear();
            for (auto& i : e.opened) clear(i);
            scrub(e, contact_);
            put.run(encode(e, keys_), code, e.seq);
        }
        statement(db_, "DELETE FROM redacting WHERE code=?").run(code);
    }

    // What staff wrote about the case.
    void rewrite_said(case_code code) {
        std::vector<std::pair<std::int64_t, std::string>> changed;
        {
            statement all(db_, "SELECT id, text FROM message WHERE about>0 AND about=? AND room<>?");
            auto rows = all.query(code, who_);
            while (rows.next())
                if (auto clean = without(rows.copy(1), contact_); clean != rows.text(1))
                    changed.emplace_back(rows.integer(0), std::move(clean));
        }
        statement put(db_, "UPDATE message SET text=? WHERE id=?");
        for (const auto& [id, text] : changed) put.run(text, id);
    }

    // What staff were shown about it on the web.
    void rewrite_shown(case_code code) {
        struct shown {
            std::int64_t room, seq;
            history_body body;
        };
        std::vector<shown> all;
        {
            statement ask(db_, "SELECT room, seq, body FROM history WHERE about>0 AND about=? AND room<>?");
            auto rows = ask.query(code, who_);
            while (rows.next())
                all.push_back({rows.integer(0), rows.integer(1), decode<history_body>(rows.text(2), keys_)});
        }
        statement put(db_, "UPDATE history SET body=? WHERE room=? AND seq=?");
        for (auto& row : all) {
            scrub(row.body, contact_);
            put.run(encode(row.body, keys_), row.room, row.seq);
        }
    }

    // Queues are short: what waits there is rewritten whole.
    template <class T>
    void rewrite_bodies(const std::string& table) {
        std::vector<std::pair<std::int64_t, T>> all;
        {
            statement ask(db_, "SELECT id, body FROM " + table);
            auto rows = ask.query();
            while (rows.next()) all.emplace_back(rows.integer(0), decode<T>(rows.text(1), keys_));
        }
        statement put(db_, "UPDATE " + table + " SET body=? WHERE id=?");
        for (auto& [id, value] : all) {
            const auto before = encode(value, keys_);
            scrub(value, contact_);
            if (auto after = encode(value, keys_); after != before) put.run(after, id);
        }
    }

    connection& db_;
    const key_ring& keys_;
    person_id who_;
    const std::vector<person_id>& all_;
    contact contact_;
    std::vector<case_file> cases_;
};

}  // namespace

std::vector<case_code> remove_contact(connection& db, const key_ring& keys, person_id who,
                                      const std::vector<person_id>& all) {
    return remover(db, keys, who, all).run();
}

}  // namespace linli::storage
