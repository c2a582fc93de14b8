#include "dialogs/cards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialogs/cases/priority.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/roster.hpp"
#include "dialogs/work.hpp"

namespace linli {
namespace {

void line(std::string& out, std::string_view more) {
    if (more.empty()) return;
    if (!out.empty()) out += '\n';
    out += more;
}

void part(std::string& out, std::string_view more) {
    if (more.empty()) return;
    if (!out.empty()) out += " · ";
    out += more;
}

std::string caller_text(const community& c, const case_file& f) {
    if (f.intake.confidential) return c.texts.say(c.language, "card.confidential");
    return f.name;
}

urgency kind_urgency(const community& c, const case_file& f) {
    const auto* sub = c.taxonomy.find(f.category);
    return urgency_of(sub ? sub->priority : priority::p3);
}

// What was said of another kind says nothing of this one.
urgency urgency_now(const community& c, const case_file& f) {
    return f.category == f.intake.category ? f.intake.urgency : kind_urgency(c, f);
}

// Why it has this priority, where that is not simply its kind.
std::string shown_reason(const community& c, const case_file& f) {
    const bool by_kind =
        f.priority_reason.empty() && f.intake.impact == impact::flat && urgency_now(c, f) == kind_urgency(c, f);
    const bool plain = by_kind || (is_alarm(f) && f.priority_reason.empty());
    return plain ? std::string() : " (" + priority_reason(c, f, c.language) + ")";
}

std::string first_line(const community& c, const case_file& f) {
    const auto* sub = c.taxonomy.find(f.category);
    std::string head = is_alarm(f) ? "🚨" : sub && !sub->icon.empty() ? sub->icon : "📋";
    head += " " + code_text(f.code);
    part(head, std::string(name_of(f.priority)) + shown_reason(c, f));
    part(head,
         f.category.empty() ? c.texts.say(c.language, "card.no_category") : category_text(c, f.category, c.language));
    part(head, place_text(c, f.place, c.language));
    part(head, caller_text(c, f));
    if (f.intake.incomplete) part(head, c.texts.say(c.language, "card.incomplete"));
    const auto flag = [&](bool on, std::string_view key, std::string n = {}) {
        if (on) part(head, c.texts.say(c.language, key, {{"n", n}}));
    };
    flag(f.reopened > 0, "card.reopened", std::to_string(f.reopened));
    flag(f.intake.repeats != case_code::none, "card.repeats", code_text(f.intake.repeats));
    flag(f.supervised, "card.supervised");
    flag(!f.joined.empty(), "card.joined", std::to_string(f.joined.size()));
    return head;
}

std::string second_line(const community& c, const case_file& f) {
    if (f.intake.words_withheld) return c.texts.say(c.language, "card.of_staff");
    std::string out = quoted(shown_words(f, f.intake.summary), 240);
    media_counts media{};
    count_media(media, f.attachments);
    part(out, media_signs(media));
    for (const auto& a : f.intake.answers)
        if (!a.text.empty() && f.intake.summary.find(a.text) == std::string::npos)
            part(out, quoted(shown_words(f, a.text), 80));
    if (!f.reach.empty()) part(out, c.texts.say(c.language, "card.reach", {{"n", f.reach}}));
    if (!f.intake.taken_down_by.empty())
        part(out, c.texts.say(c.language, "card.taken_down",
                              {{"source", source_text(c, f)}, {"name", f.intake.taken_down_by}}));
    return out;
}

// What is agreed and still to come: a visit, a hand-over, a promised date, the next step of the list.
void pending_parts(const community& c, const case_file& f, instant now, std::string& out) {
    const auto say = [&](std::string_view key, std::string value) {
        part(out, c.texts.say(c.language, key, {{"n", std::move(value)}}));
    };
    if (f.offered_to != person_id::nobody) say("card.offered", f.offered_name);
    if (!f.visits.empty() && f.visits.back().agreed.from > now && f.visits.back().arrived == instant{})
        say("card.visit", slot_text(c, f.visits.back().agreed, now));
    if (f.state < state::resolved && f.promised_until > now)
        say("card.promised", c.calendar.when(f.promised_until, now));
    if (f.state < state::resolved && !f.plans.empty() && f.plans.back().approved_by.empty())
        say("card.wants_consent", f.plans.back().cost);
    const auto* list =
        f.state < state::resolved && f.state > state::dispatched ? c.taxonomy.checklist_of(f.category) : nullptr;
    if (list) say("card.checklist", std::to_string(f.checklist.size()) + "/" + std::to_string(list->steps.size()));
}

std::string status_line(const community& c, const case_file& f, instant now) {
    std::string out = state_text(c, f, c.language);
    if (f.state <= state::dispatched && f.claimed_at == instant{})
        part(out, c.texts.say(c.language, "card.claim_by", {{"time", c.calendar.when(claim_by(c, f), now)}}));
    pending_parts(c, f, now, out);
    if (f.words_status == "sent")
        part(out, c.texts.say(c.language, "card.words_sent"));
    else if (f.words_status == "delivered")
        part(out, c.texts.say(c.language, "card.words_delivered"));
    else if (!f.words_status.empty())
        part(out, c.texts.say(c.language, "card.words_failed", {{"why", f.words_status}}));
    if (f.score > 0) part(out, c.texts.say(c.language, "card.score", {{"n", std::to_string(f.score)}}));
    return out;
}

void buttons(const community& c, const case_file& f, outgoing& o) {
    const auto add = [&](std::string_view key, std::string_view does) {
        o.choices.push_back(
            {static_cast<int>(o.choices.size()) + 1, c.texts.say(c.language, key), card_button(f, does)});
    };
    if (!is_open(f.state) || f.state == state::resolved) return;
    if (f.offered_to != person_id::nobody) {
        add("button.accept", "accept");
        add("button.turn_down", "decline");
    }
    if (f.state <= state::dispatched) {
        add("button.take", "take");
    } else {
        if (!f.plans.empty() && f.plans.back().approved_by.empty()) add("button.approve_plan", "approve");
        if (f.onsite_at == instant{}) add("button.onsite", "onsite");
        if (f.priority == priority::p0 && f.safe_at == instant{}) add("button.safe", "safe");
        if (c.taxonomy.checklist_of(f.category)) add("button.checklist", "list");
        add("button.done", "ask-done");
        add("button.wait", "ask-wait");
    }
    add("button.assign", "assign");
    add("button.category", "category");
}

}  // namespace

std::string card_tag(case_code code) { return "card:" + std::to_string(static_cast<std::int64_t>(code)); }

std::string card_button(const case_file& f, std::string_view does) {
    const auto ask = does.starts_with("ask-");
    return fmt::format("{}:{}:{}:{}", ask ? "ask" : "c", ask ? does.substr(4) : does, static_cast<std::int64_t>(f.code),
                       f.intake.token);
}

std::vector<choice> solved_buttons(const community& c, const case_file& f) {
    return {{1, c.texts.say(c.language, "button.solved"), card_button(f, "solved")},
            {2, c.texts.say(c.language, "button.unsolved"), card_button(f, "unsolved")},
            {3, c.texts.say(c.language, "button.unreached"), card_button(f, "unreached")}};
}

outgoing card(const community& c, const case_file& f, instant now) {
    outgoing o;
    o.to = c.room;
    o.about = f.code;
    o.tag = card_tag(f.code);
    const bool fresh_alarm = is_alarm(f) && f.state <= state::dispatched;
    o.lane = fresh_alarm ? lane::alarm : lane::progress;
    o.quiet = !fresh_alarm && f.priority > priority::p1 && c.calendar.is_quiet(now);
    o.text = first_line(c, f);
    if (misfit_of(c.buildings, f.place) != misfit::none)
        line(o.text, c.texts.say(c.language, "card.no_such_place", {{"place", place_text(c, f.place, c.language)}}));
    line(o.text, second_line(c, f));
    line(o.text, status_line(c, f, now));
    o.thread_title = thread_title(c, f);
    o.over = !is_open(f.state);
    buttons(c, f, o);
    return o;
}

bool changes_card(const std::vector<case_entry>& entries) {
    return std::any_of(entries.begin(), entries.end(), [](const case_entry& e) {
        switch (e.what) {
            case action::note:
            case action::alarm:
            case action::alarm_told:
            case action::ask:
            case action::remind:
            case action::unreached:
            case action::result_settled:
            case action::comment:
            case action::words_in:
            case action::climb:
            case action::tell:
            case action::urge:
            case action::missed:
            case action::follow_up:
            case action::followed_up:
            case action::ask_lesson:
            case action::lesson:
            case action::words_out:
                return false;
            default:
                return true;
        }
    });
}

std::string priority_reason(const community& c, const case_file& f, language l) {
    if (!f.priority_reason.empty()) return f.priority_reason;
    return c.texts.say(l, "impact." + std::string(name_of(f.intake.impact))) + "×" +
           c.texts.say(l, "urgency." + std::string(name_of(urgency_now(c, f))));
}

std::vector<person_id> rooms_of(const community& c, const case_file& f) {
    std::vector<person_id> rooms;
    const auto add = [&](person_id room) {
        if (std::find(rooms.begin(), rooms.end(), room) == rooms.end()) rooms.push_back(room);
    };
    add(c.room_of(answering(f.departments)));
    for (std::size_t i = 1; i < f.departments.size(); ++i)
        if (const auto room = c.room_of(f.departments[i]); room != c.room) add(room);
    if (is_alarm(f)) add(c.room);
    return rooms;
}

outgoing moved_card(const community& c, const case_file& f, person_id room) {
    outgoing o;
    o.to = room;
    o.about = f.code;
    o.tag = card_tag(f.code);
    o.quiet = true;
    o.text = c.texts.say(
        c.language, "card.moved",
        {{"code", code_text(f.code)}, {"department", department_text(c, answering(f.departments), c.language)}});
    return o;
}

}  // namespace linli
