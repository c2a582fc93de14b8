#include "gateway/web/hearing.hpp"

#include "gateway/receiving.hpp"

namespace linli::gateway {

namespace net = boost::asio;

std::string web_channel(const services& s) {
    const auto* web = s.settings.web();
    return web ? web->table.name : std::string{};
}

bool hosts_staff_room(const services& s) {
    const auto* web = s.settings.web();
    return web && web->table.name == s.settings.staff.group_channel;
}

awaitable<taken> hear(services& s, const std::string& channel, std::vector<adapters::inbound> events) {
    std::vector<arrival> all;
    all.reserve(events.size());
    for (auto& e : events) {
        s.known.saw(channel, e);
        all.emplace_back(channel, std::move(e));
    }
    s.hear.read(all);
    co_return co_await take(s.loop, s.land, std::move(all));
}

adapters::inbound from_visit(const services& s, const room_visit& v) {
    adapters::inbound in;
    in.group = v.kind == room_kind::staff;
    in.chat = in.group ? s.settings.staff.group_chat : v.who.subject;
    in.sender = v.who.subject;
    if (in.group) in.sender_name = v.who.name;
    in.hint = v.speaks;
    return in;
}

awaitable<person_id> person_of(services& s, std::string channel, std::string subject) {
    storage::address where{std::move(channel), std::move(subject)};
    auto question = [&where](storage::reader& r) { return r.find_person(where).value_or(person_id::nobody); };
    co_return co_await s.ask.ask(question);
}

case_reader reader_of(const services& s, storage::reader& r, const identity& who) {
    return {who.role, r.find_person({web_channel(s), who.subject}).value_or(person_id::nobody)};
}

}  // namespace linli::gateway
