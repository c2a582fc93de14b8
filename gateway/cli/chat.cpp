#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gateway/cli/commands.hpp"
#include "gateway/cli/control_client.hpp"
#include "gateway/control_socket.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/web/token.hpp"

namespace linli::gateway::cli {
namespace {

using nlohmann::json;
using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds linger{1'500};  // answers that come a second after the last word

// One conversation in the terminal.
class terminal {
public:
    explicit terminal(control_client& to) : to_(to), tty_(::isatty(STDIN_FILENO) == 1) {}

    int run() {
        while (!over()) {
            std::array<pollfd, 2> both{
                {{to_.descriptor(), POLLIN, 0}, {typing_ && welcomed_ ? STDIN_FILENO : -1, POLLIN, 0}}};
            const auto wait = typing_ ? -1 : static_cast<int>(linger.count() / 10);
            if (::poll(both.data(), both.size(), wait) < 0) continue;
            if (both[0].revents != 0 && !hear()) {
                complain("`linli serve` has stopped");
                return exit_code::not_running;
            }
            if (both[1].revents != 0) type();
        }
        return failed_ ? exit_code::failed : exit_code::good;
    }

private:
    bool over() const { return failed_ || (!typing_ && waiting_ == 0 && clock::now() - last_word_ > linger); }

    bool hear() {
        do {
            const auto line = to_.read();
            if (!line) return false;
            show(json::parse(*line, nullptr, false));
        } while (to_.has_line());
        return true;
    }

    void show(const json& frame) {
        if (!frame.is_object()) return;
        const auto kind = frame.value("t", "");
        last_word_ = clock::now();
        if (frame.contains("error")) {
            complain(frame.value("error", ""));
            failed_ = true;
        } else if (kind == "welcome") {
            until_ = frame.value("last", std::int64_t{0});
            welcomed_ = true;
        } else if (kind == "row") {
            show_row(frame);
        } else if (kind == "ack") {
            settle();
        } else if (kind == "nack") {
            complain(frame.value("text", ""));
            settle();
        }
    }

    void show_row(const json& row) {
        const auto from = row.value("from", "");
        if (from == "me") {
            settle();
            return;
        }
        const auto seq = row.value("seq", std::int64_t{0});
        if (seq <= until_ && tty_ == false) return;  // said in an earlier conversation
        fmt::print("{}> {}\n", from == "staff" ? row.value("who", "staff") : "linli", row.value("text", ""));
        for (const auto& c : row.value("choices", json::array()))
            fmt::print("  {}  {}\n", c.value("digit", 0), c.value("label", ""));
        std::fflush(stdout);
        to_.send(json{{"t", "seen"}, {"seq", seq}}.dump());
    }

    void settle() {
        if (waiting_ > 0) --waiting_;
        if (waiting_ == 0 && !held_.empty()) say_next();
    }

    void type() {
        std::array<char, 4096> some;
        const auto n = ::read(STDIN_FILENO, some.data(), some.size());
        if (n <= 0)
            typing_ = false;
        else
            typed_.append(some.data(), static_cast<std::size_t>(n));
        if (!typing_ && !typed_.empty()) typed_ += '\n';
        for (auto end = typed_.find('\n'); end != std::string::npos; end = typed_.find('\n')) {
            if (end > 0) held_.push_back(typed_.substr(0, end));
            typed_.erase(0, end + 1);
        }
        last_word_ = clock::now();
        if (waiting_ == 0 && !held_.empty()) say_next();
    }

    // One after the other: the next word may answer the question that this one brings.
    void say_next() {
        const json frame{{"t", "say"}, {"id", new_token()}, {"text", held_.front()}, {"photos", json::array()}};
        held_.erase(held_.begin());
        ++waiting_;
        to_.send(frame.dump(-1, ' ', false, json::error_handler_t::replace));
    }

    control_client& to_;
    const bool tty_;
    bool typing_ = true;
    bool welcomed_ = false;
    bool failed_ = false;
    std::int64_t until_ = 0;   // rows up to here are old
    std::size_t waiting_ = 0;  // words without their acknowledgement
    std::string typed_;
    std::vector<std::string> held_;
    clock::time_point last_word_ = clock::now();
};

int none_runs(const std::filesystem::path& data_dir) {
    complain("no `linli serve` runs on " + data_dir.string());
    return exit_code::not_running;
}

}  // namespace

int chat(const common& o, const std::string& name, const std::string& language) {
    if (!is_terminal_name(name)) {
        complain("--as takes a name of at most 32 of a-z, 0-9, _ and -, such as ann");
        return exit_code::usage;
    }
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    control_client to(settings->data_dir);
    if (!to.connected()) return none_runs(settings->data_dir);
    to.send(json{{"do", "chat"}, {"as", name}, {"language", language}}.dump());
    to.send(R"({"t":"hello","last":0})");
    return terminal(to).run();
}

int retry(const common& o) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    control_client to(settings->data_dir);
    if (!to.connected()) return none_runs(settings->data_dir);
    to.send(R"({"do":"retry"})");
    const auto line = to.read();
    const auto told = line ? json::parse(*line, nullptr, false) : json();
    if (!told.is_object() || told.contains("error")) {
        complain(told.is_object() ? told.value("error", "") : "`linli serve` gave no answer");
        return exit_code::failed;
    }
    const auto left = told.value("parked", 0);
    fmt::print("taken again: {}, set aside again: {}\n", told.value("taken", 0), left);
    return left == 0 ? exit_code::good : exit_code::failed;
}

}  // namespace linli::gateway::cli
