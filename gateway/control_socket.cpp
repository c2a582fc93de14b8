#include "gateway/control_socket.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <deque>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>

#include "gateway/awaiting.hpp"
#include "gateway/health.hpp"
#include "gateway/io.hpp"
#include "gateway/web/room_socket.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
using local = net::local::stream_protocol;

constexpr std::size_t retried_at_once = 1'000;  // parked events; more is a second call
constexpr std::size_t name_max = 32;            // of a resident in the terminal

// Lines instead of WebSocket frames.
class line_socket : public frame_socket, public std::enable_shared_from_this<line_socket> {
public:
    explicit line_socket(local_socket socket) : socket_(std::move(socket)) {}

    awaitable<std::optional<std::string>> read() override {
        const auto [error, n] =
            co_await net::async_read_until(socket_, net::dynamic_buffer(read_, control_line_max), '\n', as_error);
        if (error || n == 0) co_return std::nullopt;
        std::string line = read_.substr(0, n - 1);
        read_.erase(0, n);
        co_return line;
    }

    void send(std::shared_ptr<const std::string> frame) override {
        if (closing_) return;
        queue_.push_back(*frame + "\n");
        write_on();
    }

    void close(std::uint16_t, std::string_view) override {
        closing_ = true;
        write_on();
    }

private:
    void write_on() {
        if (writing_) return;
        writing_ = true;
        net::co_spawn(
            socket_.get_executor(), [self = shared_from_this()] { return self->write_all(); }, net::detached);
    }

    awaitable<void> write_all() {
        boost::system::error_code error;
        while (!queue_.empty() && !error) {
            const auto line = std::move(queue_.front());
            queue_.pop_front();
            std::tie(error, std::ignore) = co_await net::async_write(socket_, net::buffer(line), as_error);
        }
        writing_ = false;
        if (closing_ || error) socket_.close(error);
    }

    local_socket socket_;
    std::string read_;
    std::deque<std::string> queue_;
    bool writing_ = false;
    bool closing_ = false;
};

void say(frame_socket& to, const nlohmann::json& what) {
    to.send(std::make_shared<const std::string>(what.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
}

awaitable<std::vector<storage::parked_row>> parked(services& s) {
    auto rows = std::make_shared<std::vector<storage::parked_row>>();
    co_await on_store(s.loop, s.land, [rows](storage::store& store) { *rows = store.parked(retried_at_once); });
    co_return std::move(*rows);
}

awaitable<void> retry(services& s, frame_socket& to) {
    auto rows = co_await parked(s);
    std::size_t done = 0;
    for (auto& row : rows) {
        auto start = [&s, &row](done_handler d) { s.loop.retry(std::move(row), std::move(d)); };
        const auto how = co_await taken_by(s.land, start);
        if (how == taken::committed) ++done;
    }
    const auto left = co_await parked(s);
    say(to, {{"taken", done}, {"parked", left.size()}});
}

// What /readyz tells, for `linli doctor`, which may not know the port.
void status(services& s, frame_socket& to) {
    const auto reasons = not_ready(s);
    auto troubles = nlohmann::json::object();
    for (const auto& c : s.known.all())
        if (auto trouble = s.known.trouble(c->name); !trouble.empty()) troubles[c->name] = std::move(trouble);
    say(to, {{"ready", reasons.empty()}, {"reasons", reasons}, {"troubles", std::move(troubles)}});
}

std::string text_of(const nlohmann::json& o, const char* key) {
    const auto found = o.find(key);
    return found != o.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

awaitable<void> chat(services& s, const nlohmann::json& wish, std::shared_ptr<frame_socket> to) {
    const auto name = text_of(wish, "as");
    if (!is_terminal_name(name)) co_return say(*to, {{"error", "the name may hold a-z, 0-9, _ and - only"}});
    const auto speaks = named<language>(text_of(wish, "language")).value_or(s.settings.language);
    room_visit visit{{"t-" + name, {}, role::resident}, room_kind::chat, speaks, terminal_channel};
    co_await converse_in_room(s, std::move(visit), std::move(to));
}

}  // namespace

bool is_terminal_name(std::string_view name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return !name.empty() && name.size() <= name_max && name.find_first_not_of(allowed) == name.npos;
}

socket_path::socket_path(const std::filesystem::path& data_dir)
    : folder_(::open(data_dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

socket_path::~socket_path() {
    if (folder_ >= 0) ::close(folder_);
}

std::string socket_path::text() const { return fmt::format("/proc/self/fd/{}/linli.sock", folder_); }

control_socket::control_socket(net::io_context& io, const std::filesystem::path& data_dir, services& to)
    : io_(io), services_(to), path_(data_dir), acceptor_(io) {
    ::unlink(path_.text().c_str());  // of an earlier process: the data lock says that it has ended
    acceptor_.open();
    const auto mask = ::umask(0177);  // from its first moment for the owner alone
    boost::system::error_code error;
    acceptor_.bind(local::endpoint(path_.text()), error);
    ::umask(mask);
    if (error) throw boost::system::system_error(error, "the control socket in the data folder");
    acceptor_.listen();
}

void control_socket::start() { net::co_spawn(io_, accept_all(), net::detached); }

void control_socket::stop() {
    if (stopping_) return;
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    ::unlink(path_.text().c_str());
}

awaitable<void> control_socket::accept_all() {
    while (!stopping_) {
        local_socket socket(io_);
        const auto [error] = co_await acceptor_.async_accept(socket, as_error);
        if (stopping_) co_return;
        if (!error) net::co_spawn(io_, serve(std::move(socket)), net::detached);
    }
}

awaitable<void> control_socket::serve(local_socket socket) {
    auto to = std::make_shared<line_socket>(std::move(socket));
    try {
        const auto line = co_await to->read();
        if (!line) co_return;
        const auto wish = nlohmann::json::parse(*line, nullptr, false);
        const auto what = wish.is_object() ? text_of(wish, "do") : std::string{};
        if (what == "retry")
            co_await retry(services_, *to);
        else if (what == "status")
            status(services_, *to);
        else if (what == "chat")
            co_await chat(services_, wish, to);
        else
            say(*to, {{"error", "there is no such request"}});
    } catch (const std::exception& e) {
        say(*to, {{"error", e.what()}});
    }
    to->close(1000, "");
}

}  // namespace linli::gateway
