#include "tests/bench/ceiling_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

namespace linli::bench {
namespace {

constexpr std::size_t most = 512;                            // updates a commit: bounds latency
constexpr auto settle_wait = std::chrono::milliseconds(20);  // marks alone wait this long for company

constexpr const char* schema = R"(
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=10000;
CREATE TABLE dedupe(update_id INTEGER PRIMARY KEY);
CREATE TABLE inbound(id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE session(chat INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE outbox(id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, text TEXT NOT NULL,
                    sent INTEGER NOT NULL DEFAULT 0);
)";

class database {
public:
    explicit database(const std::string& file) {
        if (sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                            nullptr))
            fail();
        run(schema);
    }
    ~database() {
        for (auto* s : statements_) sqlite3_finalize(s);
        sqlite3_close(db_);
    }
    database(const database&) = delete;
    database& operator=(const database&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
    }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* s = nullptr;
        if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr)) fail();
        statements_.push_back(s);
        return s;
    }
    // Runs a prepared statement to its end; the text of its first column, or "".
    template <class... Values>
    std::string exec(sqlite3_stmt* s, const Values&... values) {
        int at = 0;
        (bind(s, ++at, values), ...);
        std::string text;
        int rc = sqlite3_step(s);
        if (rc == SQLITE_ROW) {
            text.assign(reinterpret_cast<const char*>(sqlite3_column_text(s, 0)),
                        static_cast<std::size_t>(sqlite3_column_bytes(s, 0)));
        } else if (rc != SQLITE_DONE) {
            fail();
        }
        sqlite3_reset(s);
        return text;
    }
    bool changed() const { return sqlite3_changes(db_) > 0; }
    std::int64_t last_row() const { return sqlite3_last_insert_rowid(db_); }

private:
    static void bind(sqlite3_stmt* s, int at, std::int64_t n) { sqlite3_bind_int64(s, at, n); }
    static void bind(sqlite3_stmt* s, int at, const std::string& t) {
        sqlite3_bind_text(s, at, t.data(), static_cast<int>(t.size()), SQLITE_STATIC);
    }
    [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(db_)); }

    sqlite3* db_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

// The dialogue: what to answer, and the new state.
std::string converse(nlohmann::json& state, const std::string& text) {
    constexpr const char* questions[] = {"您好！请选择类别：1 报修 2 清洁 3 绿化 4 其他 [0/4]",
                                         "请描述发生了什么。 [1/4]", "在哪里？请写楼栋、单元、房号。 [2/4]",
                                         "请确认提交：1 对，提交 2 要改 [3/4]",
                                         "已登记，工程维修部 30 分钟内联系您。 [4/4]"};
    constexpr const char* fields[] = {"", "category", "description", "location", "confirmed"};
    const int step = text == "/start" ? 0 : state.value("step", 0) + 1;
    if (step == 0 || step > 4) {
        state = {{"step", 0}};
        return questions[0];
    }
    state["step"] = step == 4 ? 0 : step;
    state[fields[step]] = text;
    return questions[step];
}

}  // namespace

class ceiling_store::impl {
public:
    impl(const std::string& file, std::function<void(committed_batch)> committed)
        : db_(file), committed_(std::move(committed)), thread_([this] { loop(); }) {}

    void submit(update u) {
        {
            std::lock_guard lock(mutex_);
            updates_.push_back(std::move(u));
        }
        wake_.notify_one();
    }
    void settle(std::int64_t row) {
        std::lock_guard lock(mutex_);
        settled_.push_back(row);
    }
    void stop() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        if (thread_.joinable()) thread_.join();
    }
    std::string report() {
        return fmt::format(R"({{"commits":{},"turns":{},"journal_mode":"{}","synchronous":"{}","sqlite":"{}"}})",
                           commits_, turns_, db_.exec(db_.prepare("PRAGMA journal_mode")),
                           db_.exec(db_.prepare("PRAGMA synchronous")), sqlite3_libversion());
    }

private:
    void loop() {
        std::vector<update> updates;
        std::vector<std::int64_t> settled;
        for (;;) {
            {
                std::unique_lock lock(mutex_);
                wake_.wait_for(lock, settle_wait, [&] { return !updates_.empty() || stopping_; });
                if (updates_.empty() && settled_.empty()) {
                    if (stopping_) return;
                    continue;
                }
                const auto n = std::min(most, updates_.size());
                updates.assign(std::make_move_iterator(updates_.begin()),
                               std::make_move_iterator(updates_.begin() + static_cast<std::ptrdiff_t>(n)));
                updates_.erase(updates_.begin(), updates_.begin() + static_cast<std::ptrdiff_t>(n));
                settled.swap(settled_);
            }
            committed_(take(updates, settled));
            settled.clear();
        }
    }

    committed_batch take(std::vector<update>& updates, const std::vector<std::int64_t>& settled) {
        committed_batch out;
        db_.run("BEGIN IMMEDIATE");
        for (const auto row : settled) db_.exec(mark_, row);
        for (auto& u : updates) {
            out.acks.push_back(std::move(u.from));
            db_.exec(dedupe_, u.id);
            if (!db_.changed()) continue;
            db_.exec(record_, u.chat, u.body);
            const auto stored = db_.exec(read_, u.chat);
            auto state = stored.empty() ? nlohmann::json::object() : nlohmann::json::parse(stored);
            auto text = converse(state, u.text);
            const auto written = state.dump();
            db_.exec(write_, u.chat, written);
            db_.exec(send_, u.chat, text);
            out.sends.push_back({db_.last_row(), u.chat, std::move(text)});
            ++turns_;
        }
        db_.run("COMMIT");
        ++commits_;
        return out;
    }

    database db_;
    sqlite3_stmt* dedupe_ = db_.prepare("INSERT INTO dedupe VALUES(?1) ON CONFLICT DO NOTHING");
    sqlite3_stmt* record_ = db_.prepare("INSERT INTO inbound(chat, body) VALUES(?1, ?2)");
    sqlite3_stmt* read_ = db_.prepare("SELECT state FROM session WHERE chat = ?1");
    sqlite3_stmt* write_ = db_.prepare(
        "INSERT INTO session VALUES(?1, ?2) ON CONFLICT(chat) DO UPDATE SET state = "
        "excluded.state");
    sqlite3_stmt* send_ = db_.prepare("INSERT INTO outbox(chat, text) VALUES(?1, ?2)");
    sqlite3_stmt* mark_ = db_.prepare("UPDATE outbox SET sent = 1 WHERE id = ?1");
    std::function<void(committed_batch)> committed_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<update> updates_;
    std::vector<std::int64_t> settled_;
    bool stopping_ = false;
    std::uint64_t commits_ = 0, turns_ = 0;
    std::thread thread_;
};

ceiling_store::ceiling_store(const std::string& file, std::function<void(committed_batch)> committed)
    : impl_(std::make_unique<impl>(file, std::move(committed))) {}
ceiling_store::~ceiling_store() { stop(); }
void ceiling_store::submit(update u) { impl_->submit(std::move(u)); }
void ceiling_store::settle(std::int64_t row) { impl_->settle(row); }
void ceiling_store::stop() { impl_->stop(); }
std::string ceiling_store::report() const { return impl_->report(); }

}  // namespace linli::bench
