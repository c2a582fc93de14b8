#include "tests/gateway/support/post_office.hpp"

namespace linli::gateway::sending_stage {

post_office::post_office() : tg(test::add_channel(known, "tg")) {
    c.room = store.person_for({"tg", "-100"});
    tg.on_next = [this](const adapters::job& j, const auto&) -> adapters::step {
        std::lock_guard lock(m);
        jobs.push_back(j);
        cv.notify_all();
        return verdict ? verdict(j) : adapters::verdict{};
    };
    turn_seams seams;
    seams.turn = [this](const community&, const view&, const event& e, const fresh&) -> turn_result {
        decision d;
        std::lock_guard lock(m);
        if (std::holds_alternative<delivery>(e.body) || std::holds_alternative<presence>(e.body)) {
            reports.push_back(e);
            cv.notify_all();
        } else {
            d.send = std::move(to_put);
            to_put.clear();
        }
        return d;
    };
    turn_listeners to;
    to.to_send = [this](auto rows) { out->take(std::move(rows)); };
    loop = std::make_unique<turns>(store, c, known, std::move(to), turns::limits{}, seams);
    sender_options o;
    o.first_delay = 5ms;
    o.most_strikes = 3;
    o.is_group = [this](const auto& row) { return row.message.to == c.room; };
    o.photo = [](std::string hash) -> awaitable<std::string> { co_return "bytes of " + hash; };
    o.photo_link = [](const std::string& hash) { return "https://gw/" + hash; };
    out = std::make_unique<sender>(io, known, http, *loop, o);
    loop->start();
}

post_office::~post_office() {
    loop->stop();
    io.stop();
    if (thread.joinable()) thread.join();
}

void post_office::go() {
    out->start();
    thread = std::thread([this] {
        auto guard = asio::make_work_guard(io);
        io.run();
    });
}

void post_office::put(outgoing o) {
    {
        std::lock_guard lock(m);
        to_put.push_back(std::move(o));
    }
    arrival a;
    a.channel = "tg";
    a.what.chat = a.what.sender = "7";
    a.what.key = std::to_string(++next_key);
    a.what.body = said{};
    std::vector<arrival> all;
    all.push_back(std::move(a));
    std::mutex ended;
    std::condition_variable over;
    bool done = false;
    loop->submit(std::move(all), [&](taken) {
        std::lock_guard lock(ended);
        done = true;
        over.notify_all();
    });
    std::unique_lock lock(ended);
    REQUIRE(over.wait_for(lock, 10s, [&] { return done; }));
}

outgoing post_office::message(const std::string& chat, const std::string& text) {
    outgoing o;
    o.to = store.book.contains({"tg", chat}) ? store.book[{"tg", chat}] : person_id::nobody;
    o.text = text;
    return o;
}

bool post_office::settled() {
    const auto give_up = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < give_up) {
        std::promise<bool> empty;
        loop->run([&](storage::store&) { empty.set_value(store.outbox.empty()); });
        if (empty.get_future().get()) return true;
        std::this_thread::yield();
    }
    return false;
}

adapters::verdict ended(end how, std::vector<std::string> ids, span_of_time after) {
    adapters::verdict v;
    v.how = how;
    v.ids = std::move(ids);
    v.after = after;
    return v;
}

}  // namespace linli::gateway::sending_stage
