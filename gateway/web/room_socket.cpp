#include "gateway/web/room_socket.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "adapters/web/web_frames.hpp"
#include "dialogs/understanding/text.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/web/hearing.hpp"
#include "gateway/web/language.hpp"
#include "gateway/web/rows.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
namespace frames = adapters::web;

constexpr std::size_t rows_at_once = 200;       // of history from one question to the store
constexpr std::size_t text_characters = 4'000;  // as dialogs/event.hpp says; more is told, not cut
constexpr double frame_burst = 60;              // an impatient page after a long time offline
constexpr double frames_per_s = 5;              // nobody writes or taps faster for long
constexpr std::size_t acknowledged_max = 256;   // ids that a row has acknowledged already
constexpr std::uint16_t close_restart = 1012, close_policy = 1008, close_trouble = 1011, close_later = 1013,
                        close_signed_out = 4001;  // our own: the session is over

// One page of one room, from its socket's first frame to its last.
class room_socket : public room_watcher, public std::enable_shared_from_this<room_socket> {
public:
    room_socket(services& s, room_visit visit, std::shared_ptr<frame_socket> socket)
        : s_(s), visit_(std::move(visit)), socket_(std::move(socket)) {
        s_.hub.watch(*this);
        ++s_.sockets_of[visit_.who.subject];
        ++s_.counts.sockets;
    }
    ~room_socket() override {
        --s_.counts.sockets;
        const auto mine = s_.sockets_of.find(visit_.who.subject);
        if (--mine->second == 0) s_.sockets_of.erase(mine);
        s_.hub.leave(*this);
    }
    room_socket(const room_socket&) = delete;
    room_socket& operator=(const room_socket&) = delete;

    awaitable<void> run() {
        executor_ = co_await net::this_coro::executor;
        while (auto text = co_await socket_->read()) {
            if (over_) break;  // what was on its way when the session ended
            const auto frame = frames::read_frame(*text);
            const auto nack = frame ? std::nullopt : named<frames::nack_reason>(frame.error().why);
            if (frame) {
                co_await take(*frame);
            } else if (nack && !frame.error().id.empty()) {
                refuse(frame.error().id, *nack);
            } else {
                socket_->close(close_policy, "not a frame of ours");
                break;
            }
        }
    }

    void rows(std::span<const storage::history_row> some) override {
        if (!welcomed_) return;
        for (const auto& r : some) {
            if (!behind_ && r.seq == sent_ + 1)
                send(r);
            else if (r.seq > sent_)
                behind_ = true;
        }
        if (behind_) catch_up_soon();
    }
    void cases_changed() override {
        if (visit_.kind == room_kind::staff) put(frames::append_cases);
    }
    void signed_out(std::string_view subject) override {
        if (subject == visit_.who.subject) leave();
    }
    void signed_out(person_id member) override {
        if (visit_.kind == room_kind::staff && viewer_ == member) leave();
    }
    void forgotten() override { leave(); }
    void restarting() override {
        put(frames::append_bye, "restart");
        socket_->close(close_restart, "restart");
    }

private:
    awaitable<void> take(const frames::client_frame& frame) {
        if (const auto* h = std::get_if<frames::hello_frame>(&frame))
            co_await welcome(*h);
        else if (!welcomed_)
            socket_->close(close_policy, "hello comes first");
        else if (const auto* w = std::get_if<frames::say_frame>(&frame))
            co_await say(*w);
        else if (const auto* p = std::get_if<frames::press_frame>(&frame))
            co_await press(*p);
        else if (room_ != person_id::nobody)
            s_.loop.seen(room_, std::get<frames::seen_frame>(frame).seq);
    }

    void leave() {
        over_ = true;
        socket_->close(close_signed_out, "signed out");
    }

    // From here on the hub says when the session ends; until here it may have ended unheard.
    awaitable<bool> still_in() {
        if (visit_.session.empty()) co_return true;
        const bool lasts = co_await s_.sessions.lasts(visit_.session);
        co_return lasts;
    }

    bool watches_a_room() const { return visit_.kind == room_kind::chat || hosts_staff_room(s_); }

    awaitable<void> welcome(frames::hello_frame h) {
        if (welcomed_) co_return socket_->close(close_policy, "hello comes once");
        if (watches_a_room()) {
            co_await enter_room();
            if (room_ == person_id::nobody) co_return socket_->close(close_later, "try again");
            s_.hub.watch(*this, room_);
        }
        const bool in = co_await still_in();
        if (!in) co_return leave();
        std::int64_t last = 0;
        if (room_ != person_id::nobody)
            last = co_await s_.ask.ask([room = room_](storage::reader& r) { return r.last_seq(room); });
        put(frames::append_welcome, last, visit_.speaks);
        sent_ = std::min(h.last, last);  // a page that knows more than we do has another room's number
        welcomed_ = true;
        if (room_ == person_id::nobody) co_return;
        behind_ = true;
        co_await catch_up();
    }

    // The first visit makes the person: they are greeted.
    awaitable<void> enter_room() {
        viewer_ = co_await person_of(s_, visit_.channel, visit_.who.subject);
        if (visit_.kind == room_kind::staff) {
            room_ = s_.now_serving->room;
            co_return;
        }
        if (viewer_ == person_id::nobody) {
            auto in = from_visit(s_, visit_);
            in.body = presence{presence_kind::opened, {}, role::resident};
            std::vector<adapters::inbound> events;
            events.push_back(std::move(in));
            co_await hear(s_, visit_.channel, std::move(events));
            viewer_ = co_await person_of(s_, visit_.channel, visit_.who.subject);
        }
        room_ = viewer_;
    }

    awaitable<void> say(const frames::say_frame& w) {
        if (count_chars(w.text) > text_characters) co_return refuse(w.id, frames::nack_reason::too_long);
        if (!gate_.pass("", "", flood_gate::clock::now())) co_return refuse(w.id, frames::nack_reason::too_fast);
        said body;
        body.text = w.text;
        if (w.reply_to > 0) body.reply_to = std::to_string(w.reply_to);
        for (const auto& hash : w.photos) {
            const auto mine = s_.uploads.find(visit_.who.subject, hash);
            if (!mine) co_return refuse(w.id, frames::nack_reason::bad_photo);
            body.attachments.push_back({media_kind::photo, *mine, {}, {}});
        }
        co_await submit(w.id, std::move(body));
    }

    awaitable<void> press(const frames::press_frame& p) {
        if (!gate_.pass("", "", flood_gate::clock::now())) co_return refuse(p.id, frames::nack_reason::too_fast);
        pressed body;
        body.data = p.data;
        body.message_id = std::to_string(p.of);
        co_await submit(p.id, std::move(body));
    }

    awaitable<void> submit(const std::string& id, event_body body) {
        auto in = from_visit(s_, visit_);
        if (std::holds_alternative<pressed>(body)) in.tap_id = visit_.who.subject + " " + id;
        const auto tap = in.tap_id;
        in.key = id;  // a browser has no clock of ours: the id alone tells a repetition
        in.body = std::move(body);
        std::vector<adapters::inbound> events;
        events.push_back(std::move(in));
        acknowledged_.erase(id);  // a repetition brings no row, so it is acknowledged by a frame
        const auto how = co_await hear(s_, visit_.channel, std::move(events));
        if (how == taken::flooded) co_return refuse(id, frames::nack_reason::too_fast);
        if (how != taken::committed) co_return refuse(id, frames::nack_reason::busy);
        if (!acknowledged_.contains(id)) put(frames::append_ack, id, s_.hub.take_toast(tap));
    }

    void refuse(std::string_view id, frames::nack_reason why) {
        const auto key = "web." + std::string(name_of(why));
        std::string frame;
        frames::append_nack(frame, id, why, s_.now_serving->texts.say(visit_.speaks, key));
        send(std::move(frame));
    }

    // Any frame that one of the append functions writes.
    template <class Append, class... A>
    void put(Append append, const A&... values) {
        std::string frame;
        append(frame, values...);
        send(std::move(frame));
    }

    void send(std::string frame) { socket_->send(std::make_shared<const std::string>(std::move(frame))); }

    void send(const storage::history_row& r) {
        sent_ = r.seq;
        send(row_frame(r, viewer_));
        if (r.sender == person_id::nobody || r.sender != viewer_) return;
        if (acknowledged_.size() >= acknowledged_max) acknowledged_.clear();
        acknowledged_.insert(r.client_id);
        put(frames::append_delivered, r.seq);  // a row and its turn are one commit
    }

    // Reads what the page has not seen, until nothing is left; live rows wait for it.
    awaitable<void> catch_up() {
        if (catching_up_) co_return;
        catching_up_ = true;  // stays so when the store fails: the socket closes then
        while (behind_) {
            behind_ = false;
            const auto some = co_await s_.ask.ask(
                [room = room_, after = sent_](storage::reader& r) { return r.history(room, after, rows_at_once); });
            for (const auto& r : some) send(r);
            if (!some.empty()) behind_ = true;
        }
        catching_up_ = false;
    }

    void catch_up_soon() {
        if (catching_up_) return;
        net::co_spawn(
            *executor_, [self = shared_from_this()] { return self->catch_up(); },
            [self = shared_from_this()](std::exception_ptr failed) {
                if (failed) self->socket_->close(close_trouble, "try again");
            });
    }

    services& s_;
    const room_visit visit_;
    std::shared_ptr<frame_socket> socket_;
    std::optional<io_executor> executor_;  // once it runs
    flood_gate gate_{frame_burst, frames_per_s};
    person_id room_{};
    person_id viewer_{};
    std::int64_t sent_ = 0;  // the highest row that this page has
    bool welcomed_ = false;
    bool over_ = false;
    bool behind_ = false;
    bool catching_up_ = false;
    std::set<std::string> acknowledged_;
};

room_visit visit_of(const services& s, const exchange& x, room_kind kind) {
    return {x.who, kind, reader_language(s, x), web_channel(s), sessions::hash_of(x, kind)};
}

}  // namespace

awaitable<void> converse_in_room(services& s, room_visit visit, std::shared_ptr<frame_socket> socket) {
    const auto open = s.sockets_of.find(visit.who.subject);
    if (open != s.sockets_of.end() && open->second >= limit::sockets_each) {
        socket->close(close_policy, "too many pages are open");
        co_return;
    }
    const auto room = std::make_shared<room_socket>(s, std::move(visit), socket);
    co_await room->run();
    s.hub.leave(*room);
}

awaitable<void> chat_socket(services& s, exchange& x, std::shared_ptr<frame_socket> socket) {
    return converse_in_room(s, visit_of(s, x, room_kind::chat), std::move(socket));
}

awaitable<void> staff_socket(services& s, exchange& x, std::shared_ptr<frame_socket> socket) {
    return converse_in_room(s, visit_of(s, x, room_kind::staff), std::move(socket));
}

}  // namespace linli::gateway
