// What staff look up from their room: how it was mended last time, and a case's dossier.
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/staff/coming.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/understanding/terms.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t kinds_max = 8;      // that one word may mean
constexpr std::size_t shown_bytes = 160;  // of each line of an answer

// The kinds of matter whose name holds one of these words, and what the reader takes them for.
std::vector<std::string> kinds_of(const community& c, const said& s, const std::string& words) {
    std::vector<std::string> out;
    const auto add = [&](const std::string& id) {
        if (out.size() < kinds_max && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    };
    const auto asked = search_words(words);
    for (const auto& category : c.taxonomy.categories)
        for (const auto& sub : category.subcategories)
            for (const auto l : {language::zh, language::en}) {
                const auto name = " " + search_terms(sub.name.in(l)) + " ";
                const auto holds = [&](const search_word& w) {
                    if (w.begins) return false;
                    std::string terms = " ";
                    for (const auto& t : w.terms) terms += t + " ";
                    return name.find(terms) != std::string::npos;
                };
                if (std::any_of(asked.begin(), asked.end(), holds)) add(sub.id);
            }
    if (s.reading.sure && !s.reading.guesses.empty()) add(s.reading.guesses.front().category);
    return out;
}

// Nobody needs to know whose pipe it was; of a complaint of a colleague, no more than its card says.
std::string shown(const case_file& f, std::string text) {
    return quoted(nameless(f, shown_words(f, std::move(text))), shown_bytes);
}

std::string day_of(const community& c, instant t) {
    const auto at = c.calendar.local(t);
    return fmt::format("{:04}-{:02}-{:02}", at.year, at.month, at.day);
}

void line(std::string& out, std::string more) {
    if (more.empty()) return;
    if (!out.empty()) out += '\n';
    out += more;
}

std::string told(const work& w, const case_file& f) {
    auto where = f.place;
    if (f.intake.confidential) where = {where.building, {}, {}, {}};
    std::string head = code_text(f.code);
    const auto part = [&](const std::string& more) {
        if (!more.empty()) head += " · " + more;
    };
    part(place_text(w.c, where, w.c.language));
    part(category_text(w.c, f.category, w.c.language));
    part(day_of(w.c, f.resolved_at == instant{} ? f.closed_at : f.resolved_at));
    part(f.owner_name);
    if (f.reopened > 0) part(w.staff_text("card.reopened", {{"n", std::to_string(f.reopened)}}));
    std::string out = head;
    if (!f.intake.confidential && !f.intake.words_withheld)
        line(out, w.staff_text("find.wrong", {{"words", shown(f, f.intake.summary)}}));
    line(out, w.staff_text("find.done", {{"words", shown(f, f.result)}}));
    if (!f.lesson.empty()) line(out, w.staff_text("find.lesson", {{"words", shown(f, f.lesson)}}));
    return out;
}

// Nothing where a case was meant that must be loaded first, or where nothing is asked for.
std::optional<lookup> asked_for(const community& c, const view& v, const said& s, const order& asked) {
    const auto about = asked.about;
    const auto& read = asked.command;
    if (!read.rest.empty()) return lookup{read.rest, s.reading.place, kinds_of(c, s, read.rest), about, false};
    const auto f = std::find_if(v.cases.begin(), v.cases.end(), [&](const case_file* x) { return x->code == about; });
    if (f == v.cases.end()) return std::nullopt;
    const auto& file = **f;
    lookup like{file.intake.words_withheld ? std::string() : file.intake.summary, file.place, {}, about, true};
    if (!file.category.empty()) like.categories.push_back(file.category);
    return like;
}

}  // namespace

// For strangers nothing is looked up and nobody is made.
bool is_member(const community& c, const office& o, person_id who) {
    const auto same = [&](const member& m) { return m.person == who; };
    const bool left = std::find(o.left.begin(), o.left.end(), who) != o.left.end();
    return !left && (std::any_of(c.members.begin(), c.members.end(), same) ||
                     std::any_of(o.members.begin(), o.members.end(), same));
}

namespace {

// Of the call that is typed in, or that was begun before.
std::string number_of(const said& s, const order& asked) {
    return s.reading.phone.empty() && asked.earlier ? asked.earlier->reading.phone : s.reading.phone;
}

}  // namespace

void ask(const community& c, const view& v, const event& e, const said& s, need& n) {
    const bool gives_back = !c.is_room(e.room) && is_member(c, v.office, e.sender) && says_not_coming(s.text);
    if (gives_back) n.open_cases = !v.open_cases;
    const auto asked = heard(c, v, e, s);
    if (!asked.is_order || !is_member(c, v.office, e.sender)) return;
    switch (asked.command.verb) {
        case verb::cases:
        case verb::remove:
        case verb::verify:
            n.open_cases = !v.open_cases;
            return;
        case verb::find:
            if (!v.found) n.search = asked_for(c, v, s, asked);
            return;
        case verb::dossier:
            if (!v.dossier) n.dossier = asked.about;
            return;
        case verb::add:
            if (const auto number = number_of(s, asked); !number.empty()) {
                if (!v.caller) n.phone = number;
                n.guest = !v.guest;
            }
            return;
        default:
            return;
    }
}

void find_cases(work& w, const words& command, case_code about) {
    const auto* f = w.find(about);
    if (command.rest.empty() && about != case_code::none && !f) return explain(w, {"no_such_case", {}}, about);
    if (command.rest.empty() && !f) return void(w.say_to(w.e.room, w.staff_text("find.how")));
    const auto asked = quoted(command.rest.empty() ? code_text(about) : command.rest, shown_bytes);
    const bool some = w.v.found && !w.v.found->empty();
    auto text = w.staff_text(some ? "find.head" : "find.none", {{"words", asked}});
    if (some)
        for (const auto& one : *w.v.found) line(text, told(w, one));
    auto& o = w.say_to(w.e.room, std::move(text));
    if (f) o.reply_to_tag = card_tag(about);
}

// Whoever holds the link reads everything: of a complaint of a colleague it goes to the asker alone, and never to
// those whom it is about.
void give_dossier(work& w, case_code about) {
    const auto& f = *w.find(about);
    const auto link = w.v.dossier.value_or("");
    const auto say = [&](std::string_view key) {
        return w.staff_text(key, {{"code", code_text(about)}, {"link", link}});
    };
    const bool withheld = f.intake.words_withheld;
    if (accuses(f, w.e.sender)) return explain(w, {"accused", {}}, about);
    const auto key = link.empty() ? "dossier_link.page" : "dossier_link.here";
    const bool alone = withheld && !link.empty() && w.e.room != w.e.sender;
    if (alone) w.say_to(w.e.sender, say(key), lane::progress).about = about;
    w.say_to(w.e.room, say(alone ? "dossier_link.private" : key)).reply_to_tag = card_tag(about);
}

}  // namespace linli::staff
