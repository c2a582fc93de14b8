// How the commands that change something reach a running `serve`: <data>/linli.sock, for the owner of the
// data alone (0600), a line of JSON each way.
//
//   request = {"do":"retry"}                          -> {"taken":N,"parked":M}
//           | {"do":"status"}                         -> {"ready":BOOL,"reasons":"…","troubles":{CHANNEL:"…"}}
//           | {"do":"chat","as":NAME,"language":LANG} -> from then on the frames of the web chat, one a line
//   error   = {"error":"…"}
//
// For the I/O thread. The file is made by the constructor and removed by `stop`.
#pragma once

#include <filesystem>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

// The channel on which `linli chat` is a resident. Its name is taken in every deployment.
inline constexpr const char* terminal_channel = "terminal";
// Whether a resident in the terminal may be called so: a few of a-z, 0-9, _ and -.
bool is_terminal_name(std::string_view name);
inline constexpr std::size_t control_line_max = 64 * 1024;  // a frame of the web chat

// Opens the data folder, so that a path longer than the 107 bytes of a socket's name works too.
class socket_path {
public:
    explicit socket_path(const std::filesystem::path& data_dir);
    ~socket_path();
    socket_path(const socket_path&) = delete;
    socket_path& operator=(const socket_path&) = delete;
    std::string text() const;

private:
    int folder_ = -1;
};

class control_socket {
public:
    control_socket(boost::asio::io_context& io, const std::filesystem::path& data_dir, services& to);
    void start();
    void stop();

private:
    awaitable<void> accept_all();
    awaitable<void> serve(local_socket socket);

    boost::asio::io_context& io_;
    services& services_;
    socket_path path_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
    bool stopping_ = false;
};

}  // namespace linli::gateway
