// What happens in the staff room: who speaks, and which case it is about.
#include <algorithm>
#include <charconv>

#include "dialogs/cards.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

// A tap's data, taken apart: "c:take:412:<token>" or "ask:done:412:<token>". Hostile.
struct tapped_button {
    bool wants_words = false;
    std::string does;
    case_code code{};
    std::string token;
};

std::optional<tapped_button> read_tap(std::string_view data) {
    std::vector<std::string_view> parts;
    while (parts.size() < 4) {
        const auto colon = data.find(':');
        parts.push_back(data.substr(0, colon));
        if (colon == data.npos) break;
        data.remove_prefix(colon + 1);
    }
    if (parts.size() != 4 || (parts[0] != "c" && parts[0] != "ask")) return std::nullopt;
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), n);
    if (error != std::errc{} || end != parts[2].data() + parts[2].size()) return std::nullopt;
    return tapped_button{parts[0] == "ask", std::string(parts[1]), static_cast<case_code>(n), std::string(parts[3])};
}

void stranger(work& w, const said& s, const words& command) {
    w.out.note = "stranger";
    const bool joins = read_words(s.text).verb == verb::join;  // whose Chinese word needs no case
    if (!joins && command.verb == verb::none && bound(s) == case_code::none) return;
    const bool nameless = w.c.is_room(w.e.sender);  // an administrator who stays anonymous, a channel
    if (joins && !nameless) return join(w);
    if (nameless) return void(w.say_to(w.e.room, w.staff_text("refused.nameless")));
    w.say_to(w.e.room, w.staff_text("refused.stranger", {{"name", quoted(w.e.sender_name, 40)}}));
}

void internal_words(work& w, const said& s, std::string_view text, case_code about) {
    if (about == case_code::none || !w.find(about)) return;
    const bool marked = text.size() < s.text.size();
    if (!marked) return keep_among_us(w, s, about);  // "@李工 …": they may not know that it stays here
    words as_note;
    as_note.verb = verb::note;
    as_note.rest = text;
    run(w, s, as_note, about);
}

void ask_for_words(work& w, const case_file& f, const std::string& does) {
    const auto v = verb_named(does);
    if (v == verb::none) return;
    auto& o = w.say_to(w.e.room, w.staff_text("askfor." + does, {{"code", code_text(f.code)}}));
    o.about = f.code;
    o.tag = wait_for_words(w, v, f.code);
    o.reply_to_tag = card_tag(f.code);
}

}  // namespace

std::vector<case_code> needs(const office& o, const event& e) {
    std::vector<case_code> out;
    const auto add = [&](std::optional<case_code> code) {
        if (code && *code != case_code::none) out.push_back(*code);
    };
    if (const auto* s = std::get_if<said>(&e.body)) {
        const auto asked = order_of(o, e, *s);
        add(bound(*s));
        add(asked.about);
        if (asked.command.verb == verb::merge) add(find_code(asked.command.rest));
    } else if (const auto* p = std::get_if<pressed>(&e.body)) {
        if (const auto t = read_tap(p->data)) {
            add(t->code);
            if (t->does.starts_with("merge-")) add(find_code("CP-" + t->does.substr(6)));
        }
    } else if (const auto* d = std::get_if<delivery>(&e.body)) {
        add(d->about);
    } else if (const auto* t = std::get_if<tick>(&e.body)) {
        add(t->about);
        if (t->about == case_code::none) {
            for (const auto& n : o.notices) add(n.about);
            for (const auto& n : o.digest) add(n.about);
        }
    } else if (const auto* q = std::get_if<prompt>(&e.body)) {
        add(q->about);
    } else if (const auto* m = std::get_if<media_stored>(&e.body)) {
        for (const auto& j : o.jobs)
            if (j.job == m->job) add(j.about);
    }
    return out;
}

void take(work& w, const said& s) {
    const auto asked = heard(w.c, w.v, w.e, s);
    const auto& command = asked.command;
    if (!w.staff(w.e.sender)) return stranger(w, s, command);
    if (goes_on(w, s)) return;
    if (s.edited || s.forwarded) {
        w.out.note = s.edited ? "edited" : "forwarded";
        const bool meant = command.verb != verb::none || bound(s) != case_code::none;
        if (meant) w.say_to(w.e.room, w.staff_text(s.edited ? "refused.edited" : "refused.forwarded"));
        return;
    }
    if (const auto text = for_colleagues(s.text)) return internal_words(w, s, *text, bound(s));
    if (!asked.is_order && command.slash) {
        w.say_to(w.e.room, w.staff_text("refused.unknown_verb"));
        return;
    }
    auto whole = s;
    if (take_order(w, whole, asked)) return;
    if (asked.among_us && w.find(asked.about)) return keep_among_us(w, whole, asked.about);
    if (asked.about != case_code::none && w.find(asked.about)) return relay_words(w, whole, asked.about, command.rest);
    // A reply to something of ours that is no case's is never silently internal.
    if (s.reply_to_us) ask_which(w, whole, command, {"not_sent", {}}, case_code::none);
}

void take(work& w, const pressed& p) {
    if (!w.staff(w.e.sender)) {
        const bool in_room = w.c.is_room(w.e.room);  // in private it is a forged one
        w.out.toast = in_room ? w.staff_text("refused.stranger", {{"name", quoted(w.e.sender_name, 40)}})
                              : w.staff_text("refused.button");
        w.out.note = "stranger";
        return;
    }
    if (p.data.starts_with("j:")) {
        std::int64_t who = 0;
        const std::string_view number = std::string_view(p.data).substr(std::min<std::size_t>(5, p.data.size()));
        std::from_chars(number.data(), number.data() + number.size(), who);
        return decide_join(w, p.data.starts_with("j:ok:"), static_cast<person_id>(who));
    }
    const auto t = read_tap(p.data);
    const auto* f = t ? w.find(t->code) : nullptr;
    if (!f || f->intake.token.empty() || f->intake.token != t->token) {
        w.out.toast = w.staff_text("refused.button");
        w.out.note = "forged_button";
        return;
    }
    if (t->wants_words) return ask_for_words(w, *f, t->does);
    tap(w, *f, t->does);
}

void take(work& w, const media_stored& m) {
    auto& jobs = jobs_of(w);
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const media_job& j) { return j.job == m.job; });
    if (job == jobs.end()) return;
    const auto done = *job;
    jobs.erase(job);
    const auto* f = w.find(done.about);
    if (!f) return;
    case_entry e;
    e.what = done.internal ? action::note : action::attach;
    e.attachments.push_back(m.attachment);
    w.record(done.about, std::move(e));
    if (done.internal) return;
    std::vector<photo> photos;
    if (m.attachment.kind == media_kind::photo) photos.push_back(m.attachment.photo);
    const auto& file = *w.find(done.about);
    tell_resident(w, file,
                  w.c.texts.say(file.intake.language, photos.empty() ? "told.file" : "told.photo",
                                {{"code", code_text(done.about)}, {"link", m.attachment.link}}),
                  {}, photos);
}

void take(work& w, const media_refused& m) {
    auto& jobs = w.office().jobs;
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const media_job& j) { return j.job == m.job; });
    if (job == jobs.end()) return;
    const auto kind = job->kind;
    jobs.erase(job);
    w.say_to(w.c.room, refusal_text(w.c, kind, m.reason, w.c.language));
}

void take(work& w, const presence& p) {
    auto& o = w.office();
    if (p.what == presence_kind::left) {
        std::erase_if(o.members, [&](const member& m) { return m.person == w.e.sender; });
        if (w.staff(w.e.sender) && std::ranges::find(o.left, w.e.sender) == o.left.end()) o.left.push_back(w.e.sender);
        leave_cases(w, {w.e.sender});
    } else if (p.what == presence_kind::signed_in) {
        std::erase(o.left, w.e.sender);
        std::erase_if(o.members, [&](const member& m) { return m.person == w.e.sender; });
        o.members.push_back({w.e.sender, p.name, p.role, {}});
        w.tell_staff(w.staff_text("group.signed_in", {{"name", p.name}}));
    }
}

}  // namespace linli::staff
