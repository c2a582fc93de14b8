#include "gateway/channels.hpp"

#include <utility>

namespace linli::gateway {

namespace {

using adapters::threading;

constexpr std::chrono::hours refusal_stands{1};
constexpr std::string_view no_right =
    "this bot may not manage the topics of the staff group (give it that right); what concerns a case "
    "goes to the group itself";

}  // namespace

void channels::add(channel c) { all_.push_back(std::make_unique<channel>(std::move(c))); }

const channel* channels::find(std::string_view name) const {
    for (const auto& c : all_)
        if (c->name == name) return c.get();
    return nullptr;
}

void channels::set_trouble(std::string_view name, std::string trouble, part of) {
    std::lock_guard lock(mutex_);
    const std::pair key{std::string(name), of};
    if (trouble.empty())
        trouble_.erase(key);
    else
        trouble_.insert_or_assign(key, std::move(trouble));
}

std::string channels::trouble(std::string_view name) const {
    std::lock_guard lock(mutex_);
    std::string all;
    for (const auto of : {part::whole, part::threads}) {
        const auto it = trouble_.find({std::string(name), of});
        if (it != trouble_.end()) all.append(all.empty() ? "" : "; ").append(it->second);
    }
    return all;
}

threading channels::threads_in(std::string_view name, const std::string& room) const {
    std::lock_guard lock(mutex_);
    const auto it = rooms_.find({std::string(name), room});
    if (it == rooms_.end()) return threading::unknown;
    const auto& known = it->second;
    const bool old = std::chrono::steady_clock::now() - known.since >= refusal_stands;
    return known.what == threading::forbidden && old ? threading::possible : known.what;
}

void channels::learn_threads(std::string_view name, const std::string& room, threading what) {
    if (what != threading::unknown) put_threads(name, room, what);
}

void channels::saw(std::string_view name, const adapters::inbound& what) {
    saw_threads(name, what.chat, what.threading);
    const auto* news = std::get_if<presence>(&what.body);
    if (let_in_ && what.group && news && news->what == presence_kind::unblocked) let_in_(name, what.chat);
}

void channels::saw_threads(std::string_view name, const std::string& room, threading what) {
    if (what == threading::unknown) return;
    const auto known = threads_in(name, room);
    if (known == threading::unknown) return;
    // That it is a forum says nothing of our rights there.
    const bool news = known == threading::none || what != threading::possible;
    if (news && known != what) put_threads(name, room, what);
}

void channels::put_threads(std::string_view name, const std::string& room, threading what) {
    {
        std::lock_guard lock(mutex_);
        rooms_[{std::string(name), room}] = {what, std::chrono::steady_clock::now()};
    }
    set_trouble(name, what == threading::forbidden ? std::string(no_right) : std::string(), part::threads);
}

}  // namespace linli::gateway
