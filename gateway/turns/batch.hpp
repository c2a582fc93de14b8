// The turns of one batch: loads what their events need in one go, resolves addresses, replies and
// reports to what they mean, takes each turn and gathers everything it decided in working_set::changes.
// Nothing is written here; the loop commits.
//
// Store thread only. `prepare` may be called again for the same requests after a rollback. Throws
// store_error only; a turn that throws or breaks an invariant parks its event.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "dialogs/turn.hpp"
#include "gateway/turns.hpp"
#include "gateway/turns/case_facts.hpp"
#include "gateway/turns/counters.hpp"
#include "gateway/turns/early_reports.hpp"
#include "gateway/turns/mailbox.hpp"
#include "gateway/turns/working_set.hpp"

namespace linli::gateway {

// One event on its way through a turn.
struct unit {
    std::size_t request = 0;
    linli::event event;
    storage::dedupe_key dedupe;  // key empty: not deduplicated
    storage::address chat;       // both empty for events of our own
    storage::address sender;
    std::string tap_id;
    std::string moved_to;
    std::string report_of;    // a delivery report: the platform's id of the message
    std::string thread;       // the platform's id of the thread in which it happened
    std::string thread_name;  // which our bot gave it
    bool group = false;
    int minutes_before = 0;   // adapters::inbound
    std::int64_t cause = 0;   // of an event of our own: storage::outbox_row::cause
    std::int64_t parked = 0;  // of an event that is taken again: the row where it was kept aside
    storage::due_row ticked;  // of a tick: the row that was due, whoever speaks for that person
    const channel* from = nullptr;

    // What became of it.
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t recorded = nowhere;  // where in changes.events the event was moved to
    std::size_t key = nowhere;       // where in the loaded dedupe keys; `minutes_before` more follow
    std::string note;
    std::string trouble;  // why it was parked
    std::string_view kind;
    case_code about{};
    case_code thread_case{};   // the case to which that thread belongs
    std::int64_t message = 0;  // the number of its row, once it is on disk
    std::int64_t micros = 0;
    bool duplicate = false;
    bool ends_run = false;  // a person is forgotten, or another speaks for somebody from now on

    bool ours() const { return chat.chat.empty(); }
};

class batch {
public:
    batch(storage::store& store, const channels& known, working_set& set, turn_seams seams);

    void use(std::shared_ptr<const community> c) { community_ = std::move(c); }
    void set_last_case(case_code c) { last_case_ = committed_last_ = c; }

    // Adds to each request what its `seen` settles. Throws with the requests unharmed.
    void add_seen(std::vector<request>& requests, instant now);
    // Takes the requests' events over as units, in order.
    void fill(std::vector<request>& requests, instant now);
    // Runs the requests [first, last). Stops early behind one that forgets a person, or joins or parts
    // some, since nothing of theirs may be used again before that is on disk. Returns where it stopped.
    std::size_t run(std::vector<request>& requests, std::size_t first, std::size_t last);
    // The same for one request that the store refuses: its events are kept aside with the reason.
    void park_all(std::vector<request>& requests, std::size_t which, const std::string& reason);

    // The same where not even what is due can be read: its ticks' rows are looked at again later.
    // False: it is no tick.
    bool put_off(std::size_t which);

    void kept();    // the changes are on disk
    void undone();  // they are not: events go back into their units

    std::vector<unit>& units() { return units_; }
    // The units of the requests [first, last).
    std::span<unit> units_of(std::size_t first, std::size_t last);
    std::vector<tap_answer>& taps() { return taps_; }
    case_facts& facts() { return facts_; }          // of this run
    std::uint64_t needs() const { return needs_; }  // turns that asked again, ever

private:
    void add(std::size_t request, arrival a);
    void carry(const request& r);
    void load(std::span<unit> units);
    bool find_persons(unit& u);
    void ask_states(const unit& u, storage::batch_keys& keys);
    void learn(storage::loaded got, const storage::batch_keys& keys);
    bool foreign(const unit& u) const;
    bool resolve(unit& u);
    void resolve_thread(unit& u);
    case_code case_of_thread(const unit& u) const;
    bool adopt_thread(unit& u);
    bool resolve_report(unit& u);
    bool take_second_way(const storage::receipt& r, const delivery& d, const std::string& channel);
    void note_writer(const unit& u);
    void resolve_early(const storage::settled& s);
    const storage::receipt* receipt_of(person_id room, const std::string& platform_id) const;
    const storage::receipt* meant_by(const event& e, const std::string& platform_id) const;
    const storage::receipt* fresh_receipt_of(person_id room, const std::string& platform_id) const;
    bool seen_before(const unit& u);
    bool retried_before(const unit& u) const;
    void take(unit& u);
    decision decide(const unit& u);
    void lend(const std::vector<case_code>& codes);
    void welcome_back(const unit& u);
    void park(unit& u, const std::string& reason);
    void check(const unit& u, const decision& d) const;
    void apply(unit& u, decision d);
    void apply_states(unit& u, decision& d);
    void apply_people(unit& u, const decision& d);
    bool is_nobodys(const unit& u);
    void rearm(const unit& u);
    void send(const unit& u, outgoing m);
    std::size_t place_of(const unit& u) const;
    void file_words(const unit& u);
    void record(unit& u);
    const storage::known_person* person_at(const storage::address& a);
    std::vector<storage::address> numbers(const std::string& phone) const;
    std::optional<person_id> caller(const std::string& phone);
    number_owner behind_number(const std::string& phone);
    std::vector<case_file> found(const lookup& what);
    guest_link guest(language speaks);
    std::string token();

    storage::store& store_;
    const channels& known_;
    working_set& set_;
    turn_seams seams_;
    std::shared_ptr<const community> community_;
    std::vector<unit> units_;
    std::vector<std::size_t> first_unit_;  // of each request, and one behind the last
    std::vector<tap_answer> taps_;
    case_facts facts_;
    std::vector<bool> seen_;            // of this run's dedupe keys, as the store knows them
    std::vector<std::int64_t> parked_;  // of this run's rows that are taken again: still there
    std::vector<const unit*> taken_;    // with a dedupe key, earlier in this run
    std::vector<storage::receipt> receipts_;
    std::vector<storage::thread> threads_;
    early_reports early_;
    std::vector<std::pair<person_id, std::string>> told_early_;  // of this run: dropped once kept
    std::vector<const case_file*> lent_;                         // view::cases
    std::vector<case_file> lent_open_;
    std::vector<const case_file*> lent_near_;
    std::vector<case_file> lent_found_;
    conversation lent_other_;
    storage::new_link guest_;  // lent by the turn that runs now
    case_code last_case_{};
    case_code committed_last_{};
    instant now_{};
    std::uint64_t needs_ = 0;
    std::array<unsigned char, 1024> random_{};
    std::size_t random_at_ = 1024;
};

// A turn that broke an invariant: a bug, and a reason to park.
struct broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The case that an event is about by itself.
case_code about_of(const event_body& b);

// An event that no platform brought.
linli::event event_of_ours(instant at, person_id room, event_body body);

// What `linli trace` will know of one try. Pure.
storage::attempt attempt_of(const storage::outbox_row& row, const adapters::verdict& v, instant now);
std::string traced_detail(std::string_view words);

// What a send's end means for the store and for those who wait for it. Pure. `office` is the staff
// room: a person who cannot be written to is reported to their own conversation, the room is not.
// Where the person has another channel, a message that this one could not deliver goes there, and
// nobody is told yet.
struct ending {
    storage::settled settled;
    std::optional<linli::event> report;
    std::optional<linli::event> left;  // staff are told that its photos stayed behind
    std::optional<storage::batch_changes::unheard> lost;
    std::optional<storage::outbox_row> rerouted;
};
ending ending_of(const storage::outbox_row& row, const adapters::verdict& v, person_id office, instant now);

}  // namespace linli::gateway
