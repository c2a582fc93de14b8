// What nobody asked for and would wake them waits for the morning, and is told as one message a case.
#include <algorithm>
#include <array>

#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr span_of_time talking = std::chrono::minutes{10};  // after their last word they are awake
constexpr std::size_t held_max = 20;                        // of one night; nobody reads more in the morning

bool is_news(const prompt& p) { return p.what == news_told || p.what == news_moved; }

bool asks_about_work(const prompt& p) {
    constexpr auto all = std::to_array<std::string_view>({"ask_plan", "ask_slot", "ask_verify"});
    return std::ranges::find(all, p.what) != all.end();
}

bool asks_anything(const prompt& p) {
    constexpr auto all =
        std::to_array<std::string_view>({"ask_follow_up", "ask_solved", "remind_solved", "remind_score"});
    return asks_about_work(p) || std::ranges::find(all, p.what) != all.end();
}

bool sleeps(const work& w, case_code about) {
    const auto* f = w.find(about);
    return f ? lets_sleep(w.c, *f, w.now()) : w.c.calendar.is_quiet(w.now());
}

bool would_wake(const work& w, case_code about) {
    return sleeps(w, about) && !w.self.silent && w.now() - w.self.seen_at >= talking;
}

void hold(work& w, prompt p) {
    auto& held = w.self.held;
    if (p.what == news_moved)
        std::erase_if(held, [&](const prompt& older) { return older.what == news_moved && older.about == p.about; });
    if (held.size() >= held_max) held.erase(held.begin());
    held.push_back(std::move(p));
    w.self.held_until = w.c.calendar.after_quiet(w.now());
    w.keep_self = true;
}

// All that is kept of one case. Whoever said STOP hears nothing of it; that a result was not told is for staff.
void tell(work& w, case_code about, bool in_the_morning) {
    outgoing all;
    for (const auto& p : w.self.held) {
        if (!is_news(p) || p.about != about) continue;
        if (w.self.stopped && !p.ref.starts_with("r:")) continue;
        all.text += (all.text.empty() ? "" : "\n") + p.text;
        all.photos.insert(all.photos.end(), p.photos.begin(), p.photos.end());
        if (!all.ref.starts_with("r:")) all.ref = p.ref;
    }
    std::erase_if(w.self.held, [&](const prompt& p) { return is_news(p) && p.about == about; });
    w.keep_self = true;
    if (all.text.empty()) return;
    auto& o = w.say_to(w.self.id, in_the_morning ? w.text("told.overnight", {{"words", all.text}}) : all.text,
                       lane::progress);
    o.about = about;
    o.photos = std::move(all.photos);
    o.ref = std::move(all.ref);
    if (!o.ref.empty()) o.report_to = w.c.room;
    o.quiet = sleeps(w, about);
}

}  // namespace

void hear(work& w, prompt p) {
    const auto about = p.about;
    hold(w, std::move(p));
    if (!would_wake(w, about)) tell(w, about, false);
}

bool asks_later(work& w, const prompt& p) {
    if (!asks_anything(p) || !would_wake(w, p.about)) return false;
    hold(w, p);
    return true;
}

void drop_held_questions(work& w, case_code ended) {
    std::erase_if(w.self.held, [&](const prompt& p) { return asks_about_work(p) && p.about == ended; });
}

void tell_held(work& w) {
    auto& held = w.self.held;
    if (held.empty() || w.now() < w.self.held_until) return;
    w.keep_self = true;
    if (w.c.calendar.is_quiet(w.now())) {  // the machine was off meanwhile, and it is night again
        w.self.held_until = w.c.calendar.after_quiet(w.now());
        return;
    }
    while (true) {
        const auto next = std::ranges::find_if(held, is_news);
        if (next == held.end()) break;
        tell(w, next->about, true);
    }
    for (auto& question : held) w.post(w.self.id, std::move(question));
    held.clear();
}

}  // namespace linli::resident
