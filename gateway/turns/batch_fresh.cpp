// What a turn gets that is not state: random tokens, and the person behind a phone number.
#include <openssl/rand.h>

#include "gateway/turns/batch.hpp"

namespace linli::gateway {

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
