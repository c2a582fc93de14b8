#include "storage/tracing.hpp"

#include <algorithm>

#include "storage/codec.hpp"
#include "storage/sqlite_reader.hpp"
#include "storage/told_before.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t sends_max = 500;  // of one message: a broadcast, cut
constexpr std::int64_t messages_back = 100'000;
constexpr int steps_between_looks = 10'000;  // of SQLite's machine: well below a millisecond

constexpr std::string_view attempt_columns =
    "SELECT a.at, a.outbox, a.cause, a.room, coalesce(c.name, ''), a.about, a.tag, a.how, a.detail, a.ids "
    "FROM attempt a LEFT JOIN channel c ON c.id=a.channel WHERE ";

attempt attempt_of(const statement::rows& r) {
    attempt a;
    a.at = r.time(0);
    a.outbox = r.integer(1);
    a.cause = r.integer(2);
    a.room = r.id<person_id>(3);
    a.channel = r.copy(4);
    a.about = r.id<case_code>(5);
    a.tag = r.copy(6);
    a.how = r.copy(7);
    a.detail = r.copy(8);
    a.ids = r.copy(9);
    return a;
}

// A member of the codec's JSON as it stands in a body.
std::string as_written(std::string_view name, std::string_view value) {
    std::string out;
    codec::append_text(out, name);
    out += ':';
    codec::append_text(out, value);
    return out;
}

std::vector<std::int64_t> numbers(statement::rows rows) {
    std::vector<std::int64_t> all;
    while (rows.next()) all.push_back(rows.integer(0));
    return all;
}

traced_send& send_of(std::vector<traced_send>& all, std::int64_t outbox) {
    const auto known = std::ranges::find(all, outbox, &traced_send::outbox);
    if (known != all.end() && outbox != attempt::unaddressed) return *known;
    auto& fresh = all.emplace_back();
    fresh.outbox = outbox;
    return fresh;
}

}  // namespace

result<std::unique_ptr<tracing>, std::string> tracing::open(const std::filesystem::path& database,
                                                            const std::filesystem::path& key_file) try {
    const auto keys = sqlite_reader::may_read(database, key_file);
    if (!keys) return failure{keys.error()};
    return std::unique_ptr<tracing>(new tracing(database, *keys));
} catch (const store_error& e) {
    return failure{database.string() + ": " + e.what()};
}

tracing::tracing(const std::filesystem::path& database, const key_ring& keys)
    : keys_(keys), db_(database, connection::mode::read) {}

std::int64_t tracing::channel_number(const std::string& name) {
    statement ask(db_, "SELECT id FROM channel WHERE name=?");
    auto rows = ask.query(name);
    return rows.next() ? rows.integer(0) : -1;
}

std::optional<traced_message> tracing::message(std::int64_t id) {
    statement ask(db_,
                  "SELECT m.id, m.at, m.room, m.sender, coalesce(c.name, ''), m.kind, m.note, m.about, "
                  "m.text, m.body FROM message m LEFT JOIN channel c ON c.id=m.channel WHERE m.id=?");
    auto rows = ask.query(id);
    if (!rows.next()) return std::nullopt;
    traced_message m;
    m.id = rows.integer(0);
    m.at = rows.time(1);
    m.room = rows.id<person_id>(2);
    m.sender = rows.id<person_id>(3);
    m.channel = rows.copy(4);
    m.kind = rows.copy(5);
    m.note = rows.copy(6);
    m.about = rows.id<case_code>(7);
    m.text = rows.copy(8);
    if (m.kind == pressed::kind) {
        m.platform_id = decode<pressed>(rows.text(9), keys_).message_id;
    } else if (m.kind == said::kind) {
        const auto s = decode<said>(rows.text(9), keys_);
        m.platform_id = s.message_id;
        m.reply_to = s.reply_to;
        m.attachments = s.attachments.size();
        m.media = s.media.size();
        m.edited = s.edited;
        m.forwarded = s.forwarded;
    }
    return m;
}

std::vector<std::int64_t> tracing::messages_of(case_code about, std::size_t limit) {
    std::vector<std::int64_t> all;
    statement file(db_, "SELECT body FROM case_file WHERE code=?");
    if (auto rows = file.query(about); rows.next())
        all = told_before(db_).messages_of(decode<case_file>(rows.text(0), keys_));
    statement ask(db_, "SELECT id FROM message WHERE about>0 AND about=? ORDER BY id LIMIT ?");
    const auto later = numbers(ask.query(about, limit));
    all.insert(all.end(), later.begin(), later.end());
    if (all.size() > limit) all.resize(limit);
    return all;
}

// What a tap carries is the id of our own message, so that only words count.
std::vector<std::int64_t> tracing::messages_named(const std::string& channel, const std::string& platform_id,
                                                  std::size_t limit) {
    statement ask(db_,
                  "SELECT id FROM message WHERE kind=?1 AND instr(body, ?2)>0 AND (?3='' OR channel=?4) "
                  "ORDER BY id DESC LIMIT ?5");
    return numbers(
        ask.query(said::kind, as_written("message_id", platform_id), channel, channel_number(channel), limit));
}

std::vector<std::int64_t> tracing::sends_named(const std::string& channel, const std::string& platform_id,
                                               std::size_t limit) {
    statement ask(db_,
                  "SELECT outbox FROM attempt WHERE outbox>0 AND "
                  "instr(' '||ids||' ', ' '||?1||' ')>0 AND (?2='' OR channel=?3) "
                  "GROUP BY outbox ORDER BY max(id) DESC LIMIT ?4");
    return numbers(ask.query(platform_id, channel, channel_number(channel), limit));
}

std::vector<traced_send> tracing::gather(const std::string& attempts_where, const std::string& outbox_where,
                                         std::int64_t key, instant from, instant until) {
    std::vector<traced_send> all;
    db_.begin_read();  // one snapshot: a row is either waiting or settled
    try {
        statement tries(db_, std::string(attempt_columns) + attempts_where + " AND ?2<=?3 ORDER BY a.id LIMIT 5000");
        for (auto rows = tries.query(key, from, until); rows.next();) {
            auto a = attempt_of(rows);
            if (all.size() >= sends_max && std::ranges::find(all, a.outbox, &traced_send::outbox) == all.end())
                continue;
            auto& s = send_of(all, a.outbox);
            s.cause = a.cause;
            s.room = a.room;
            s.about = a.about;
            s.channel = a.channel;
            s.tag = a.tag;
            s.tries.push_back(std::move(a));
        }
        statement waits(db_, "SELECT id, cause, room, due, seq, body FROM outbox WHERE " + outbox_where +
                                 " AND ?2<=?3 ORDER BY id LIMIT 500");
        for (auto rows = waits.query(key, from, until); rows.next();) {
            auto& s = send_of(all, rows.integer(0));
            const auto m = decode<outgoing>(rows.text(5), keys_);
            s.waiting = true;
            s.cause = rows.integer(1);
            s.room = rows.id<person_id>(2);
            s.due = rows.time(3);
            s.web = !rows.null(4);
            s.about = m.about;
            s.tag = m.tag;
        }
        add_reports(all);
        db_.commit();
    } catch (...) {
        db_.roll_back();
        throw;
    }
    std::ranges::sort(all, {}, &traced_send::outbox);
    return all;
}

void tracing::add_reports(std::vector<traced_send>& sends) {
    std::string wanted = " ";  // "room:id " of each
    for (const auto& s : sends)
        for (const auto& t : s.tries) {
            std::string_view ids = t.ids;
            while (!ids.empty()) {
                const auto end = std::min(ids.find(' '), ids.size());
                wanted += std::to_string(static_cast<std::int64_t>(s.room));
                wanted.append(":").append(ids.substr(0, end)).append(" ");
                ids.remove_prefix(std::min(end + 1, ids.size()));
            }
        }
    if (wanted.size() == 1) return;
    statement ask(db_, std::string(attempt_columns) +
                           "a.outbox=0 AND instr(?1, ' '||a.room||':'||a.ids||' ')>0 ORDER BY a.id LIMIT 5000");
    for (auto rows = ask.query(wanted); rows.next();) {
        auto a = attempt_of(rows);
        for (auto& s : sends) {
            const auto names = [&](const attempt& t) {
                return (' ' + t.ids + ' ').find(' ' + a.ids + ' ') != std::string::npos;
            };
            if (s.room != a.room || std::ranges::none_of(s.tries, names)) continue;
            s.reports.push_back(a);
            break;
        }
    }
}

std::vector<traced_send> tracing::sends_because_of(std::int64_t message) {
    return gather("a.cause=?1 AND a.outbox<>0", "cause=?1", message, {}, {});
}

std::vector<traced_send> tracing::sends_into(person_id room, instant from, instant until) {
    // A try of the web chat is the browser's word that it shows it; a greeting may have stood there before.
    return gather(
        "a.cause=0 AND a.outbox<>0 AND a.room=?1 AND a.at>=?2 AND a.at<?3 AND NOT EXISTS (SELECT 1 FROM "
        "history h WHERE h.room=a.room AND h.outbox=a.outbox AND h.at<?2)",
        "cause=0 AND room=?1 AND due>=?2 AND due<?3", static_cast<std::int64_t>(room), from, until);
}

std::optional<traced_send> tracing::send(std::int64_t outbox) {
    auto all = gather("a.outbox=?1", "id=?1", outbox, {}, {});
    if (all.empty() || outbox <= 0) return std::nullopt;
    return std::move(all.front());
}

std::optional<instant> tracing::last_heard(const std::string& channel) {
    const auto number = channel_number(channel);
    std::optional<instant> last;
    statement keys(db_, "SELECT max(minute) FROM dedupe WHERE channel=?");
    if (auto rows = keys.query(number); rows.next() && !rows.null(0))
        last = instant{std::chrono::minutes{rows.integer(0)}};
    statement undated(db_, "SELECT max(at) FROM dedupe_undated WHERE channel=?");
    if (auto rows = undated.query(number); rows.next() && !rows.null(0))
        last = std::max(last, std::optional(rows.time(0)));
    if (last) return last;
    statement newest(db_,
                     "SELECT max(at) FROM message WHERE id>(SELECT coalesce(max(id), 0) FROM message)-?1 "
                     "AND channel=?2");
    if (auto rows = newest.query(messages_back, number); rows.next() && !rows.null(0)) return rows.time(0);
    return std::nullopt;
}

std::optional<instant> tracing::last_sent(const std::string& channel) {
    statement ask(db_,
                  "SELECT at FROM attempt WHERE channel=? AND outbox>0 AND how IN ('delivered', 'accepted') "
                  "ORDER BY id DESC LIMIT 1");
    auto rows = ask.query(channel_number(channel));
    if (!rows.next()) return std::nullopt;
    return rows.time(0);
}

std::optional<std::string> tracing::health(const std::function<bool()>& over) {
    struct watch {
        sqlite3* db;
        const std::function<bool()>& over;
        bool stopped = false;
        watch(sqlite3* d, const std::function<bool()>& o) : db(d), over(o) {
            const auto ask = [](void* w) {
                auto& self = *static_cast<watch*>(w);
                return (self.stopped = self.over()) ? 1 : 0;
            };
            sqlite3_progress_handler(db, steps_between_looks, ask, this);
        }
        ~watch() { sqlite3_progress_handler(db, 0, nullptr, nullptr); }
    } watching(db_.handle(), over);
    try {
        statement check(db_, "PRAGMA quick_check(1)");
        auto rows = check.query();
        return rows.next() ? rows.copy(0) : "no answer";
    } catch (const store_error&) {
        if (watching.stopped) return std::nullopt;
        throw;
    }
}

std::int64_t tracing::parked() {
    statement ask(db_, "SELECT count(*) FROM parked");
    auto rows = ask.query();
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<instant> tracing::oldest_waiting() {
    statement ask(db_, "SELECT min(due) FROM outbox WHERE seq IS NULL");
    auto rows = ask.query();
    if (!rows.next() || rows.null(0)) return std::nullopt;
    return rows.time(0);
}

}  // namespace linli::storage
