#include "gateway/doctor/asking.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/url/parse.hpp>

#include "gateway/clock_watch.hpp"
#include "gateway/doctor/certificate.hpp"
#include "gateway/http_client.hpp"

namespace linli::gateway::doctor {
namespace {

namespace net = boost::asio;
using wall = std::chrono::system_clock;

constexpr int question_s = 5;  // an administrator waits for all of them
constexpr std::chrono::seconds channel_patience{12};
constexpr int most_questions = 8;
constexpr std::size_t page_max = 1 << 20;  // of our own chat page

instant now() { return std::chrono::time_point_cast<span_of_time>(wall::now()); }

// The least difference counts: an answer that was long on its way makes it look larger.
void compare_clocks(asked& to, const adapters::http_reply& reply, instant sent, instant received) {
    const auto exactly = ahead_of(reply, sent, received - sent);
    if (!exactly) return;
    const auto ahead = std::chrono::round<std::chrono::seconds>(*exactly);
    if (!to.ahead || std::chrono::abs(ahead) < std::chrono::abs(*to.ahead)) to.ahead = ahead;
}

adapters::finding no_patience() {
    return {adapters::probed::account, adapters::condition::unreachable, "it answers too slowly", {}};
}

awaitable<void> ask(const channel& c, adapters::inquiry about, http_client& http, asked& to) {
    std::vector<adapters::http_reply> replies;
    const auto until = std::chrono::steady_clock::now() + channel_patience;
    try {
        for (int i = 0; i < most_questions; ++i) {
            about.now = now();
            auto next = c.adapter->probe(about, replies);
            if (auto* all = std::get_if<std::vector<adapters::finding>>(&next)) {
                to.findings = std::move(*all);
                co_return;
            }
            if (std::chrono::steady_clock::now() >= until) break;
            auto& call = std::get<adapters::http_call>(next);
            call.timeout_s = std::min(call.timeout_s, question_s);
            const auto sent = now();
            replies.push_back(co_await http.send(call));
            compare_clocks(to, replies.back(), sent, now());
        }
        to.findings = {no_patience()};
    } catch (const std::exception& e) {
        to.findings = {{adapters::probed::account, adapters::condition::unclear, e.what(), {}}};
    }
}

awaitable<void> look_at(std::string url, net::io_context& io, http_client& http, outside& to) {
    const auto parsed = boost::urls::parse_uri(url);
    if (parsed && parsed->scheme() == "https") {
        const std::string host = parsed->host_address();
        const std::string port = parsed->has_port() ? std::string(parsed->port()) : "443";
        to.shown = co_await certificate_of(io, host, port, std::chrono::seconds{question_s});
    }
    adapters::http_call call;
    call.method = "GET";
    call.url = url + "/";
    call.timeout_s = question_s;
    call.body_limit = page_max;
    const auto reply = co_await http.send(call);
    to.status = reply.status;
    if (reply.status == 0) to.trouble = reply.body;
}

}  // namespace

answers ask_everybody(const config& c, const channels& known) {
    answers out;
    net::io_context io(1);
    http_client http(io, {});
    // Connections that are kept open have alarms of their own: without them `run` ends with the last answer.
    std::size_t left = 0;
    const auto one_less = [&](std::exception_ptr) {
        if (--left == 0) http.close_idle();
    };
    for (const auto& one : known.all()) {
        if (one->adapter->can().hosted) continue;
        adapters::inquiry about;
        if (one->name == c.staff.group_channel) about.group = c.staff.group_chat;
        ++left;
        net::co_spawn(io, ask(*one, std::move(about), http, out.channels[one->name]), one_less);
    }
    if (!c.public_url.empty()) {
        ++left;
        net::co_spawn(io, look_at(c.public_url, io, http, out.own.emplace()), one_less);
    }
    io.run();
    return out;
}

}  // namespace linli::gateway::doctor
