// A small community in memory that plays transcripts: it takes events through the real turn, keeps what
// the store would keep, and serialises and re-reads all state between every two lines.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/community.hpp"
#include "dialogs/turn.hpp"
#include "dialogs/understanding/reader.hpp"
#include "storage/case_search.hpp"

namespace linli::test {

// The product's own data (texts, taxonomy), parsed once.
const community& product_data();
const reader& product_reader();

class world {
public:
    world();

    // Plays one line of a transcript that somebody does ("resident> …", "+10m", "@language en") and
    // returns the lines that follow from it.
    std::vector<std::string> play(const std::string& line);

    const std::map<case_code, case_file>& cases() const { return cases_; }
    const std::vector<case_entry>& log(case_code code) { return log_[code]; }
    const community& people() const { return c_; }
    std::map<person_id, conversation> talks() const { return conversations_; }
    instant now() const { return now_; }

private:
    void set(const std::string& directive);
    void describe(const std::string& all_alike);
    void pass(const std::string& how_long);
    void happen(event e);
    void take(event e);
    void apply(const event& e, decision d);
    void index(const case_change& change);
    void check_sleep(const outgoing& o);
    void deliver(const outgoing& o);
    void say(const std::string& who, const std::string& where, std::string words);
    void sit();  // serialise and re-read
    instant next_due() const;
    event event_of(person_id who, person_id room, event_body body);
    static void by_sms(event& e);
    person_id person(const std::string& name);
    person_id speaker_of(person_id who) const;
    person_id address_of(person_id who) const;  // where messages to them go
    void regroup(const event& e, const decision& d);
    void forget(person_id who);
    std::string name_of_person(person_id who) const;
    std::string tap_of(person_id chat, const std::string& label) const;

    community c_;
    instant now_{};
    int tokens_ = 0;
    std::int64_t last_case_ = 0;
    std::int64_t last_person_ = 0;
    bool deliver_ok_ = true;
    bool media_later_ = false;
    std::string channel_ = "chat";
    std::string fail_detail_;
    std::map<std::string, person_id> persons_;
    std::map<person_id, conversation> conversations_;
    linli::office office_;
    std::map<case_code, case_file> cases_;
    std::map<case_code, std::vector<case_entry>> log_;
    std::map<person_id, std::vector<outgoing>> chats_;
    std::map<person_id, bool> closed_;
    std::map<person_id, person_id> speakers_;  // of those whose addresses are joined to another's
    std::map<person_id, person_id> last_own_;  // by speaker: whose address they wrote by last
    std::deque<event> posts_;
    std::vector<std::string> lines_;
    language hint_ = language::zh;
    bool sms_ = true;
    std::unique_ptr<storage::connection> db_;  // the search alone, in memory
    std::unique_ptr<storage::case_search> search_;
    std::optional<reader> reader_;  // one that knows the buildings
};

}  // namespace linli::test
