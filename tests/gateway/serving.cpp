#include "tests/gateway/serving.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>

#include "gateway/config/load.hpp"
#include "tests/support/files.hpp"

namespace linli::test {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
    static std::atomic<int> count{0};
    const auto path =
        fs::temp_directory_path() / ("linli-serving-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    fs::remove_all(path);
    fs::create_directories(path);
    return path;
}

std::uint16_t port_in(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    REQUIRE(at != std::string::npos);
    return static_cast<std::uint16_t>(std::stoi(text.substr(at + before.size())));
}

std::uint16_t free_port() {
    net::io_context io;
    return net::ip::tcp::acceptor(io, {net::ip::make_address("127.0.0.1"), 0}).local_endpoint().port();
}

}  // namespace

serving::serving(const std::string& toml, gateway::patience patience, std::chrono::milliseconds house_every)
    : folder_(new_folder()),
      log_file_(::open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)),
      log_(log_file_) {
    const auto data = (folder_ / "data").string();
    // With a public address that is what the program prints, so the port must be known before.
    if (toml.find("public_url") != std::string::npos) port_ = free_port();
    const auto text = "[gateway]\nlisten = \"127.0.0.1:" + std::to_string(port_) +
                      "\"\ninternal_listen = \"127.0.0.1:0\"\ndata_dir = \"" + data + "\"\ndrain = \"0s\"\n" + toml;
    auto settings = gateway::parse_config(text, "test.toml", {}, adapters::catalogue());
    REQUIRE(settings);
    gateway::app_options options{*settings, [settings] { return settings; },
                                 [this](const std::string& said) { read_addresses(said); }};
    options.patience = patience;
    options.house_every = house_every;
    options.photo_child.program = LINLI_MEDIA_PROBE;
    auto started = gateway::app::start(std::move(options), log_);
    if (!started) FAIL(started.error().why);
    app_ = *std::move(started);
    thread_ = std::thread([this] { app_->run(); });
}

serving::~serving() {
    if (app_) app_->ask_to_stop();
    if (thread_.joinable()) thread_.join();
    app_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    log_.flush();
    ::close(log_file_);
}

void serving::read_addresses(const std::string& said) {
    const std::string scheme = said.find("residents   https:") == std::string::npos ? "http" : "https";
    if (port_ == 0) port_ = port_in(said, "residents   " + scheme + "://127.0.0.1:");
    internal_port_ = port_in(said, "metrics   http://127.0.0.1:");
    if (const auto key = said.find("?key="); key != std::string::npos) staff_key_ = said.substr(key + 5, 43);
}

std::string serving::logged() {
    log_.flush();
    return read_file(folder_ / "log");
}

answer browser::ask(const char* method, const std::string& target, const std::string& body, const std::string& type) {
    net::io_context io;
    net::ip::tcp::socket socket(io);
    socket.connect({net::ip::make_address("127.0.0.1"), port_});
    http::request<http::string_body> request;
    request.method_string(method);
    request.target(target);
    request.version(11);
    request.set(http::field::host, "127.0.0.1:" + std::to_string(port_));
    if (!origin_.empty()) request.set(http::field::origin, origin_);
    if (!cookies_.empty()) request.set(http::field::cookie, cookies_);
    if (!type.empty()) request.set(http::field::content_type, type);
    request.set(http::field::accept_language, "en");
    request.body() = body;
    request.prepare_payload();
    beast::error_code ignored;
    http::write(socket, request, ignored);  // a refusal may come before all of it is sent
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(64 << 20);
    http::read(socket, buffer, parser);
    auto response = parser.release();
    for (const auto& field : response.base())
        if (field.name() == http::field::set_cookie) {
            const std::string value(field.value());
            cookies_ += (cookies_.empty() ? "" : "; ") + value.substr(0, value.find(';'));
        }
    return {static_cast<int>(response.result_int()), response.body(), response.base()};
}

std::string raw(std::uint16_t port, const std::string& bytes, std::chrono::milliseconds within) {
    net::io_context io;
    beast::tcp_stream stream(io);
    stream.connect({net::ip::make_address("127.0.0.1"), port});
    std::string all;
    std::array<char, 4096> some;
    stream.expires_after(within);
    net::async_write(stream, net::buffer(bytes), [](beast::error_code, std::size_t) {});
    std::function<void(beast::error_code, std::size_t)> read = [&](beast::error_code error, std::size_t n) {
        all.append(some.data(), n);
        if (!error) stream.async_read_some(net::buffer(some), read);
    };
    stream.async_read_some(net::buffer(some), read);
    io.run();
    return all;
}

page::page(const browser& b, const std::string& path, std::int64_t last) {
    beast::get_lowest_layer(ws_).connect({net::ip::make_address("127.0.0.1"), b.port()});
    ws_.set_option(beast::websocket::stream_base::decorator([&](beast::websocket::request_type& r) {
        r.set(http::field::origin, b.origin());
        r.set(http::field::cookie, b.cookies());
    }));
    ws_.handshake("127.0.0.1:" + std::to_string(b.port()), path);
    send({{"t", "hello"}, {"last", last}});
}

void page::send_text(const std::string& text) {
    beast::error_code ignored;  // a server that has closed says why when we read
    ws_.write(net::buffer(text), ignored);
}

nlohmann::json page::next(const std::string& kind) {
    for (;;) {
        beast::flat_buffer buffer;
        beast::error_code failed = beast::error::timeout;
        beast::get_lowest_layer(ws_).expires_after(std::chrono::seconds{10});
        ws_.async_read(buffer, [&](beast::error_code e, std::size_t) { failed = e; });
        io_.restart();
        io_.run();
        if (failed) FAIL("no \"" << kind << "\" came: " << failed.message());
        auto frame = nlohmann::json::parse(beast::buffers_to_string(buffer.data()));
        if (frame["t"] == kind) return frame;
        seen.push_back(std::move(frame));
    }
}

nlohmann::json page::next_of_bot() {
    for (;;) {
        auto row = next("row");
        if (row["from"] == "bot" && row["text"] != "") return row;
        seen.push_back(std::move(row));
    }
}

std::uint16_t page::closed() {
    for (;;) {
        beast::flat_buffer buffer;
        beast::error_code failed = beast::error::timeout;
        beast::get_lowest_layer(ws_).expires_after(std::chrono::seconds{10});
        ws_.async_read(buffer, [&](beast::error_code e, std::size_t) { failed = e; });
        io_.restart();
        io_.run();
        if (failed == beast::error::timeout) FAIL("the server did not close");
        if (failed) return ws_.reason().code;
    }
}

void open_chat(browser& b) { REQUIRE(b.post("/api/chat/session", R"({"language":"en"})").status == 200); }

nlohmann::json say(const std::string& id, const std::string& text) {
    return {{"t", "say"}, {"id", id}, {"text", text}, {"photos", nlohmann::json::array()}};
}

}  // namespace linli::test
