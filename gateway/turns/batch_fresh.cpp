// What a turn gets that is not state: random tokens, the person behind a phone number, a new one behind a
// link, and cases found by their words.
#include <openssl/rand.h>

#include <algorithm>

#include "dialogs/ascii.hpp"
#include "gateway/turns/batch.hpp"
#include "gateway/web/token.hpp"

namespace linli::gateway {

namespace {
constexpr std::chrono::hours guest_link_life{48};  // what is handed out ends

// An address that leads nowhere on anybody else's device.
bool is_loopback(std::string_view address) {
    const auto host = address.substr(std::min(address.find("//"), address.size()));
    return host.starts_with("//127.") || host.starts_with("//localhost") || host.starts_with("//[::1]");
}
}  // namespace

// Where somebody with that number can be written to: on each channel that writes to numbers.
std::vector<storage::address> batch::numbers(const std::string& phone) const {
    std::string number;
    for (char ch : phone)
        if (is_digit(ch) || (ch == '+' && number.empty())) number += ch;
    if (number.starts_with("00")) number.replace(0, 2, "+");
    // The one national form that no other country's plan shares: a Chinese mobile number.
    if (number.size() == 11 && number[0] == '1' && number[1] >= '3') number.insert(0, "+86");
    std::vector<storage::address> all;
    constexpr std::size_t shortest = 8, longest = 16;  // E.164, with its plus
    if (!number.starts_with('+') || number.size() < shortest || number.size() > longest) return all;
    for (const auto& c : known_.all())
        if (c->adapter->can().count == adapters::capabilities::unit::sms) all.push_back({c->name, number});
    return all;
}

const storage::known_person* batch::person_at(const storage::address& a) {
    if (const auto* known = set_.person(a)) return known;
    storage::batch_keys keys;
    keys.addresses = {a};
    learn(store_.load(keys), keys);
    return set_.person(a);
}

// Whom a phone number belongs to: the person behind it in the first channel that writes to numbers.
std::optional<person_id> batch::caller(const std::string& phone) {
    for (const auto& a : numbers(phone))
        if (const auto* known = person_at(a); known && known->reachable) return known->id;
    return person_id::nobody;
}

// The same, whether or not they may be written to. Nobody: no channel writes to such a number.
number_owner batch::behind_number(const std::string& phone) {
    for (const auto& a : numbers(phone))
        if (const auto* known = person_at(a)) return {known->id, a.channel};
    return {};
}

// As they are on disk: a case that this very batch mends is found by the next one.
std::vector<case_file> batch::found(const lookup& what) {
    storage::batch_keys keys;
    keys.search = what;
    auto all = store_.load(keys).found;
    for (auto& f : all)
        if (const auto* newer = set_.case_of(f.code)) f = *newer;
    return all;
}

// A link makes its bearer a resident of the web chat, as the return link of a page does.
guest_link batch::guest(language speaks) {
    const auto& where = seams_.addresses;
    if (where.web_channel.empty() || !where.base) return {};
    const auto base = where.base();
    if (community_->public_url.empty() && is_loopback(base)) return {};  // nobody could open it
    const auto key = new_token();
    const storage::address chat{where.web_channel, new_subject('r')};
    const auto* made = person_at(chat);
    if (!made) return {};
    guest_ = {token_hash(key), {chat.chat, std::string(name_of(speaks)), role::resident, now_ + guest_link_life}};
    return {made->id, base + "/r/" + key};
}

std::string batch::token() {
    constexpr std::size_t bytes = 16;
    if (random_at_ + bytes > random_.size()) {
        if (RAND_bytes(random_.data(), static_cast<int>(random_.size())) != 1) throw broken("no random numbers");
        random_at_ = 0;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out(2 * bytes, '0');
    for (std::size_t i = 0; i < bytes; ++i) {
        const unsigned b = random_[random_at_++];
        out[2 * i] = hex[b >> 4];
        out[2 * i + 1] = hex[b & 15];
    }
    return out;
}

}  // namespace linli::gateway
