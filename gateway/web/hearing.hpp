// From what a browser or a platform brought to a commit: reads the words, submits, waits.
#pragma once

#include <vector>

#include "gateway/case_json.hpp"
#include "gateway/io.hpp"
#include "gateway/services.hpp"

namespace linli::gateway {

// All or nothing; `committed` when it is on disk. On the I/O thread.
awaitable<taken> hear(services& s, const std::string& channel, std::vector<adapters::inbound> events);

// Somebody in a room that we host.
struct room_visit {
    identity who;
    room_kind kind = room_kind::chat;
    language speaks = language::zh;
    std::string channel;
    std::string session{};  // of a page: the hash of its cookie
};

// An event of theirs, without a body yet.
adapters::inbound from_visit(const services& s, const room_visit& v);

// The person behind a chat of that channel; nobody when it has not written yet.
awaitable<person_id> person_of(services& s, std::string channel, std::string subject);

// Whoever is signed in, as a case's words are shown to them or not.
case_reader reader_of(const services& s, storage::reader& r, const identity& who);

}  // namespace linli::gateway
