#include "tests/conversations/world.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <charconv>
#include <filesystem>

#include "dialogs/cards.hpp"
#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/work.hpp"
#include "gateway/data/data_files.hpp"
#include "gateway/data/taxonomy_file.hpp"
#include "storage/codec.hpp"
#include "storage/schema.hpp"
#include "storage/states.hpp"
#include "tests/support/files.hpp"

namespace linli::test {
namespace {

constexpr instant tuesday_21_40{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{13} +
                                std::chrono::minutes{40}};
constexpr int turns_max = 500;   // of one line: more means that two turns answer each other for ever
constexpr int ticks_max = 5000;  // of one pause: an alarm that nobody takes rings for days

community load() {
    community c;
    auto taxonomy = parse_taxonomy(read_source("dialogs/texts/taxonomy.toml"), "taxonomy.toml");
    REQUIRE(taxonomy);
    c.taxonomy = *taxonomy;
    auto texts = gateway::load_texts(source_path("dialogs/texts"));
    REQUIRE(texts);
    c.texts = *texts;
    c.calendar.offsets = {{instant{}, std::chrono::hours{8}}};
    c.calendar.quiet = {std::chrono::hours{22}, std::chrono::hours{7}};
    return c;
}

span_of_time duration(std::string_view s) {
    span_of_time total{};
    while (!s.empty()) {
        int n = 0;
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
        if (error != std::errc{} || end == s.data() + s.size()) FAIL("not a duration: " << s);
        switch (*end) {
            case 's':
                total += std::chrono::seconds{n};
                break;
            case 'm':
                total += std::chrono::minutes{n};
                break;
            case 'h':
                total += std::chrono::hours{n};
                break;
            case 'd':
                total += std::chrono::hours{24 * n};
                break;
            default:
                FAIL("not a duration: " << s);
        }
        s.remove_prefix(static_cast<std::size_t>(end - s.data()) + 1);
    }
    return total;
}

std::string shown(const outgoing& o) {
    std::string out = o.withdraw ? "<withdrawn>" : o.text;
    for (const auto& c : o.choices) out += " [" + std::to_string(c.digit) + " " + c.label + "]";
    for (std::size_t i = 0; i < o.photos.size(); ++i) out += " <photo>";
    if (o.wants_contact) out += " <contact button>";
    std::string indented;
    for (const char ch : out) {
        indented += ch;
        if (ch == '\n') indented += "    ";
    }
    return indented;
}

const storage::key_ring& keys() {
    static const auto file = std::filesystem::temp_directory_path() / ("linli-transcripts-" + std::to_string(getpid()));
    static const auto ring = storage::key_ring::open(file, true);
    REQUIRE(ring);
    return *ring;
}

template <class State>
void reread(State& s) {
    const auto id = s;
    s = storage::decode<State>(storage::encode(s, keys()), keys());
    if constexpr (requires { s.id; }) s.id = id.id;
    if constexpr (requires { s.room; }) s.room = id.room;
    s.version = id.version;
    REQUIRE(s == id);
}

}  // namespace

const community& product_data() {
    static const community c = load();
    return c;
}

const reader& product_reader() {
    static const reader r(product_data().taxonomy, gateway::embedded_model());
    return r;
}

world::world() : c_(product_data()), now_(tuesday_21_40) {
    c_.room = person("group");
    c_.members = {{person("李工"), "李工", role::engineer, {"engineering"}},
                  {person("王经理"), "王经理", role::manager, {}}};
    office_.room = c_.room;
    // `write` would make a file of that name.
    db_ = std::make_unique<storage::connection>(":memory:", storage::connection::mode::read);
    db_->execute("PRAGMA query_only=OFF");
    REQUIRE(storage::migrate(*db_, storage::schema_files()).empty());
    search_ = std::make_unique<storage::case_search>(*db_, keys());
}

instant world::next_due() const {
    instant due = never;
    for (const auto& [id, s] : conversations_) due = std::min(due, due_of(c_, s));
    for (const auto& [code, f] : cases_) due = std::min(due, due_of(c_, f));
    return std::min(due, due_of(c_, office_));
}

void world::pass(const std::string& how_long) {
    const bool asleep = how_long.ends_with(" asleep");
    const auto until = now_ + duration(how_long.substr(0, how_long.find(' ')));
    if (asleep) now_ = until;  // the machine slept: everything falls due at once
    for (int i = 0; i < ticks_max; ++i) {
        const auto due = next_due();
        if (due > until) break;
        now_ = std::max(now_, due);
        std::vector<event> ticks;
        for (const auto& [id, s] : conversations_)
            if (due_of(c_, s) <= now_) ticks.push_back(event_of(id, id, tick{}));
        for (const auto& [code, f] : cases_)
            if (due_of(c_, f) <= now_) ticks.push_back(event_of(c_.room, c_.room, tick{code}));
        if (due_of(c_, office_) <= now_) ticks.push_back(event_of(c_.room, c_.room, tick{}));
        for (auto& t : ticks) {
            if (std::get<tick>(t.body).about != case_code::none) t.sender = person_id::nobody;
            happen(std::move(t));
        }
        std::string stuck;  // a deadline that stands in the past after its tick would come for ever
        for (const auto& [code, f] : cases_)
            if (due_of(c_, f) <= now_) stuck += code_text(code) + " " + std::string(name_of(f.state)) + " ";
        for (const auto& [id, s] : conversations_)
            if (due_of(c_, s) <= now_) stuck += name_of_person(id) + " " + s.armed.id + " ";
        if (due_of(c_, office_) <= now_) stuck += "the room";
        INFO(stuck);
        REQUIRE(i + 1 < ticks_max);
    }
    now_ = until;
}

void world::take(event e) {
    const auto known = conversations_.find(e.room);
    conversation self = known == conversations_.end() ? conversation{} : known->second;
    self.id = e.room;
    std::vector<case_file> open, found;
    std::vector<const case_file*> loaded, near;
    conversation other;
    reading together;
    view v{.self = self,
           .office = office_,
           .cases = {},
           .open_cases = {},
           .near = {},
           .caller = {},
           .found = {},
           .guest = {},
           .dossier = {},
           .at_number = {}};
    for (int round = 0; round < 4; ++round) {
        const fresh f{now_, static_cast<case_code>(last_case_ + 1), fmt::format("{:032x}", ++tokens_)};
        auto r = take_turn(c_, v, e, f);
        if (auto* d = std::get_if<decision>(&r)) return apply(e, std::move(*d));
        const auto& n = std::get<need>(r);
        if (!n.number.empty())
            v.at_number =
                sms_ && n.number.size() >= 8 ? number_owner{person("phone " + n.number), "sms"} : number_owner{};
        if (n.other != person_id::nobody) {
            other = conversations_[n.other];
            other.id = n.other;
            v.other = &other;
        }
        if (!n.together.empty()) {
            together = (reader_ ? *reader_ : product_reader()).read(n.together, self.language);
            v.together = &together;
        }
        for (const auto code : n.cases)
            if (const auto at = cases_.find(code); at != cases_.end()) loaded.push_back(&at->second);
        v.cases = loaded;
        v.answered = true;
        if (n.open_cases) {
            for (const auto& [code, file] : cases_)
                if (is_open(file.state)) open.push_back(file);
            v.open_cases = open;
        }
        if (!n.near.empty()) {
            for (const auto& [code, file] : cases_)
                if (file.state < state::resolved && place_key(file.category, file.place) == n.near)
                    near.push_back(&file);
            v.near = near;
        }
        if (!n.phone.empty()) v.caller = sms_ ? person("phone " + n.phone) : person_id::nobody;
        if (n.search) {
            for (const auto code : search_->find(*n.search, storage::found_max)) found.push_back(cases_.at(code));
            v.found = found;
        }
        if (n.guest)  // there is a web chat where there is an address
            v.guest = c_.public_url.empty() ? guest_link{} : guest_link{person("guest"), c_.public_url + "/r/1"};
        if (n.dossier != case_code::none)
            v.dossier = c_.public_url.empty() ? "" : c_.public_url + "/dossier/" + code_text(n.dossier) + "?e=1&s=2";
    }
    FAIL("the turn asks for ever");
}

void world::apply(const event& e, decision d) {
    const auto drafts = conversations_[e.room].drafts;
    if (d.self) {
        REQUIRE(d.self->id == e.room);
        conversations_[e.room] = *d.self;
    }
    if (d.office) office_ = *d.office;
    for (auto& change : d.cases) {
        const auto code = change.after.code;
        auto& log = log_[code];
        const auto before = cases_.contains(code) ? std::string(name_of(cases_[code].state)) : "";
        if (before.empty()) last_case_ = std::max(last_case_, static_cast<std::int64_t>(code));
        const bool told = before.empty() && !drafts.empty() && change.after.intake.taken_down_by.empty();
        if (told) CHECK(change.after.intake.told_since == drafts.front().started);
        log.insert(log.end(), change.entries.begin(), change.entries.end());
        const auto version = change.after.version;
        auto replayed = replay(log);
        replayed.version = version;
        REQUIRE(replayed == change.after);
        cases_[code] = change.after;
        index(change);
        const auto after = std::string(name_of(change.after.state));
        if (before != after)
            lines_.push_back("case " + code_text(code) + ": " + (before.empty() ? "new" : before) + " -> " + after);
    }
    const bool wrote = std::holds_alternative<said>(e.body) || std::holds_alternative<pressed>(e.body);
    if (wrote && e.sender == e.room) last_own_[e.room] = e.own;
    if (d.reachable && *d.reachable) closed_[e.sender] = false;  // before the answer goes out
    for (const auto& o : d.send) {
        check_sleep(o);
        deliver(o);
    }
    if (!d.toast.empty() && std::holds_alternative<pressed>(e.body))
        lines_.push_back("toast@" + name_of_person(e.sender) + "> " + d.toast);
    if (d.reachable && !*d.reachable) closed_[e.sender] = true;  // the last word still goes out
    if (d.forget) {
        for (const auto& [who, speaker] : std::map(speakers_))
            if (speaker == e.room) forget(who);
        forget(e.room);
        lines_.push_back("forgotten");
    }
    regroup(e, d);
    for (auto& p : d.posts) posts_.push_back(event_of(p.room, p.room, std::move(p.body)));
    for (const auto& f : d.fetches) {
        event stored = event_of(e.room, e.room, event_body{});
        if (f.what.handle == "bad") {
            stored.body = media_refused{f.job, "not_a_picture"};
        } else {
            attachment a;
            a.kind = f.what.kind;
            a.photo = {fmt::format("{:064x}", ++tokens_), 800, 600};
            a.name = f.what.name;
            if (a.kind != media_kind::photo) a.link = "https://chat.example.org/media/1";
            stored.body = media_stored{f.job, a};
        }
        posts_.push_back(std::move(stored));
    }
}

// As the store keeps it: the file, its log, and then the words.
void world::index(const case_change& change) {
    storage::batch_changes c;
    c.cases.push_back({change.after, never, false});
    c.entries = change.entries;
    storage::transaction whole(*db_);
    storage::statement put(*db_, "INSERT INTO case_entry(code, seq, body) VALUES(?, ?, ?)");
    for (const auto& e : change.entries) put.run(e.code, e.seq, storage::encode(e, keys()));
    search_->write(c);
    whole.commit();
}

// Nothing but P0 and P1 wakes anybody in the quiet hours: what somebody hears who did not write just now is without
// a sound.
void world::check_sleep(const outgoing& o) {
    constexpr auto talking = std::chrono::minutes{10};
    const auto about = cases_.find(o.about);
    if (!c_.calendar.is_quiet(now_) || o.quiet || o.withdraw || c_.is_room(o.to) || about == cases_.end()) return;
    const auto known = conversations_.find(speaker_of(o.to));
    const bool awake = known != conversations_.end() && now_ - known->second.seen_at < talking;
    if (about->second.priority > priority::p1 && !awake) FAIL_CHECK("wakes " << name_of_person(o.to) << ": " << o.text);
}

void world::deliver(const outgoing& o) {
    std::string where = "bot";
    const auto to = address_of(o.to);
    if (to == c_.room)
        where = "bot@group";
    else if (const auto name = name_of_person(to); name != "resident")
        where = "bot@" + name;
    auto& chat = chats_[to];
    bool edit = false;
    for (const auto& m : chat) edit = edit || (!o.tag.empty() && m.tag == o.tag);
    chat.push_back(o);  // replaced ones stay: somebody may still have the old one on their screen
    const bool ok = deliver_ok_ && !closed_[speaker_of(o.to)];
    lines_.push_back(where + (edit ? "~> " : "> ") + shown(o) + (ok ? "" : " <not delivered>"));
    if (o.ref.empty()) return;
    delivery done{o.ref, o.about, o.to, ok ? verdict_kind::delivered : verdict_kind::recipient_gone,
                  ok                     ? ""
                  : fail_detail_.empty() ? "blocked"
                                         : fail_detail_};
    event report = event_of(o.report_to, o.report_to, done);
    posts_.push_back(std::move(report));
}

void world::sit() {
    for (auto& [id, s] : conversations_) reread(s);
    reread(office_);
    for (auto& [code, f] : cases_) reread(f);
}

void world::happen(event e) {
    take(std::move(e));
    for (int i = 0; !posts_.empty(); ++i) {
        REQUIRE(i < turns_max);
        auto next = std::move(posts_.front());
        posts_.pop_front();
        next.room = speaker_of(next.room);
        if (next.sender != person_id::nobody) next.sender = speaker_of(next.sender);
        sit();
        take(std::move(next));
    }
    sit();
}

}  // namespace linli::test
