#include "gateway/joining.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "gateway/io.hpp"

namespace linli::gateway {

namespace {

constexpr std::size_t sets_most = 2'000;  // ~2 KB each
constexpr std::chrono::hours kept{24};    // as long as platforms try

std::string key_of(const std::string& channel, const adapters::inbound& piece) {
    const auto& p = *piece.part;
    return channel + '\n' + piece.chat + '\n' + p.set + '\n' + std::to_string(p.total);
}

const std::string& words_of(const adapters::inbound& piece) {
    static const std::string none;
    const auto* s = std::get_if<said>(&piece.body);
    return s ? s->text : none;
}

adapters::inbound joined(const std::map<int, adapters::inbound>& pieces) {
    auto whole = pieces.begin()->second;  // its key: the first piece's is the same in a redelivery
    whole.part.reset();
    auto& words = std::get<said>(whole.body);
    words.text.clear();
    for (const auto& [number, piece] : pieces) words.text += words_of(piece);
    return whole;
}

}  // namespace

void joining::forget_old(clock::time_point now) {
    std::erase_if(sets_, [&](const auto& s) { return now - s.second->since > kept; });
    if (sets_.size() < sets_most) return;
    const auto oldest = std::ranges::min_element(sets_, {}, [](const auto& s) { return s.second->since; });
    sets_.erase(oldest);
}

joining::place joining::add(const std::string& channel, adapters::inbound piece, clock::time_point now) {
    const auto part = *piece.part;
    auto key = key_of(channel, piece);
    auto found = sets_.find(key);
    if (found != sets_.end()) {
        // Phones count their texts up to 255 and begin anew: other words are another text.
        const auto same = found->second->pieces.find(part.number);
        if (same != found->second->pieces.end() && same->second.key != piece.key &&
            words_of(same->second) != words_of(piece)) {
            sets_.erase(found);
            found = sets_.end();
        }
    }
    if (found == sets_.end()) {
        forget_old(now);
        found = sets_.emplace(std::move(key), std::make_shared<text>()).first;
        found->second->since = now;
    }
    auto set = found->second;
    if (std::holds_alternative<said>(piece.body)) set->pieces.try_emplace(part.number, std::move(piece));
    const bool whole = set->pieces.size() == static_cast<std::size_t>(part.total);
    if (!whole || set->under_way || set->how == taken::committed) return {set, std::nullopt};
    set->under_way = true;
    set->how.reset();
    return {set, joined(set->pieces)};
}

void joining::ended(text& set, taken how) {
    set.under_way = false;
    set.how = how;
    for (const auto& timer : std::exchange(set.waiting, {})) timer->cancel();
}

awaitable<std::optional<taken>> joining::outcome(std::shared_ptr<text> set, std::chrono::milliseconds patience) {
    if (!set->how) {
        const auto executor = co_await boost::asio::this_coro::executor;
        const auto timer = std::make_shared<boost::asio::steady_timer>(executor, patience);
        set->waiting.push_back(timer);
        co_await timer->async_wait(as_error);
        std::erase(set->waiting, timer);
    }
    co_return set->how;
}

}  // namespace linli::gateway
