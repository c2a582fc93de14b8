#include "storage/case_search.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "dialogs/understanding/terms.hpp"
#include "storage/codec.hpp"
#include "storage/contact.hpp"
#include "storage/states.hpp"

namespace linli::storage {
namespace {

constexpr std::string_view made_by = "2";   // changes with terms.cpp and with row_of
constexpr std::size_t fill_at_once = 500;   // cases in memory while every row is made
constexpr std::size_t some_terms_max = 16;  // of a whole sentence: the rest adds time, no sense
constexpr std::size_t each_term = 50;       // newest cases that are looked at for one of its terms

// A rejection says why nothing was mended.
bool was_mended(const case_file& f) {
    const bool over = f.state == state::resolved || f.state == state::closed;
    return over && f.outcome != outcome::unfounded && !f.result.empty();
}

void add(std::string& to, const std::string& more) {
    if (more.empty()) return;
    if (!to.empty()) to += ' ';
    to += more;
}

std::string kind_term(std::string_view category) { return place_term("", category); }

std::string either(const std::string& a, const std::string& b, std::string_view how) {
    if (a.empty() || b.empty()) return a + b;
    std::string out = "(" + a + ") ";
    out.append(how).append(" (" + b + ")");
    return out;
}
std::string both(const std::string& a, const std::string& b) { return either(a, b, "AND"); }

std::string phrase(const std::vector<std::string>& terms, bool begins) {
    std::string out = "\"";
    for (const auto& t : terms) add(out, t);
    if (out.size() > 1 && out[1] == ' ') out.erase(1, 1);
    return out + (begins ? "\"*" : "\"");
}

bool names_place(const search_word& w, const place& p) {
    if (w.terms.size() != 1 || p.building.empty()) return false;
    const auto term = "=" + w.terms.front();
    return term == place_term("=", p.building) || term == place_term("=", p.unit) || term == place_term("=", p.room);
}

struct expressions {
    std::string words, building, flat, kinds;
    std::vector<std::string> terms;  // of the words, each alone
};

// Every part of an expression is a term between quotes: what people wrote never is syntax.
expressions read(const lookup& what) {
    expressions x;
    for (const auto& w : search_words(what.words)) {
        if (names_place(w, what.near)) continue;
        x.words = both(x.words, "{place wrong done} : " + phrase(w.terms, w.begins));
        for (const auto& t : w.terms)
            if (x.terms.size() < some_terms_max) x.terms.push_back(phrase({t}, w.begins));
    }
    const auto part = [](std::string_view tag, const std::string& value) {
        const auto term = place_term(tag, value);
        return term.empty() ? term : "place : " + phrase({term}, false);
    };
    x.building = part("b", what.near.building);
    x.flat = both(part("u", what.near.unit), part("r", what.near.room));
    for (const auto& c : what.categories)
        if (const auto term = kind_term(c); !term.empty())
            x.kinds = either(x.kinds, "kind : " + phrase({term}, false), "OR");
    return x;
}

}  // namespace

case_search::case_search(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      log_(db, "SELECT body FROM case_entry WHERE code=? ORDER BY seq"),
      case_(db, "SELECT version, body FROM case_file WHERE code=?"),
      old_(db, "SELECT kind, place, wrong, done FROM case_search WHERE rowid=?"),
      drop_(db, "DELETE FROM case_search WHERE rowid=?"),
      put_(db, "INSERT INTO case_search(rowid, kind, place, wrong, done) VALUES(?, ?, ?, ?, ?)"),
      newest_(db, "SELECT rowid FROM case_search WHERE case_search MATCH ? ORDER BY rowid DESC LIMIT ?") {}

case_search::row case_search::row_of(const case_file& f) {
    row r;
    r.kind = kind_term(f.category);
    const auto place_part = [&](std::string_view tag, const std::string& value) {
        add(r.place, place_term(tag, value));
        add(r.place, place_term("", value));
    };
    place_part("b", f.place.building);
    if (!f.intake.confidential) {  // a flat would name its people
        place_part("u", f.place.unit);
        place_part("r", f.place.room);
    }
    // Whose words nobody is shown, nobody finds by them: whether they say 收钱 would be told by what is found.
    if (f.intake.words_withheld) return r;
    contact who;
    for (const auto& name : {f.name, f.intake.reporter_name}) who.add_name(name);
    for (const auto& phone : {f.phone, f.intake.phone}) who.add_phone(phone);
    std::vector<std::string> done{f.result, f.comment, f.lesson};
    auto rows = log_.query(f.code);
    while (rows.next()) {
        const auto e = decode<case_entry>(rows.text(0), keys_);
        who.add_phone(e.phone);
        if (e.what == action::contact) who.add_name(e.who_name);
        const bool told = e.what == action::note || e.what == action::findings || e.what == action::resolve;
        if (told && std::ranges::find(done, e.text) == done.end()) done.push_back(e.text);
    }
    const auto terms = [&](const std::string& text) { return search_terms(without(text, who)); };
    add(r.place, terms(f.place.spot));
    add(r.wrong, terms(f.intake.summary));
    if (!f.intake.confidential)
        for (const auto& words : f.intake.words)
            if (words != f.intake.summary) add(r.wrong, terms(words));
    for (const auto& a : f.intake.answers) add(r.wrong, terms(a.text));
    for (const auto& text : done) add(r.done, terms(text));
    return r;
}

void case_search::put(const case_file& f) {
    const auto r = row_of(f);
    drop_.run(f.code);
    put_.run(f.code, r.kind, r.place, r.wrong, r.done);
}

void case_search::write(const batch_changes& changes) {
    for (const auto& w : changes.cases) {
        const auto any = [&](auto which) {
            return std::ranges::any_of(changes.entries,
                                       [&](const case_entry& e) { return e.code == w.state.code && which(e); });
        };
        if (was_mended(w.state)) {
            if (any([](const case_entry& e) { return !e.text.empty() || e.what == action::correct_place; }))
                put(w.state);
        } else if (any([](const case_entry& e) { return e.what == action::reject; })) {
            drop_.run(w.state.code);
        }
    }
}

std::vector<case_code> case_search::newest(const std::string& expression, std::size_t most) {
    std::vector<case_code> codes;
    if (expression.empty()) return codes;
    auto rows = newest_.query(expression, most);
    while (rows.next()) codes.push_back(rows.id<case_code>(0));
    return codes;
}

// FTS5's own rank would read every case that holds one of the words: 2 ms for each 1,000 of them.
std::vector<case_code> case_search::holding_some(const std::vector<std::string>& terms) {
    std::map<case_code, int> worth;
    for (const auto& term : terms) {
        const auto codes = newest(term, each_term);
        for (const auto code : codes) worth[code] += codes.size() < each_term ? 2 : 1;  // a rare word says more
    }
    std::vector<std::pair<int, case_code>> order;
    for (const auto& [code, points] : worth) order.emplace_back(points, code);
    std::ranges::sort(order, std::greater<>());
    std::vector<case_code> best;
    for (const auto& [points, code] : order) best.push_back(code);
    return best;
}

std::vector<case_code> case_search::find(const lookup& what, std::size_t most) {
    const auto x = read(what);
    std::vector<case_code> found;
    const auto add = [&](const std::vector<case_code>& codes) {
        for (const auto code : codes)
            if (code != what.except && found.size() < most && std::ranges::find(found, code) == found.end())
                found.push_back(code);
    };
    const auto take = [&](const std::string& expression) {
        if (found.size() < most) add(newest(expression, most + 1 + found.size()));
    };
    const auto in_flat = both(x.building, x.flat);
    if (!what.like) {
        if (!x.building.empty()) {
            take(both(in_flat, x.words));
            take(both(x.building, x.words));
        }
        take(x.words);
    }
    if (!x.kinds.empty()) {
        if (!x.building.empty()) {
            take(both(in_flat, x.kinds));
            take(both(x.building, x.kinds));
        }
        take(x.kinds);
    }
    if (found.size() < most) add(holding_some(x.terms));
    return found;
}

void case_search::forgot(const std::vector<case_code>& cases) {
    bool changed = false;
    for (const auto code : cases) {
        row before;
        {
            auto rows = old_.query(code);
            if (!rows.next()) continue;
            before = {rows.copy(0), rows.copy(1), rows.copy(2), rows.copy(3)};
        }
        std::optional<case_file> f;
        {
            auto rows = case_.query(code);
            if (rows.next()) f = case_of(rows.integer(0), rows.text(1), keys_);
        }
        if (!f || row_of(*f) == before) continue;
        put(*f);
        changed = true;
    }
    // A deleted row's terms stay in the index until its pieces are merged: merge them now. Seldom, since
    // names are not indexed in the first place.
    if (changed) db_.execute("INSERT INTO case_search(case_search) VALUES('optimize')");
}

void case_search::fill() {
    statement made(db_, "SELECT 1 FROM setting WHERE key='case_search' AND value=?");
    if (made.query(made_by).next()) return;
    transaction whole(db_);
    db_.execute("DELETE FROM case_search");
    statement some(db_, "SELECT code, version, body FROM case_file WHERE code>? ORDER BY code LIMIT ?");
    std::int64_t last = 0;
    std::vector<case_file> piece;
    do {
        piece.clear();
        {
            auto rows = some.query(last, fill_at_once);
            while (rows.next()) {
                last = rows.integer(0);
                piece.push_back(case_of(rows.integer(1), rows.text(2), keys_));
            }
        }
        for (const auto& f : piece)
            if (was_mended(f)) put(f);
    } while (piece.size() == fill_at_once);
    statement(db_, "INSERT OR REPLACE INTO setting(key, value) VALUES('case_search', ?)").run(made_by);
    whole.commit();
}

}  // namespace linli::storage
