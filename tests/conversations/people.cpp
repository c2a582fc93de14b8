// Who takes part in a transcript, and whose addresses are joined to whose: what the address book does for
// the program.
#include <catch2/catch.hpp>

#include "tests/conversations/world.hpp"

namespace linli::test {

person_id world::person(const std::string& name) {
    const auto [found, is_new] = persons_.try_emplace(name, person_id::nobody);
    if (is_new) found->second = static_cast<person_id>(++last_person_);
    return found->second;
}

std::string world::name_of_person(person_id who) const {
    for (const auto& [name, id] : persons_)
        if (id == who) return name;
    return "nobody";
}

person_id world::speaker_of(person_id who) const {
    const auto at = speakers_.find(who);
    return at == speakers_.end() ? who : at->second;
}

person_id world::address_of(person_id who) const {
    const auto last = last_own_.find(speaker_of(who));
    return last == last_own_.end() ? speaker_of(who) : last->second;
}

// Who is called "phone …" writes by SMS, which carries no photos.
event world::event_of(person_id who, person_id room, event_body body) {
    event e;
    e.at = now_;
    e.room = speaker_of(room);
    e.sender = who == room ? e.room : who;
    e.own = room;
    e.sender_name = name_of_person(who);
    e.channel = channel_;
    e.hint = hint_;
    e.body = std::move(body);
    if (e.sender_name.starts_with("phone ")) by_sms(e);
    return e;
}

void world::by_sms(event& e) {
    e.channel = "sms";
    e.photos = e.vouched = e.silent = false;
}

void world::forget(person_id who) {
    conversations_.erase(who);
    closed_[who] = true;
    persons_.erase(name_of_person(who));
    speakers_.erase(who);
}

// As the address book does after a turn's messages are on their way.
void world::regroup(const event& e, const decision& d) {
    if (d.joins != person_id::nobody) {
        const auto into = speaker_of(d.joins);
        REQUIRE(into != e.room);
        for (auto& [who, speaker] : speakers_)
            if (speaker == e.room) speaker = into;
        speakers_[e.room] = into;
    }
    for (const auto who : d.parts) {
        REQUIRE(speaker_of(who) == e.room);
        speakers_.erase(who);
        if (last_own_[e.room] == who) last_own_.erase(e.room);
    }
}

}  // namespace linli::test
