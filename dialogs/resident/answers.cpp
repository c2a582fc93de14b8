// What an answer to a question of the intake does, and how it is taken back or corrected.
#include <algorithm>
#include <tuple>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/spot_words.hpp"
#include "dialogs/understanding/whereabouts.hpp"

namespace linli::resident {

bool settle(work& w, const std::string& category) {
    auto& d = current(w);
    d.category = category;
    const auto* sub = w.c.taxonomy.find(category);
    if (!sub || !sub->life_safety) return false;
    const auto words = d.summary;
    open_alarm(w, category, words, d.place);
    return true;
}

namespace {

// An early answer to a later question ("since this morning", 里面没人) is no place. True: it is kept, and where
// it is is asked once more.
bool asks_where_again(work& w, const said& s, whereabouts where, besides heard) {
    const auto& r = s.reading;
    const bool answers = heard == besides::answers && r.place.empty();
    const bool no_place = where == whereabouts::not_told || where == whereabouts::doubtful || answers;
    if (!no_place || w.self.armed.misses > 0) return false;
    if (!answers && r.name.empty() && r.phone.empty()) add_to_summary(current(w), s.text);
    ask_again(w, w.text("ask.again_place"));
    return true;
}

whereabouts told_where(const said& s) {
    return s.text.empty() ? whereabouts::unknown : whereabouts_in(s.reading, s.text);
}

// "另外卫生间也渗水": more of the story, before it is filed. It stands in what the resident confirms and on
// the card, while its place and its kind have been taken in already.
void tell_more(draft& d, const said& s) {
    const auto& r = s.reading;
    const bool only_who = (!r.name.empty() || !r.phone.empty()) && !r.sure;
    if (only_who || (r.intent != "add" && (r.intent != "complaint" || r.guesses.empty()))) return;
    add_to_summary(d, s.text);
}

// 3号楼后面的垃圾桶: which building was read, but whoever goes there needs the rest as well.
void keep_own_words(draft& d, const said& s) {
    if (s.text.empty() || s.reading.place.empty()) return;
    const auto beside = words_beside(d.place, s.text);
    if (beside.words.empty() || d.place.spot.find(beside.words) != std::string::npos) return;
    if (beside.no_number) d.place.building.clear();
    d.place.spot = quoted(beside.words, 80);
}

void answer_place(work& w, const said& s, besides heard) {
    auto& d = current(w);
    const auto where = told_where(s);
    const bool told = where == whereabouts::told || where == whereabouts::doubtful;
    const bool tells_only_where = told && !s.reading.commanded && heard == besides::nothing && !speaks_of_others(w, s);
    if (s.reading.place.empty() && tells_only_where) {
        add_building(d.place, s);
        if (d.place.empty()) d.place.spot = quoted(s.text, 80);  // in their own words, rather than asked for ever
    }
    keep_own_words(d, s);
    keep(d, "place", "");
}

// Words that answer nothing may have told something all the same.
std::string heard_instead(const work& w, const said& s, const place& before) {
    std::string what;
    const auto add = [&](const std::string& more) {
        if (!more.empty()) what += (what.empty() ? "" : w.text("noted.and")) + more;
    };
    const auto& where = w.self.drafts.front().place;
    if (where != before) add(place_text(w.c, where, w.self.language));
    add(s.reading.name);
    add(s.reading.phone);
    return what.empty() ? what : w.text("noted.this", {{"what", what}});
}

void ask_choice_again(work& w, std::string heard) {
    ask_again(w, heard.empty() ? w.text("ask.again_choice") : std::move(heard));
}

// "How do I close the valve?", said to a question of ours: no answer to it, and none of ours to give. True: it
// is promised to colleagues, who read every word, and the question is put once more.
bool asks_back(work& w, const said& s) {
    const auto& r = s.reading;
    const bool tells = r.sure || r.corrects || !r.place.empty() || !r.time_words.empty() || !r.plate.empty() ||
                       !r.degrees.empty() || !r.codes.empty() || !r.phone.empty() || !r.name.empty();
    if (!r.asks || tells || w.self.armed.misses > 0 || !s.attachments.empty() || !s.media.empty()) return false;
    ask_again(w, w.text("ask.asked_back"));
    return true;
}

// Somebody is hurt: help is on its way before anything else is asked, and nobody is asked for a photo.
void alarm_for_the_hurt(work& w, const std::string& words) {
    auto& d = current(w);
    if (const auto* q = w.c.taxonomy.find_question("hurt"); q && !has_answer(d, "hurt"))
        keep(d, "hurt", q->text.in(w.self.language) + " " + w.text("yes"));
    open_alarm(w, d.category.empty() ? "safety.person" : d.category, words, d.place, "person");
}

// Whether somebody may be hurt is asked in this kind, or just now.
bool may_hurt(const work& w, const draft& d, std::string_view asked) {
    const auto* sub = w.c.taxonomy.find(d.category);
    return asked == "hurt" || (sub && std::ranges::find(sub->questions, "hurt") != sub->questions.end());
}

void answer_question(work& w, const said& s, std::optional<int> digit, const place& before) {
    auto& d = current(w);
    const auto id = w.self.armed.id.substr(2);
    const auto* q = w.c.taxonomy.find_question(id);
    auto heard = heard_instead(w, s, before);
    const bool only_that = !heard.empty() && (!s.reading.sure || told_where(s) == whereabouts::not_told);
    const bool opens = q && q == question_of_opener(w, d);
    const bool beside = s.reading.guesses.empty() || only_that || (opens && !s.reading.sure);  // it says nothing of what was asked
    if (!digit && has_sign(s.reading, "injured") && may_hurt(w, d, id)) return alarm_for_the_hurt(w, s.text);
    if (q && digit && !q->options.empty()) {
        const auto& option = q->options[static_cast<std::size_t>(*digit - 1)];
        keep(d, id, option.text.in(w.self.language));
        if (!option.category.empty() && settle(w, option.category)) return;
    } else if (q && digit && q->type == "yesno") {
        keep(d, id, q->text.in(w.self.language) + " " + w.self.armed.choices[*digit == 1 ? 0 : 1].label);
        if (id == "hurt" && *digit == 1) return alarm_for_the_hurt(w, "");
    } else if (digit) {
        keep(d, id, "");  // skipped
    } else if (q && (!q->options.empty() || (q->type == "yesno" && only_where(s.reading))) && w.self.armed.misses == 0 && beside && s.attachments.empty() &&
               s.media.empty()) {
        return ask_choice_again(w, std::move(heard));
    } else {
        const bool skips = s.reading.commanded && s.reading.intent == "skip";
        keep(d, id, skips ? "" : quoted(s.text, 200));
    }
    if (opens && d.category.empty()) {  // only these words can still tell; "厨房" tells nothing against the opener
        if (s.reading.sure) d.guesses = s.reading.guesses;
        if (d.guesses.empty()) keep(d, "guess", "");
    }
    w.self.armed = {};
    next_step(w);
}

// What was said is noted, and answers nothing that was asked: that is put once more, as far as it is still open.
void goes_on(work& w) {
    w.self.armed = {};
    next_step(w);
}

// 车挪走了, said while it is being told: is it to be filed all the same? True: that is asked.
bool asks_whether_over(work& w, const said& s) {
    constexpr std::size_t few_words = 40;  // bytes: more tells a story
    auto& d = current(w);
    const auto& id = w.self.armed.id;
    const bool over = has_sign(s.reading, "mended") && s.text.size() <= few_words;
    if (!over || id == "over" || id == "what" || has_answer(d, "over")) return false;
    add_to_summary(d, s.text);
    w.self.armed = {};
    ask(w, {"over", {}, w.text("ask.over"), labels(w, {"choice.file_it", "choice.drop_it"}), false, false});
    return true;
}

void drop(work& w) {
    w.self.drafts.clear();
    answered(w);
    w.say(w.text("cancelled.draft"));
}

// Words behind the yes.
bool says_more(const said& s) {
    constexpr std::size_t only_yes = 18;  // bytes: six Chinese characters, "yes, file it please"
    return !s.reading.digit && (s.text.size() > only_yes || !s.reading.place.empty());
}

// The first of the matters goes on here, the others after it.
void tell_apart(work& w) {
    auto& d = current(w);
    auto first = std::move(d.matters.front());
    d.summary = summary_of(first.text);
    d.category = first.category;
    if (!first.place.empty()) d.place = first.place;
    w.self.later.assign(d.matters.begin() + 1, d.matters.end());
}

// What a summary shows; the same as before: the words changed nothing.
auto shown_of(const draft& d) {
    return std::tuple(d.summary, d.place, d.category, d.answers.size(), d.attachments.size());
}

void change_menu(work& w) {
    ask(w, {"change", {}, w.text("ask.change"),
            labels(w, {"change.what", "change.place", "change.category", "change.photo", "change.drop"}),
            false, false});
}

void change(work& w, int digit) {
    auto& d = current(w);
    const auto forget = [&](std::initializer_list<std::string_view> ids) {
        for (auto id : ids)
            std::erase_if(d.answers, [&](const answer& a) { return a.question == id; });
    };
    d.asked = 0;
    switch (digit) {
        case 1:
            d.summary.clear();
            forget({"what"});
            break;
        case 2:
            d.place = {};
            forget({"place", "room", "doubt", "building"});
            keep(d, "home", "");
            break;
        case 3:
            d.category.clear();
            d.guesses.clear();
            forget({"guess", "what_kind"});
            if (const auto* q = question_of_opener(w, d)) forget({q->id});
            break;
        case 4:
            d.attachments.clear();
            forget({"photo"});
            return put(w, {"photo", {}, w.text("ask.photo"), labels(w, {"choice.no_photo"}), false, false});
        default:
            return drop(w);
    }
    next_step(w);
}

}  // namespace

void answer_intake(work& w, const said& s, std::optional<int> digit) {
    if (w.self.drafts.empty()) return answered(w);
    auto& d = current(w);
    const std::string id = w.self.armed.id;
    const auto before = d.place;
    const auto shown = shown_of(d);
    const bool of_others = speaks_of_others(w, s);
    if (of_others) digit.reset();
    else if (!digit) digit = option_in_words(w, s);
    // "对，不过是503" at the end is a yes with more to it; elsewhere the answer is all that is wanted.
    const bool yes_and_more = id == "confirm" && digit == 1 && says_more(s);
    const bool silent_digit = digit && !yes_and_more && (id.starts_with("q:") || !w.self.armed.choices.empty());
    if (!silent_digit) absorb(w, s);
    else d.touched = w.now();
    if (!digit && asks_whether_over(w, s)) return;
    if (id == "over" && digit == 2) return drop(w);
    const auto heard = digit || id == "what" ? besides::nothing : answers_others(w, s);
    if (heard == besides::alarm) return;
    if (of_others && heard == besides::nothing) add_to_summary(d, s.text);
    // "打错了，应该是12栋" answers nothing else: what is still open is put once more.
    const bool of_place = id == "place" || id == "doubt" || id == "building";
    if (s.reading.corrects && !digit && !of_place) {
        w.self.armed = {};
        return next_step(w);
    }
    const bool asks_words = id.starts_with("q:") || id == "place" || id == "building" || id == "room" || id == "photo";
    if (asks_words && !digit && asks_back(w, s)) return;
    const bool asks_where = id == "place" || id == "building" || id == "room";
    if (of_others && !asks_where) return goes_on(w);
    if (id.starts_with("q:")) return answer_question(w, s, digit, before);
    if (asks_where && !digit && asks_where_again(w, s, told_where(s), heard)) return;
    if (id == "matters") {
        if (digit == 1) tell_apart(w);
        d.matters.clear();
    } else if (id == "incident") {
        keep(d, "incident", "");
        if (digit == 1) {
            d.incident = w.self.armed.about;
            return file_draft(w, false);
        }
    } else if (id == "what") {
        // A digit that was meant for an earlier question says nothing.
        if (s.reading.digit) {
            if (!d.words.empty() && d.words.back() == s.text) d.words.pop_back();
            return ask_again(w, w.text("ask.again_words"));
        }
        d.summary = summary_of(s.text);
        keep(d, "what", "");
    } else if (id == "what_kind") {
        if (d.category.empty() && !digit) d.guesses = s.reading.guesses;
        if (!digit && !only_where(s.reading)) add_to_summary(d, s.text);
    } else if (id == "guess") {
        if (digit && static_cast<std::size_t>(*digit) <= d.guesses.size() && *digit <= 4) {
            if (settle(w, d.guesses[static_cast<std::size_t>(*digit - 1)].category)) return;
        } else if (digit)
            d.guesses.clear();
        else if (const auto found = guess_in_words(w, s, heard == besides::answers); found == guessed::alarm)
            return;
        else if (found != guessed::settled) {
            if (found == guessed::nothing && !s.reading.commanded) add_to_summary(d, s.text);
            return ask_choice_again(w, heard_instead(w, s, before));
        }
        if (!digit) tell_more(d, s);
        keep(d, "guess", "");
    } else if (id == "home") {
        if (digit == 1 || s.reading.intent == "same_place") d.place = w.self.home;
        keep(d, "home", "");
    } else if (id == "place") {
        answer_place(w, s, heard);
    } else if (id == "doubt") {
        answer_doubt(w, s, before);
    } else if (id == "building") {
        answer_building(w, s, before);
        keep_own_words(d, s);
    } else if (id == "room") {
        if (!digit && d.place.room.empty() && s.reading.place.empty() && told_where(s) == whereabouts::told)
            d.place.room = quoted(s.text, 20);
        if (!digit) keep_own_words(d, s);
        keep(d, "room", "");
    } else if (id == "photo") {
        keep(d, "photo", "");
        tell_more(d, s);
    } else if (id == "confirm") {
        if (digit == 1 && !yes_and_more) return file_draft(w, false);
        if (digit == 2) return change_menu(w);
        tell_more(d, s);
        if (yes_and_more && shown_of(d) == shown) return file_draft(w, false);
        if (shown_of(d) == shown && s.media.empty()) {  // "谢谢": they may think that it is sent
            const auto instead = heard_instead(w, s, before);
            return ask_again(w, instead.empty() ? w.text("ask.again_confirm") : instead);
        }
    } else if (id == "over") {
        keep(d, "over", "");
        if (!digit) tell_more(d, s);
    } else if (id == "change") {
        if (digit) return change(w, *digit);
        tell_more(d, s);
    }
    w.self.armed = {};
    next_step(w);
}

void correct(work& w) { change_menu(w); }

void back(work& w) {
    auto& d = current(w);
    const auto no_question = [](const answer& a) { return a.question == "location" || a.question.starts_with('#'); };
    while (!d.answers.empty() && no_question(d.answers.back())) d.answers.pop_back();
    if (w.self.armed.id == "change") return goes_on(w);
    // Before the first answer there are the words that it began with: what of them is to be changed?
    if (d.answers.empty() && !d.summary.empty()) return change_menu(w);
    if (!d.answers.empty()) {
        const auto last = d.answers.back().question;
        d.answers.pop_back();
        if (last == "place") d.place = {};
        if (last == "building") d.place.building = d.place.spot = "";
        const auto* opening = question_of_opener(w, d);
        if (last == "guess" || (opening && last == opening->id)) d.category.clear();
        if (last == "what") d.summary.clear();
    }
    if (d.asked > 0) --d.asked;
    d.touched = w.now();
    w.self.armed = {};
    w.keep_self = true;
    next_step(w);
}

}  // namespace linli::resident
