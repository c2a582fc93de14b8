// Which chat each person answers in. An address is found by its keyed hash and stands sealed; it is
// opened only to send. One person may have several (a second account, a web chat): messages go to
// the one they wrote by last.
//
// Addresses of several persons may be joined: one of those persons then speaks for all of them, and
// whatever is asked here of one is answered for the whole. Each address stays with its own person, so
// that parting gives back what was theirs.
//
// Thread: the writer's. What changes must be called inside a transaction and followed by
// `committed` or `rolled_back`. Throws store_error.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/key_ring.hpp"
#include "storage/recent.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

// Under which an address is found.
std::string address_hash(const key_ring& keys, const address& where);

class address_book {
public:
    address_book(connection& db, const key_ring& keys);

    // The person of that address alone (speaker_of tells who speaks for them). A new address gets a
    // person at once, who becomes lasting with the next commit. One that a rolled-back commit left
    // over keeps its person for the attempts that follow.
    known_person find_or_make(const address& where);
    std::optional<address> address_of(person_id who);
    std::vector<address> addresses_of(person_id who);
    // Where to write to them when the channels of `tried` did not do: the one they wrote by last,
    // else the oldest.
    struct way {
        address to;
        std::optional<instant> heard;
        bool more = false;  // there are others
        person_id own{};    // the person of that address alone
    };
    std::optional<way> way_to(person_id who, const std::vector<std::string>& tried);
    bool reachable(person_id who);
    person_id speaker_of(person_id who) const;
    std::vector<person_id> joined_to(person_id speaker) const;  // without the speaker

    void store_new();  // before everything else of a commit
    void bind(person_id who, const address& where);
    void move(person_id who, const address& where);  // replaces the one on the same channel
    void set_reachable(person_id who, bool yes);
    void wrote_by(const batch_changes::written& w);
    // The next of their channels takes its place until they write by it again; `gone` without
    // another: they are not reachable.
    void lost(person_id who, const std::string& channel, bool gone);
    // `who`, and those who are joined to them already, to whoever speaks for `into`. Nothing happens
    // where somebody else speaks for `who`, or they for `into`.
    void join(person_id who, person_id into);
    void part(person_id who);    // they speak for themselves again
    void forget(person_id who);  // with all who are joined to them, each by a call of its own
    void committed();
    void rolled_back();

    // Channels are rows, so that names may change their spelling nowhere. `channel_number` makes
    // one.
    std::int64_t channel_number(const std::string& name);
    std::optional<std::int64_t> known_channel(const std::string& name);

private:
    struct entry {
        bool reachable = true;
        std::int64_t last_channel = 0;
        std::int64_t last_own = 0;
        struct chat {
            std::int64_t own = 0;  // 0: the speaker
            std::int64_t channel = 0;
            std::string name;  // the platform's id
            instant heard{};
        };
        std::vector<chat> chats;
        bool is_last(const chat& c) const { return c.channel == last_channel && c.own == last_own; }
    };
    entry& open(person_id who);
    void drop(person_id who);
    void write(person_id who, const address& where);
    void read_chats(person_id own, person_id speaker, entry& into);
    void read_joined();
    std::optional<known_person> find(const address& where);
    const std::string& channel_name(std::int64_t number);

    connection& db_;
    const key_ring& keys_;
    std::int64_t next_person_ = 1;
    std::map<address, person_id> new_;
    recent<std::int64_t, entry> by_person_;               // by speaker; every message to send asks for it
    std::map<person_id, person_id> speakers_;             // of those who are joined; few
    std::map<person_id, std::vector<person_id>> groups_;  // by speaker
    std::map<std::string, std::int64_t> channels_;
    std::map<std::int64_t, std::string> names_;

    statement find_, person_, of_person_, put_person_, put_address_, replace_, drop_hash_, drop_all_, put_reachable_,
        put_channel_, put_heard_, channel_, name_, new_channel_, joined_, put_joined_, part_, unlast_, part_all_;
};

}  // namespace linli::storage
