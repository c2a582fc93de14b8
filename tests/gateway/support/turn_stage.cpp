#include "tests/gateway/support/turn_stage.hpp"

#include "dialogs/cases/lifecycle.hpp"

namespace linli::gateway::turn_stage {
namespace {

texts say_nothing() {
    texts::table t{{"parked", "recorded; a person will look"}, {"group.parked", "an event was parked"}};
    return texts(t, t);
}

}  // namespace

bench::bench() {
    c.texts = say_nothing();
    c.taxonomy.levels.resize(5);
    test::add_channel(known, "tg");
    test::add_channel(known, "web").what.hosted = true;
    auto& sms = test::add_channel(known, "sms");
    sms.what.count = adapters::capabilities::unit::sms;
    c.room = store.person_for({"tg", "-100"});
    seams.turn = [this](const community&, const view& v, const event& e, const fresh& f) {
        ++begun;
        begun.notify_all();
        gate.wait(false);
        return echo(v, e, f);
    };
}

bench::~bench() { open_gate(); }

void bench::open_gate() {
    gate = true;
    gate.notify_all();
}

turn_result bench::echo(const view& v, const event& e, const fresh& f) {
    decision d;
    d.note = "echo";
    if (e.room != c.room) {
        d.self = v.self;
        ++d.self->serial;
    }
    const auto* s = std::get_if<said>(&e.body);
    if (std::holds_alternative<tick>(e.body) || std::holds_alternative<prompt>(e.body)) return d;
    if (s && s->text == "throw") throw std::runtime_error("a bug");
    if (s && s->text == "steal") d.self->id = person_id{999};
    if (s && s->text == "ask") {
        need more;
        more.cases = {case_code{77}};
        return more;
    }
    if (s && s->text == "post") {
        prompt again;
        again.what = "again";
        d.posts.push_back({e.room, std::move(again)});
    }
    if (s && s->text == "praise") d.note = praise_note;
    if (s && s->text == "forget") d.forget = true;
    if (s && s->text == "open") {
        case_change change;
        change.after.code = f.next_case;
        change.after.intake.reporter = e.room;
        case_entry first;
        first.code = f.next_case;
        first.seq = 1;
        first.at = f.now;
        first.opened.push_back(change.after.intake);
        linli::apply(change.after = case_file{}, first);
        change.entries = {first};
        d.cases.push_back(std::move(change));
    }
    outgoing o;
    o.to = e.room;
    if (s) o.text = s->text + " " + std::to_string(v.self.serial);
    if (s && !s->reply_tag.empty()) o.text += " about " + s->reply_tag;
    if (s && s->thread_case != case_code::none)
        o.text += " in " + std::to_string(static_cast<std::int64_t>(s->thread_case));
    if (const auto* r = std::get_if<delivery>(&e.body))
        o.text = "report " + r->ref + " " + std::string(name_of(r->verdict));
    if (s && s->text.starts_with("card")) {
        o.tag = "card:1";
        o.about = case_code{1};
        o.ref = "w1";
        o.report_to = c.room;
    }
    d.send.push_back(std::move(o));
    return d;
}

turns& bench::run() {
    turn_listeners to;
    to.to_send = [this](auto rows) {
        heard.change([&] { heard.rows.insert(heard.rows.end(), rows.begin(), rows.end()); });
    };
    to.to_web = [this](auto rows) {
        heard.change([&] { heard.web.insert(heard.web.end(), rows.begin(), rows.end()); });
    };
    to.to_tap = [this](auto taps) {
        heard.change([&] { heard.taps.insert(heard.taps.end(), taps.begin(), taps.end()); });
    };
    to.ready = [this](bool yes) { heard.change([&] { heard.ready.push_back(yes); }); };
    to.log = [this](const turn_log& l) { heard.change([&] { heard.notes.emplace_back(l.note); }); };
    loop = std::make_unique<turns>(store, c, known, std::move(to), limits, seams);
    loop->start();
    return *loop;
}

arrival bench::words(const std::string& channel, const std::string& chat, const std::string& text,
                     const std::string& key) {
    arrival a;
    a.channel = channel;
    a.what.minute = 1;
    a.what.key = key;
    a.what.chat = a.what.sender = chat;
    said s;
    s.text = text;
    a.what.body = s;
    return a;
}

arrival bench::rejection(const std::string& channel, const std::string& chat, const std::string& id) {
    arrival a;
    a.channel = channel;
    a.what.chat = a.what.sender = chat;
    a.what.key = "r:" + id;
    delivery d;
    d.ref = id;
    d.verdict = verdict_kind::rejected;
    a.what.body = d;
    return a;
}

void bench::take_and_wait(arrival a) {
    std::promise<void> taken_in;
    std::vector<arrival> all;
    all.push_back(std::move(a));
    loop->submit(std::move(all), [&](taken) { taken_in.set_value(); });
    taken_in.get_future().get();
}

void bench::say(const std::string& text, const std::string& key, const std::string& chat) {
    std::vector<arrival> all;
    all.push_back(words("tg", chat, text, key));
    loop->submit(std::move(all), [this, key](taken t) {
        // The promise itself: what is acknowledged is in the store already.
        const int commits = store.commits;
        heard.change([&] {
            heard.ends.emplace_back(key, t);
            if (t == taken::committed) acked_after.push_back(commits);
        });
    });
}

taken bench::say_and_wait(const std::string& text, const std::string& key, const std::string& chat) {
    say(text, key, chat);
    REQUIRE(heard.until([&] { return heard.end_of(key).has_value(); }));
    return *heard.end_of(key);
}

}  // namespace linli::gateway::turn_stage
