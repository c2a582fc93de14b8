// What a turn gets that is not state: random tokens, the person behind a phone number, a new one behind a
// link, and cases found by their words.
#include <openssl/rand.h>

#include "gateway/turns/batch.hpp"
#include "gateway/web/token.hpp"

namespace linli::gateway {

namespace {
constexpr std::chrono::hours guest_link_life{48};  // trust.md 2.3: what is handed out ends
}  // namespace

// Whom a phone number belongs to: the person behind it in the first channel that writes to numbers.
std::optional<person_id> batch::caller(const std::string& phone) {
    std::string number;
    for (char ch : phone)
        if ((ch >= '0' && ch <= '9') || (ch == '+' && number.empty())) number += ch;
    if (number.starts_with("00")) number.replace(0, 2, "+");
    // The one national form that no other country's plan shares: a Chinese mobile number.
    if (number.size() == 11 && number[0] == '1' && number[1] >= '3') number.insert(0, "+86");
    if (!number.starts_with('+') || number.size() < 8) return person_id::nobody;
    for (const auto& c : known_.all()) {
        if (c->adapter->can().count != adapters::capabilities::unit::sms) continue;
        const storage::address a{c->name, number};
        const auto* known = set_.person(a);
        if (!known) {
            storage::batch_keys keys;
            keys.addresses = {a};
            learn(store_.load(keys), keys);
            known = set_.person(a);
        }
        if (known && known->reachable) return known->id;
    }
    return person_id::nobody;
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
    const auto key = new_token();
    const storage::address chat{where.web_channel, new_subject('r')};
    storage::batch_keys keys;
    keys.addresses = {chat};
    learn(store_.load(keys), keys);
    const auto* made = set_.person(chat);
    if (!made) return {};
    guest_ = {token_hash(key), {chat.chat, std::string(name_of(speaks)), role::resident, now_ + guest_link_life}};
    return {made->id, where.base() + "/r/" + key};
}

std::string batch::token() {
    constexpr std::size_t bytes = 16;
    if (random_at_ + bytes > random_.size()) {
        if (RAND_bytes(random_.data(), static_cast<int>(random_.size())) != 1)
            throw broken("no random numbers");
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
