#include "gateway/doctor/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace linli::gateway::doctor {
namespace {

using adapters::condition;
using adapters::probed;

struct wording {
    condition how;
    probed of;
    state shown;
    std::string_view what;    // {0}: the finding's detail, {1}: our webhook's address
    std::string_view remedy;  // {1} and {2}: the page about such channels
};

constexpr std::string_view enter_webhook =
    "restart `linli serve`, which registers it; where the platform has no call for that, enter {1} there "
    "({2})";

// The first that fits decides; an `account` row stands for every part that has none of its own.
constexpr wording table[] = {
    {condition::good, probed::account, state::good, "{0}", ""},
    {condition::unaskable, probed::webhook, state::unsaid, "cannot be asked: {0}", "see {2}"},
    {condition::unaskable, probed::group, state::unsaid, "cannot be asked: {0}", ""},
    {condition::unaskable, probed::account, state::unsaid, "nothing can be asked of this platform",
     "write to it from a phone, and look at the last inbound message below"},
    {condition::unreachable, probed::account, state::wrong, "no answer: {0}",
     "check this machine's network and DNS, and `api_url` if it is set; the platform may be down"},
    {condition::unclear, probed::account, state::wrong, "an answer that says neither yes nor no: {0}",
     "try again in a minute; if it stays, check `api_url`"},
    {condition::refused, probed::account, state::wrong, "the platform refuses our credentials: {0}",
     "make a new token there and put it into the configuration"},
    {condition::restricted, probed::group, state::wrong, "a right in the staff group is missing: {0}",
     "give the bot that right"},
    {condition::restricted, probed::account, state::wrong, "a right is missing: {0}", "grant it there"},
    {condition::suspended, probed::account, state::wrong, "switched off by the platform: {0}",
     "the platform's console says why"},
    {condition::unregistered, probed::account, state::wrong, "no webhook is registered: nothing will come in",
     enter_webhook},
    {condition::elsewhere, probed::account, state::wrong, "the webhook points to {0}, not to {1}", enter_webhook},
    {condition::switched_off, probed::account, state::wrong, "the webhook is registered and switched off",
     "switch it on in the platform's console"},
    {condition::failing, probed::account, state::wrong, "the platform calls our webhook in vain: {0}",
     "check that {1} can be reached from outside: DNS, certificate, proxy, and that `linli serve` runs"},
    {condition::absent, probed::group, state::wrong, "the bot is not in the staff group: {0}",
     "add it, and check [staff] group.chat"},
    {condition::absent, probed::account, state::wrong, "not found there: {0}", "check the channel's section"},
};

std::string filled(std::string_view text, const std::string& detail, const channel_settings& c) {
    const auto& webhook = c.table.webhook_url;
    auto out =
        fmt::format(fmt::runtime(text), detail, webhook.empty() ? "our webhook" : webhook, page_about(c.table.type));
    while (out.ends_with(": ") || out.ends_with(':') || out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace

std::string page_about(std::string_view type) {
    if (type == "telegram") return "README.md, \"Connect Telegram\"";
    if (type == "web") return "docs/web-protocol.md";
    return fmt::format("docs/channels/{}.md", type);
}

check worded(const channel_settings& c, const adapters::finding& f) {
    const auto fits = [&](const wording& w) { return w.how == f.how && (w.of == f.of || w.of == probed::account); };
    const auto* w = std::find_if(std::begin(table), std::end(table), fits);
    check out{"channel " + c.table.name, std::string(name_of(f.of)), state::wrong, f.detail, f.remedy};
    if (w == std::end(table)) return out;
    out.how = w->shown;
    out.what = filled(w->what, f.detail, c);
    if (out.what.empty()) out.what = "good";
    const bool about_webhook = f.of == probed::webhook && f.how != condition::good;
    if (about_webhook && c.table.webhook_url.empty() && f.how != condition::unaskable && out.remedy.empty())
        out.remedy = "set gateway.public_url, so that a webhook can be registered";
    if (out.remedy.empty()) out.remedy = filled(w->remedy, f.detail, c);
    return out;
}

}  // namespace linli::gateway::doctor
