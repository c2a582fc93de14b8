#include "tests/bench/generator.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace linli::bench {
namespace {

constexpr nanoseconds second = 1'000'000'000;
constexpr int most_messages = 12;              // of one resident: 20 a minute are a flood, and a dialogue has up to 8
constexpr nanoseconds patience = 30 * second;  // after the last turn began: later is lost. A group's cards
                                               // leave at 64 / 50 ms and may lag by seconds
constexpr nanoseconds quiet = second / 2;      // after the last send was answered: a second reply shows
constexpr std::size_t most_webhooks = 60;      // connections in the open loop: one address may have 64

double cpu_of(long pid) {  // seconds, user and system, of all its threads
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string all;
    std::getline(in, all);
    const auto close = all.rfind(')');
    if (close == std::string::npos) return 0;
    unsigned long user = 0, system = 0;
    std::sscanf(all.c_str() + close + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double own_cpu() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    auto s = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
    return s(u.ru_utime) + s(u.ru_stime);
}

nanoseconds of_seconds(double s) { return static_cast<nanoseconds>(s * 1e9); }

}  // namespace

struct generator::peer {
    enum class kind { listener, console, webhook, api };
    peer(kind k, int fd) : what(k), wire(fd) {}
    kind what;
    connection wire;
    std::vector<turn*> serves;     // webhook: whose request is out
    std::uint64_t generation = 0;  // api: requests so far, so that a delayed answer finds its own
    bool gone = false;
};

generator::generator(load_options o)
    : options_(std::move(o)), script_(make_script(options_.script)), platform_(make_platform(options_.platform)) {
    if (!script_) throw std::invalid_argument("no such script: " + options_.script);
    if (!platform_) throw std::invalid_argument("no such platform: " + options_.platform);
    turns_.resize(options_.residents);
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        turns_[i].who.chat = first_person + static_cast<std::int64_t>(i);
        idle_.push_back(&turns_[i]);
    }
    for (std::size_t i = idle_.size(); i > 1; --i) {  // neighbours do not write in the order of ids
        random_ ^= random_ << 13, random_ ^= random_ >> 7, random_ ^= random_ << 17;
        std::swap(idle_[i - 1], idle_[random_ % i]);
    }
    listener_ = std::make_unique<peer>(peer::kind::listener, listen_on(options_.api_port));
    console_ = std::make_unique<peer>(peer::kind::console, dup(STDIN_FILENO));
    poller_.add(listener_->wire.fd(), listener_.get());
    poller_.add(console_->wire.fd(), console_.get());
}

generator::~generator() = default;

void generator::run() {
    while (!ended_) {
        auto now = steady_now();
        for (const auto& e : poller_.wait(next_wake(now))) handle(*static_cast<peer*>(e.data.ptr), e.events);
        sweep();
        now = steady_now();
        answer_delayed(now);
        if (!going_) continue;
        sample_cpu(now);
        start_turns(now);
        if (now < measured_to_) continue;
        if (busy_ != 0 || !delayed_.empty()) quiet_until_ = now + quiet;
        ended_ = now >= give_up_ || now >= quiet_until_;
    }
    for (auto& t : turns_)
        if (t.busy) ++tally_.lost;
}

nanoseconds generator::next_wake(nanoseconds now) const {
    nanoseconds wake = now + second / 20;  // phases end within 50 ms of their time
    if (!delayed_.empty()) wake = std::min(wake, delayed_.front().due);
    if (going_ && options_.rate > 0 && now < measured_to_)
        wake = std::min(wake, began_ + of_seconds(static_cast<double>(started_) / options_.rate));
    if (going_ && cpu_samples_ == 0) wake = std::min(wake, measured_from_);
    if (going_ && cpu_samples_ == 1) wake = std::min(wake, measured_to_);
    return wake;
}

void generator::handle(peer& p, std::uint32_t what) {
    switch (p.what) {
        case peer::kind::console:
            if ((what & (EPOLLIN | EPOLLHUP)) != 0) on_command();
            return;
        case peer::kind::listener:
            for (int fd; (fd = accept_from(p.wire.fd())) >= 0;) {
                peers_.push_back(std::make_unique<peer>(peer::kind::api, fd));
                poller_.add(fd, peers_.back().get());
            }
            return;
        default:
            break;
    }
    if (p.gone) return;
    bool alive = p.wire.flush();
    if (alive && (what & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) alive = p.wire.fill();
    http_text message;
    auto state = scanned::more;
    while (!p.gone && (state = scan_http(p.wire.unread(), message)) == scanned::whole) {
        const auto size = message.size;
        p.what == peer::kind::api ? on_call(p, message) : on_ack(p, message);
        p.wire.consume(size);
    }
    if (!alive || state == scanned::broken) drop(p);
}

void generator::on_command() {
    char line[64] = {};
    const auto n = read(console_->wire.fd(), line, sizeof line - 1);
    if (n <= 0 && !going_) ended_ = true;  // our driver is gone
    if (n > 3 && !going_ && std::string_view(line).starts_with("go")) {
        pid_ = std::strtol(line + 2, nullptr, 10);
        begin();
    }
}

void generator::begin() {
    going_ = true;
    began_ = steady_now();
    measured_from_ = began_ + of_seconds(options_.warm_up_s);
    measured_to_ = measured_from_ + of_seconds(options_.measured_s);
    give_up_ = measured_to_ + patience;
    quiet_until_ = measured_to_ + quiet;
}

void generator::sample_cpu(nanoseconds now) {
    if (cpu_samples_ == 0 ? now < measured_from_ : now < measured_to_ || cpu_samples_ > 1) return;
    const double sign = cpu_samples_++ == 0 ? -1 : 1;
    server_cpu_s_ += sign * (pid_ > 0 ? cpu_of(pid_) : 0);
    own_cpu_s_ += sign * own_cpu();
}

void generator::start_turns(nanoseconds now) {
    if (now >= measured_to_) return;
    if (options_.rate <= 0) {
        while (busy_ < options_.in_flight && !(idle_.empty() && talking_.empty())) start_turn(now);
        return post_started();
    }
    for (;;) {
        const auto intended = began_ + of_seconds(static_cast<double>(started_) / options_.rate);
        if (intended > now) return post_started();
        if (idle_.empty() && talking_.empty()) {  // every resident waits for an answer: the program is far behind
            ++tally_.late;
            ++started_;
            continue;
        }
        start_turn(intended);
    }
}

// One in twenty households is in the middle of a dialogue, so that its steps are mixed from the
// start.
generator::turn* generator::next_resident() {
    const bool goes_on = idle_.empty() || talking_.size() > turns_.size() / 20;
    auto& from = goes_on && !talking_.empty() ? talking_ : idle_;
    turn* t = from.front();
    from.pop_front();
    return t;
}

void generator::start_turn(nanoseconds intended) {
    turn& t = *next_resident();
    ++busy_;
    ++started_;
    t.busy = true;
    t.acked = t.replied = t.repeating = false;
    t.started = intended;
    random_ ^= random_ << 13, random_ ^= random_ >> 7, random_ ^= random_ << 17;
    t.again = static_cast<double>(random_ % 10'000) < options_.replay * 10'000;
    said_.push_back({next_update_++, t.who.chat, script_->says(t.who)});
    if (t.again) t.request = platform_->request({options_.path, options_.secret}, {&said_.back(), 1});
    ++tally_.updates;
    ++t.who.messages;
    together_.push_back(&t);
    if (together_.size() == platform_->most_together()) post_started();
}

void generator::post_started() {
    if (together_.empty()) return;
    auto request = platform_->request({options_.path, options_.secret}, said_);
    said_.clear();
    post(std::exchange(together_, {}), std::move(request));
}

void generator::post(std::vector<turn*> turns, std::string request) {
    peer* p = nullptr;
    if (!free_.empty()) {
        p = free_.back();
        free_.pop_back();
    } else if (webhooks_ < (options_.rate > 0 ? most_webhooks : options_.in_flight)) {
        p = open_webhook();
    }
    if (p == nullptr) {
        backlog_.push_back({std::move(turns), std::move(request)});
        return;
    }
    p->serves = std::move(turns);
    if (!p->wire.write(request)) drop(*p);
}

generator::peer* generator::open_webhook() {
    const int fd = connect_to(options_.webhook_port);
    if (fd < 0) return nullptr;
    peers_.push_back(std::make_unique<peer>(peer::kind::webhook, fd));
    poller_.add(fd, peers_.back().get());
    ++webhooks_;
    return peers_.back().get();
}

void generator::on_ack(peer& p, const http_text& answer) {
    const auto turns = std::exchange(p.serves, {});
    if (turns.empty()) return;
    const int status = status_of(answer.first_line);
    if (backlog_.empty()) {
        free_.push_back(&p);
    } else {
        auto next = std::move(backlog_.front());
        backlog_.pop_front();
        p.serves = std::move(next.turns);
        if (!p.wire.write(next.request)) drop(p);
    }
    if (status != 200) {
        ++tally_.http_errors;
        if (tally_.first_status == 0) tally_.first_status = status;
        for (auto* t : turns) release(*t);
        return;
    }
    const auto now = steady_now();
    for (auto* t : turns) acknowledged(*t, now);
}

void generator::acknowledged(turn& t, nanoseconds now) {
    if (t.repeating) {
        ++tally_.replays;
        return release(t);
    }
    ++tally_.acked;
    t.acked = true;
    if (within(t.started)) tally_.ack_us.push_back(static_cast<std::uint32_t>((now - t.started) / 1000));
    finish_part(t);
}

void generator::on_call(peer& p, const http_text& request) {
    const auto call = platform_->read(request);
    ++tally_.calls;
    ++p.generation;
    auto answer = platform_->answer(call, ++serial_);
    if (options_.api_delay_ms > 0 && going_ && call.person != 0) {
        delayed_.push_back(
            {steady_now() + of_seconds(options_.api_delay_ms / 1000), &p, p.generation, std::move(answer)});
    } else if (!p.wire.write(answer)) {
        drop(p);
    }
    if (call.shows) on_reply(call);
}

void generator::on_reply(const api_call& call) {
    const auto index = call.person - first_person;
    if (index < 0) {
        ++tally_.other_sends;  // the staff group
        return;
    }
    turn& t = turns_[static_cast<std::size_t>(index) % turns_.size()];
    ++tally_.replies;
    if (t.who.chat != call.person || !t.busy || t.replied) {
        ++tally_.duplicate;
        if (tally_.first_wrong.empty()) tally_.first_wrong = "a second reply: " + call.text;
        return;
    }
    const auto said = script_->says(t.who);
    if (!script_->hears(t.who, {call.text, call.choices})) {
        ++tally_.wrong;
        if (tally_.first_wrong.empty()) tally_.first_wrong = "to «" + said + "»: " + call.text;
    }
    t.replied = true;
    if (within(t.started)) tally_.reply_us.push_back(static_cast<std::uint32_t>((steady_now() - t.started) / 1000));
    finish_part(t);
}

void generator::finish_part(turn& t) {
    if (!t.acked || !t.replied) return;
    if (within(steady_now())) ++tally_.turns;
    if (!t.again) return release(t);
    t.again = false;
    t.repeating = true;
    post({&t}, std::move(t.request));
}

void generator::release(turn& t) {
    t.busy = false;
    --busy_;
    const bool talking = t.who.answers != 0 || t.who.stage != 0;
    (talking ? talking_ : idle_).push_back(&t);
    if (talking || t.who.messages <= most_messages) return;
    ++moved_out_;  // somebody else moves in, with a chat of their own
    dialogues_ += t.who.talks;
    t.who = {.chat = t.who.chat + static_cast<std::int64_t>(turns_.size())};
}

void generator::answer_delayed(nanoseconds now) {
    while (!delayed_.empty() && delayed_.front().due <= now) {
        auto& d = delayed_.front();
        if (!d.to->gone && d.to->generation == d.generation && !d.to->wire.write(d.bytes)) drop(*d.to);
        delayed_.pop_front();
    }
}

void generator::sweep() {
    if (!any_gone_ || !delayed_.empty()) return;  // a delayed answer names its peer
    std::erase_if(peers_, [](const auto& p) { return p->gone; });
    any_gone_ = false;
}

void generator::drop(peer& p) {
    if (p.gone) return;
    p.gone = any_gone_ = true;
    if (p.what != peer::kind::webhook) return;
    --webhooks_;
    std::erase(free_, &p);
    for (auto* t : std::exchange(p.serves, {})) {
        ++tally_.http_errors;
        release(*t);
    }
}

}  // namespace linli::bench
