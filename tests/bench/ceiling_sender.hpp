// The ceiling's outbound half: keep-alive connections to the platform's API that take texts from
// one queue. No order, no limits, no retry: a send that fails ends the program.
//
// Thread: the io_context's one. Units: one POST sendMessage a text.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "tests/bench/ceiling_store.hpp"

namespace linli::bench {

class ceiling_sender {
public:
    // `sent` is called with the outbox row after the API's 200.
    ceiling_sender(boost::asio::io_context& io, boost::asio::ip::tcp::endpoint api,
                   std::function<void(std::int64_t)> sent);
    ~ceiling_sender();
    void send(answer a);

private:
    class line;  // one connection
    void take(line& l);

    boost::asio::io_context& io_;
    boost::asio::ip::tcp::endpoint api_;
    std::function<void(std::int64_t)> sent_;
    std::deque<answer> queue_;
    std::vector<std::unique_ptr<line>> lines_;
    std::vector<line*> free_;
};

}  // namespace linli::bench
