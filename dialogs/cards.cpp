#include "dialogs/cards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialogs/understanding/words.hpp"
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

std::string first_line(const community& c, const case_file& f) {
    const auto* sub = c.taxonomy.find(f.category);
    std::string head = f.intake.life_safety ? "🚨" : sub && !sub->icon.empty() ? sub->icon : "📋";
    head += " " + code_text(f.code);
    part(head, name_of(f.priority));
    part(head, f.category.empty() ? c.texts.say(c.language, "card.no_category")
                                  : category_text(c, f.category, c.language));
    part(head, place_text(c, f.place, c.language));
    part(head, caller_text(c, f));
    if (f.intake.incomplete) part(head, c.texts.say(c.language, "card.incomplete"));
    if (f.reopened > 0)
        part(head, c.texts.say(c.language, "card.reopened", {{"n", std::to_string(f.reopened)}}));
    return head;
}

std::string second_line(const community& c, const case_file& f) {
    std::string out = quoted(f.intake.summary, 240);
    if (!f.attachments.empty()) part(out, "📷" + std::to_string(f.attachments.size()));
    for (const auto& a : f.intake.answers)
        if (!a.text.empty() && f.intake.summary.find(a.text) == std::string::npos)
            part(out, quoted(a.text, 80));
    if (!f.intake.taken_down_by.empty())
        part(out, c.texts.say(c.language, "card.taken_down", {{"name", f.intake.taken_down_by}}));
    return out;
}

std::string status_line(const community& c, const case_file& f, instant now) {
    std::string out = state_text(c, f, c.language);
    if (f.state <= state::dispatched && f.owner == person_id::nobody)
        part(out, c.texts.say(c.language, "card.claim_by",
                              {{"time", c.calendar.when(claim_by(c, f), now)}}));
    if (f.words_status == "sent") part(out, c.texts.say(c.language, "card.words_sent"));
    else if (f.words_status == "delivered") part(out, c.texts.say(c.language, "card.words_delivered"));
    else if (!f.words_status.empty())
        part(out, c.texts.say(c.language, "card.words_failed", {{"why", f.words_status}}));
    if (f.score > 0) part(out, c.texts.say(c.language, "card.score", {{"n", std::to_string(f.score)}}));
    return out;
}

void buttons(const community& c, const case_file& f, outgoing& o) {
    const auto add = [&](std::string_view key, std::string_view does) {
        o.choices.push_back({static_cast<int>(o.choices.size()) + 1, c.texts.say(c.language, key),
                             card_button(f, does)});
    };
    if (!is_open(f.state) || f.state == state::resolved) return;
    if (f.state <= state::dispatched) {
        add("button.take", "take");
    } else {
        if (f.state != state::surveying) add("button.onsite", "onsite");
        add("button.done", "ask-done");
        add("button.wait", "ask-wait");
    }
    add("button.assign", "assign");
    add("button.category", "category");
}

}  // namespace

std::string card_tag(case_code code) {
    return "card:" + std::to_string(static_cast<std::int64_t>(code));
}

std::string card_button(const case_file& f, std::string_view does) {
    const auto ask = does.starts_with("ask-");
    return fmt::format("{}:{}:{}:{}", ask ? "ask" : "c", ask ? does.substr(4) : does,
                       static_cast<std::int64_t>(f.code), f.intake.token);
}

outgoing card(const community& c, const case_file& f, instant now) {
    outgoing o;
    o.to = c.room;
    o.about = f.code;
    o.tag = card_tag(f.code);
    const bool fresh_alarm = f.intake.life_safety && f.state <= state::dispatched;
    o.lane = fresh_alarm ? lane::alarm : lane::progress;
    o.quiet = !fresh_alarm && f.priority > priority::p1 && c.calendar.is_quiet(now);
    o.text = first_line(c, f);
    line(o.text, second_line(c, f));
    line(o.text, status_line(c, f, now));
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
            case action::result_settled:
            case action::comment:
            case action::words_in:
            case action::words_out: return false;
            default: return true;
        }
    });
}

std::string place_text(const community& c, const place& p, language l) {
    std::string out;
    const auto add = [&](const std::string& value, std::string_view key) {
        if (value.empty()) return;
        if (l == language::en && !out.empty()) out += ", ";
        out += c.texts.say(l, key, {{"n", value}});
    };
    add(p.building, "place.building");
    add(p.unit, "place.unit");
    add(p.room, "place.room");
    if (!p.spot.empty() && out.find(p.spot) == std::string::npos) {
        if (!out.empty()) out += l == language::en ? ", " : " ";
        out += p.spot;
    }
    return out;
}

std::string state_text(const community& c, const case_file& f, language l) {
    std::string key = "state." + std::string(name_of(f.state));
    if (f.state == state::closed) key += "." + std::string(name_of(f.outcome));
    const auto owner = f.owner_name.empty() ? c.texts.say(l, "state.somebody") : f.owner_name;
    return c.texts.say(l, key, {{"name", owner}, {"what", f.waiting_for}});
}

std::string category_text(const community& c, std::string_view subcategory, language l) {
    const auto* sub = c.taxonomy.find(subcategory);
    return sub ? sub->name.in(l) : std::string();
}

std::string department_text(const community& c, std::string_view id, language l) {
    const auto* d = c.taxonomy.find_department(id);
    return d ? d->name.in(l) : c.texts.say(l, "department.any");
}

std::string resident_name(const community& c, const case_file& f) {
    return f.name.empty() ? c.texts.say(c.language, "state.resident") : f.name;
}

instant claim_by(const community& c, const case_file& f) {
    const auto& level = c.taxonomy.level(f.priority);
    const auto* sub = c.taxonomy.find(f.category);
    const bool always = level.around_the_clock || (sub && sub->around_the_clock);
    return c.calendar.add_service(f.queued_at, std::chrono::minutes{level.human_ack}, always);
}

std::string quoted(std::string_view said, std::size_t max_bytes) {
    const auto words = softened(said);
    std::string out;
    out.reserve(std::min(words.size(), max_bytes) + 8);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (out.size() >= max_bytes && (static_cast<unsigned char>(words[i]) & 0xC0) != 0x80) {
            out += "…";
            break;
        }
        out += words[i] == '\n' ? ' ' : words[i];
    }
    // A line that begins with a slash could be taken for a command by a platform or a reader.
    const auto first = out.find_first_not_of(' ');
    if (first != std::string::npos && (out[first] == '/' || out.compare(first, 3, "／") == 0))
        out.insert(first, "»");
    // A mention would ring somebody's phone: the sign stays, the platform no longer sees a name.
    for (std::size_t at = out.find('@'); at != std::string::npos; at = out.find('@', at + 4))
        out.replace(at, 1, "＠");
    return out;
}

}  // namespace linli
