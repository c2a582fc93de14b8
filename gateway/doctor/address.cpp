// Our public address: whether it has the right shape, whether it leads here, how long its certificate holds.
#include <algorithm>

#include <fmt/format.h>
#include <boost/url/parse.hpp>

#include "gateway/doctor/examination.hpp"
#include "gateway/http_client.hpp"

namespace linli::gateway::doctor {
namespace {

constexpr int days_warned = 14;  // Let's Encrypt renews 30 days before the end, so something is wrong then

bool waits_for_webhooks(const channel_settings& c) {
    return c.table.type != "web" && c.table.type != "smpp" && c.table.get("receive", "webhook") == "webhook";
}

std::string host_of(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    return parsed ? std::string(parsed->host_address()) : std::string();
}

// "" or why no platform will call it.
std::string bad_shape(const config& c) {
    const auto parsed = boost::urls::parse_uri(c.public_url);
    if (!parsed) return "it is no address";
    const auto host = host_of(c.public_url);
    boost::system::error_code not_literal;
    boost::asio::ip::make_address(host, not_literal);
    if (host == "localhost" || host.ends_with(".localhost") || (!not_literal && is_private(host)))
        return "only this machine or this network can reach it";
    if (parsed->scheme() != "https") return "it is not https: platforms refuse it, and others can read along";
    const auto port = std::string(parsed->port());
    const bool telegram = std::ranges::any_of(c.channels, [](const channel_settings& one) {
        return one.table.type == "telegram" && waits_for_webhooks(one);
    });
    if (telegram && !port.empty() && port != "443" && port != "80" && port != "88" && port != "8443")
        return "Telegram calls the ports 443, 80, 88 and 8443 only";
    return {};
}

void look_at_certificate(report& to, const char* subject, const certificate& shown) {
    constexpr const char* renew =
        "renew it (certbot renew, or whatever made it); `linli serve` reads new files by itself";
    if (!shown.trouble.empty())
        to.push_back(
            {subject, "certificate", state::wrong, shown.trouble, "check gateway.tls_certificate, or the proxy"});
    else if (shown.days_left < 0)
        to.push_back(
            {subject, "certificate", state::wrong, fmt::format("it ended {} days ago", -shown.days_left), renew});
    else if (!shown.trusted)
        to.push_back({subject, "certificate", state::wrong, "it is not trusted: " + shown.why,
                      "take one from a public authority for that name, with its whole chain"});
    else if (shown.days_left < days_warned)
        to.push_back({subject, "certificate", state::wrong, fmt::format("it ends in {} days", shown.days_left), renew});
    else
        to.push_back({subject, "certificate", state::good, fmt::format("good for {} days", shown.days_left), ""});
}

}  // namespace

void look_at_address(report& to, const config& c, const std::optional<outside>& own, bool serving) {
    if (!c.tls_certificate.empty())
        look_at_certificate(to, "tls files", certificate_in(c.tls_certificate, host_of(c.public_url)));
    if (c.public_url.empty()) {
        const bool needed = std::ranges::any_of(c.channels, waits_for_webhooks);
        to.push_back({"public address", "shape", needed ? state::wrong : state::unsaid, "gateway.public_url is not set",
                      needed ? "set it to the https address under which platforms reach `listen`; where a channel can "
                               "poll (Telegram), receive = \"poll\" needs none"
                             : "only needed for webhooks, links and photos by SMS"});
        return;
    }
    const auto shape = bad_shape(c);
    to.push_back({"public address", "shape", shape.empty() ? state::good : state::wrong,
                  shape.empty() ? c.public_url : c.public_url + ": " + shape,
                  shape.empty() ? "" : "set gateway.public_url to an https address that the world can reach"});
    if (!own) return;
    if (own->shown && own->shown->trouble.empty()) look_at_certificate(to, "public address", *own->shown);
    if (own->status == 200)
        to.push_back({"public address", "reach", state::good, "it answers", ""});
    else if (own->status == 0)
        to.push_back(
            {"public address", "reach", state::wrong, "it cannot be reached from this machine: " + own->trouble,
             "check DNS, firewall and proxy; if the world reaches it and only this machine does not, let it be"});
    else
        to.push_back({"public address", "reach", serving ? state::wrong : state::unsaid,
                      fmt::format("it answers HTTP {}", own->status),
                      serving ? "let the proxy pass everything to `listen` (docs/configuration.md)"
                              : "start `linli serve`, and look again"});
}

}  // namespace linli::gateway::doctor
