// More words for a case that was filed: they are kept, shown to whoever has it, and may move it.
#include "dialogs/cards.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/roster.hpp"

namespace linli::resident {

std::string owner_or_team(const work& w, const case_file& f) {
    return f.owner_name.empty() ? department_text(w.c, answering(f.departments), w.self.language) : f.owner_name;
}

bool takes_back_place(const said& s) {
    const auto& r = s.reading;
    return r.corrects && !(r.sure && r.intent == "complaint");
}

void move_place(work& w, case_code code, const place& where) {
    const auto old = w.find(code)->place;
    if (where == old) return;
    auto moved = by_resident(w, action::correct_place);
    moved.place = where;
    w.record(code, std::move(moved));
    const auto before = old.empty() ? w.staff_text("group.no_place") : place_text(w.c, old, w.c.language);
    const auto f = w.find(code);
    w.tell_staff(
        w.staff_text("group.place_changed",
                     {{"code", code_text(code)}, {"old", before}, {"new", place_text(w.c, where, w.c.language)}}),
        code, is_alarm(*f) ? lane::alarm : lane::progress);
}

void add_to_case(work& w, case_code code, const said& s, bool quietly) {
    const auto* f = w.find(code);
    if (!f) return;
    start_fetches(w, s, code);
    auto where = f->place;
    if (takes_back_place(s)) correct_parts(where, s.reading.place);
    const bool moved = where != f->place;
    move_place(w, code, where);
    f = w.find(code);
    const auto max = w.c.photos_a_case;
    const auto said_so = s.text.empty() ? s.location : s.text;
    auto words = by_resident(w, action::words_in, said_so);
    words.attachments = s.attachments;
    if (f->attachments.size() + words.attachments.size() > max) {
        words.attachments.resize(f->attachments.size() < max ? max - f->attachments.size() : 0);
        w.say(w.text("photo.too_many", {{"n", std::to_string(max)}}));
    }
    const auto photos = words.attachments;
    w.record(code, std::move(words));
    note_contact(w, code, s);
    f = w.find(code);  // as it is with that: the name is masked in the words as well
    const bool objection = is_disputable(*f);
    const auto key = s.edited ? "group.edited" : objection ? "group.objection" : "group.words";
    const auto lead = names_of_members(addressees(w.c, w.all_staff(), *f, "lead", w.now()), w.c.language);
    media_counts media{};
    count_media(media, s.media);
    count_media(media, s.attachments);
    const auto shown = said_so.empty()
                           ? w.staff_text("group.media_only", {{"what", media_text(w.c, media, w.c.language)}})
                           : quoted(shown_words(*f, said_so));
    auto& o = w.tell_staff(w.staff_text(key, {{"code", code_text(code)}, {"words", shown}, {"name", lead}}), code,
                           is_alarm(*f) ? lane::alarm : lane::progress);
    for (const auto& a : photos)
        if (a.kind == media_kind::photo) o.photos.push_back(a.photo);
    if (!said_so.empty()) tell_judges(w, *f, said_so);
    if (!quietly || moved) {  // whoever corrects the address wants to know that it was understood
        const auto who = objection && !lead.empty() ? lead : owner_or_team(w, *f);
        const auto place = place_text(w.c, where, w.self.language);
        w.say(moved ? w.text("place_changed", {{"code", code_text(code)}, {"place", place}, {"name", who}})
                    : w.text(objection ? "objected" : "added", {{"code", code_text(code)}, {"name", who}}))
            .about = code;
    }
}

}  // namespace linli::resident
