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

net::awaitable<taken> hear(services& s, const std::string& channel,
                           std::vector<adapters::inbound> events) {
    std::vector<arrival> all;
    for (auto& e : events) all.push_back({channel, std::move(e)});
    s.hear.read(all);
    co_return co_await take(s.loop, s.land, std::move(all));
}

adapters::inbound from_browser(const services& s, const identity& who, room_kind kind, language hint) {
    adapters::inbound in;
    in.chat = kind == room_kind::staff ? s.settings.staff.group_chat : who.subject;
    in.sender = who.subject;
    in.group = kind == room_kind::staff;
    if (in.group) in.sender_name = who.name;
    in.hint = hint;
    return in;
}

net::awaitable<person_id> person_of(services& s, std::string subject) {
    co_return co_await s.ask.ask(
        [where = storage::address{web_channel(s), std::move(subject)}](storage::reader& r) {
            return r.find_person(where).value_or(person_id::nobody);
        });
}

}  // namespace linli::gateway
