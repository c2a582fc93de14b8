// A whole serving process in a thread of the test, on a folder and ports of its own, and a browser that
// talks to it.
#pragma once

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <nlohmann/json.hpp>

#include "gateway/app.hpp"
#include "gateway/log.hpp"

namespace linli::test {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

// Ends with the test. `toml` begins inside [gateway].
class serving {
public:
    explicit serving(const std::string& toml = "", gateway::patience patience = {},
                     std::chrono::milliseconds house_every = std::chrono::seconds{30});
    ~serving();
    serving(const serving&) = delete;
    serving& operator=(const serving&) = delete;

    std::uint16_t port() const { return port_; }
    std::uint16_t internal_port() const { return internal_port_; }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
    const std::string& staff_key() const { return staff_key_; }  // of the link that was printed
    const std::filesystem::path& folder() const { return folder_; }
    std::string logged();  // so far

private:
    void read_addresses(const std::string& said);

    std::filesystem::path folder_;
    int log_file_;
    gateway::logger log_;
    std::unique_ptr<gateway::app> app_;
    std::thread thread_;
    std::uint16_t port_ = 0;
    std::uint16_t internal_port_ = 0;
    std::string staff_key_;
};

struct answer {
    int status = 0;
    std::string body;
    http::fields headers;
    nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
    std::string header(const char* name) const { return std::string(headers[name]); }
};

// One person's browser: keeps its cookies, says where its page is from.
class browser {
public:
    explicit browser(const serving& s) : port_(s.port()), origin_(s.origin()) {}

    answer get(const std::string& target) { return ask("GET", target, "", ""); }
    answer post(const std::string& target, const std::string& body, const std::string& type = "application/json") {
        return ask("POST", target, body, type);
    }
    void say_origin(std::string origin) { origin_ = std::move(origin); }
    const std::string& origin() const { return origin_; }
    const std::string& cookies() const { return cookies_; }
    std::uint16_t port() const { return port_; }

private:
    answer ask(const char* method, const std::string& target, const std::string& body, const std::string& type);

    std::uint16_t port_;
    std::string origin_;
    std::string cookies_;
};

// Raw bytes in, everything that comes back until the server closes or `within` is over.
std::string raw(std::uint16_t port, const std::string& bytes,
                std::chrono::milliseconds within = std::chrono::seconds{5});

// The socket of a page.
class page {
public:
    // Throws boost::system::system_error when the upgrade is refused.
    page(const browser& b, const std::string& path, std::int64_t last = 0);

    void send(const nlohmann::json& frame) { send_text(frame.dump()); }
    void send_text(const std::string& text);
    // The next frame of that kind; earlier ones of other kinds are kept in `seen`. Fails the test when
    // none comes within ten seconds.
    nlohmann::json next(const std::string& kind);
    // The next row whose text is not empty and that is not our own.
    nlohmann::json next_of_bot();
    // Why the server closed; reads until it does.
    std::uint16_t closed();

    std::vector<nlohmann::json> seen;

private:
    net::io_context io_;
    beast::websocket::stream<beast::tcp_stream> ws_{io_};
};

// A resident who opens the chat page, in English; and the frame by which they say something.
void open_chat(browser& b);
nlohmann::json say(const std::string& id, const std::string& text);

}  // namespace linli::test
