#include "dialogs/understanding/reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "dialogs/understanding/commands.hpp"
#include "dialogs/understanding/cries.hpp"
#include "dialogs/understanding/door_code.hpp"
#include "dialogs/understanding/matters.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

constexpr std::size_t most_guesses = 4;
constexpr float certain_confidence = 0.97F;   // a danger that stands
constexpr float candidate_confidence = 0.5F;  // a candidate of an ambiguous opener

// Evidence for danger is the mean of two witnesses, in logits: the model of danger, and how often
// messages of these kinds tell of danger. From the first border on one asks, from the second on one
// acts; how many of each that takes is measured by `linli classify --evaluate` (docs/understanding.md).
constexpr float asks_from = -2.7F;
constexpr float acts_from = -1.1F;
constexpr float acts_unnamed_from = -0.5F;  // without a red flag: a false alarm costs one question, and no 119
constexpr float weight_of_flag = 0.5F;      // a red flag that stands, neither denied nor past
constexpr float weight_of_denial = 2.F;     // danger was named to say that there is none
constexpr float sure_share = 0.55F;         // of the best guess, once another one is ruled out
constexpr float least_share = 1e-4F;        // of danger; keeps the logit finite
// An answer of a word or two ("2个人", "单元门口") says too little to be danger, unless it says it
// plainly.
constexpr std::size_t few_letters = 4;
constexpr float plain_from = 4.F;

models models_from(std::string_view bytes) {
    auto m = models::from(bytes);
    if (!m) throw std::invalid_argument("these bytes are no models of the reader");
    return *std::move(m);
}

float evidence_of_danger(const measured& m, const kinds_found& kinds, const linear_model& model) {
    std::vector<float> scores;
    model.score(m.danger_features, scores);
    const float share = std::clamp(kinds.danger, least_share, 1 - least_share);
    return ((scores[1] - scores[0]) + std::log(share / (1 - share))) / 2;
}

// "No one inside": the answer to a question, and no more.
bool only_denies(const folded& text, const reading& r) {
    constexpr std::u32string_view marks = U" .,!?;:\n";
    const std::u32string_view all = text.chars;
    const auto end = all.find_first_of(marks.substr(1));
    return r.answer == yes_no::no && (end == all.npos || all.find_first_not_of(marks, end) == all.npos);
}

// Chinese characters, and Latin words as two.
std::size_t length_of(const folded& plain) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const bool begins = is_letter(plain.chars[i]) && (i == 0 || !is_word(plain.chars[i - 1]));
        n += is_han(plain.chars[i]) ? 1 : begins ? 2 : 0;
    }
    return n;
}

// Whether somebody is said to be shut in, and not the lift alone to be stuck.
bool says_somebody(const folded& plain) {
    constexpr auto shut_in = std::to_array<std::u32string_view>(
        {U"困", U"关在", U"关人", U"出不来", U"出不去", U"救命", U"放我", U"我在", U"trapped", U"help", U"someone",
         U"somebody", U"people", U"locked in", U"cant get out"});
    return std::any_of(shut_in.begin(), shut_in.end(),
                       [&](std::u32string_view w) { return plain.chars.find(w) != plain.chars.npos; });
}

// "火", "sos", "不好了 出事了": nobody is greeted for it, and nothing is cancelled.
void take_cry(const cry& cried, reading& r) {
    if (cried.category.empty()) return;
    r.red_flag = r.red_flag || cried.plain;
    if (r.life_safety != danger::none) return;
    r.life_safety = danger::possible;
    r.danger_category = cried.category;
}

void put_first(reading& r, std::string_view category, float confidence) {
    std::erase_if(r.guesses, [&](const guess& g) { return g.category == category; });
    for (auto& g : r.guesses) g.confidence = std::min(g.confidence, 1 - confidence);
    r.guesses.insert(r.guesses.begin(), {std::string(category), confidence});
    if (r.guesses.size() > most_guesses) r.guesses.resize(most_guesses);
}

}  // namespace

reader::reader(const taxonomy& t, std::string_view model, std::vector<building> known)
    : signals_(t, std::move(known)), models_(models_from(model)), kinds_(signals_, models_) {}

reading reader::read(std::string_view clean_text, language hint) const {
    reading r;
    auto m = signals_.of(clean_text);
    r.language = read_language(m.text, hint);
    r.foreign = read_foreign(m.text);
    r.codes = std::move(m.codes);
    r.plate = std::move(m.plate);
    r.phone = std::move(m.phone);
    r.place = std::move(m.place);
    r.corrects = m.corrects;
    r.told = std::move(m.answered);
    r.digit = lone_digit(m.text);
    r.answer = read_yes_no(m.text);
    r.time_words = read_time_words(m.text);
    r.degrees = read_degrees(m.text);
    r.name = read_name(m.text);
    r.asks = read_asks(m.text);
    r.abusive = read_abuse(m.text);
    r.signs = signals_.signs_of(m.matches);
    if (only_opens(m.text)) {
        r.intent = "greet";
        return r;
    }

    auto kinds = kinds_.read(m);
    r.guesses = kinds.guesses;
    r.sure = kinds.sure;
    const auto cried = read_cry(m.text);
    const auto command = cried.category.empty() ? read_command(m.text) : std::string_view();
    r.commanded = !command.empty();
    if (command == "start") r.place = door_place(m.text);
    if (command.empty() && !r.digit) take_danger(m, kinds, r);
    rule_out(r);
    // 改成5栋 sounds like a wall that was broken through, 6栋1单元803 like nothing.
    if (m.only_corrects || (!r.place.empty() && length_of(m.plain) == 0)) {
        r.guesses.clear();
        r.sure = false;
        kinds.intent.clear();
    }
    read_ambiguous(m, r);
    if (command.empty() && !r.digit) ask_about_safety_kind(m, r);
    take_cry(cried, r);
    if (r.life_safety == danger::certain) {
        r.intent = "complaint";
        r.matters = matters_beside_danger(m, signals_, kinds_, r.danger_category);
        return r;
    }
    if (!command.empty())
        r.intent = command;
    else if (!r.codes.empty() && length_of(m.plain) == 0)
        r.intent = "status";
    else if (r.digit)
        r.intent = *r.digit >= 1 && *r.digit <= 5 ? "rate" : "";
    else if (!r.ambiguous.empty() || r.life_safety != danger::none)
        r.intent = "complaint";
    else if (r.answer != yes_no::neither && kinds.intent == "complaint" && !r.sure)
        r.intent = "";
    else
        r.intent = std::move(kinds.intent);
    if (r.intent == "info" || r.intent == "greet") take_complaint_beside(m, r);
    if (r.intent == "complaint" && !r.guesses.empty())
        r.point = point_of(m, signals_, kinds_, r.guesses.front().category);
    if (r.intent == "complaint" && r.ambiguous.empty()) r.matters = matters_of(m, signals_, kinds_);
    if (r.intent == "complaint") leave_praise_out(m, r);
    return r;
}

// A red flag that the model does not believe is asked about all the same.
void reader::take_danger(const measured& m, const kinds_found& kinds, reading& r) const {
    // "电梯卡住了，里面没人"
    const bool only_stuck = m.flags.level != danger::none && ruled_out(r, m.flags.category) && !says_somebody(m.plain);
    const auto flag = only_stuck ? danger::none : m.flags.level;
    const bool flagged = flag == danger::certain;
    r.red_flag = flag != danger::none;
    const bool denied = flag == danger::none && (only_stuck || !m.flags.denied.empty());
    const float evidence =
        evidence_of_danger(m, kinds, models_.danger) + (flagged ? weight_of_flag : 0) - (denied ? weight_of_denial : 0);
    const bool too_little = length_of(m.plain) <= few_letters && evidence < plain_from;
    if ((too_little || only_denies(m.text, r)) && flag == danger::none) return;
    const bool plainly_so = evidence >= (r.red_flag ? acts_from : acts_unnamed_from);
    if (plainly_so)
        r.life_safety = danger::certain;
    else if (evidence >= asks_from || flagged)
        r.life_safety = danger::possible;
    if (r.life_safety == danger::none) return;
    const auto* best = r.guesses.empty() ? nullptr : signals_.taxonomy().find(r.guesses.front().category);
    // A burst pipe that reaches the sockets stays a burst pipe: its safety card knows.
    const bool told = best != nullptr &&
                      (best->life_safety || best->id == m.flags.category || (r.sure && !best->safety_card.empty()));
    r.danger_category = told ? best->id : std::string(kinds.danger_kind);
    const bool named_otherwise = flagged && !r.sure;  // plain words tell more than a faint guess
    if ((!told || named_otherwise) && !m.flags.category.empty()) r.danger_category = m.flags.category;
    if (flag == danger::none && ruled_out(r, r.danger_category)) {
        r.life_safety = danger::none;
        r.danger_category.clear();
    }
    if (r.life_safety != danger::certain) return;
    r.sure = true;
    put_first(r, r.danger_category, certain_confidence);
}

// "fire", "有人抢包": a sure kind of life safety is never filed like any other complaint.
void reader::ask_about_safety_kind(const measured& m, reading& r) const {
    constexpr float likely_share = 0.4F;  // of a guess that is not sure
    if (r.life_safety != danger::none || r.guesses.empty() || !m.flags.denied.empty()) return;
    if (!r.sure && r.guesses.front().confidence < likely_share) return;
    const auto* best = signals_.taxonomy().find(r.guesses.front().category);
    if (!best || !best->life_safety) return;
    r.life_safety = danger::possible;
    r.danger_category = best->id;
}

// Kind words before a complaint are a courtesy: it is the complaint that somebody has to see to.
void reader::leave_praise_out(const measured& m, reading& r) const {
    constexpr std::string_view praise = "governance.praise";
    if (r.guesses.empty() || r.guesses.front().category != praise) return;
    auto complaint = matter_beside(m, signals_, kinds_, praise);
    if (complaint.category.empty()) return;
    put_first(r, complaint.category, certain_confidence);
    r.sure = true;
    r.point = std::move(complaint.text);
    r.matters.clear();
}

void reader::take_complaint_beside(const measured& m, reading& r) const {
    // What is asked about, mostly; and what a greeting is, at length.
    const std::string_view besides = r.intent == "info" ? "service.fee" : "governance.praise";
    auto complaint = matter_beside(m, signals_, kinds_, besides);
    if (complaint.category.empty() || read_asks(signals_.of(complaint.text).text)) return;
    put_first(r, complaint.category, certain_confidence);
    r.sure = true;
    r.intent = "complaint";
    r.point = std::move(complaint.text);
}

bool reader::ruled_out(const reading& r, std::string_view kind) const {
    for (const auto& t : r.told) {
        const auto& options = signals_.taxonomy().find_question(t.question)->options;
        if (options[static_cast<std::size_t>(t.option)].category == kind) continue;
        if (std::any_of(options.begin(), options.end(), [&](const option& o) { return o.category == kind; }))
            return true;
    }
    return false;
}

// The category of an option that was said; empty: none was, or it stands for none.
std::string reader::told_category(const reading& r) const {
    for (const auto& t : r.told) {
        const auto& o = signals_.taxonomy().find_question(t.question)->options[static_cast<std::size_t>(t.option)];
        if (!o.category.empty()) return o.category;
    }
    return {};
}

// "电梯坏了，里面没人" is no entrapment; the other guesses share what it had. A red flag that stands
// keeps it, whatever else is said.
void reader::rule_out(reading& r) const {
    if (r.told.empty() || r.life_safety == danger::certain || r.guesses.empty()) return;
    float left = 1;
    for (const auto& g : r.guesses)
        if (ruled_out(r, g.category)) left -= g.confidence;
    const auto removed = std::erase_if(r.guesses, [&](const guess& g) { return ruled_out(r, g.category); });
    if (removed == 0) return;
    const auto said_so = told_category(r);
    if (r.guesses.empty() && !said_so.empty()) r.guesses.push_back({said_so, sure_share});
    if (r.guesses.empty()) return void(r.sure = false);
    for (auto& g : r.guesses) g.confidence = std::min(1.F, g.confidence / std::max(left, least_share));
    const auto& best = r.guesses.front();
    r.sure = r.guesses.size() == 1 || best.confidence >= sure_share || best.category == said_so;
}

// A message that says little more than an opener could mean several things, whatever the model has
// learned to expect.
void reader::read_ambiguous(const measured& m, reading& r) const {
    constexpr std::size_t little_more = 1;  // character: 了
    const auto letters = static_cast<std::size_t>(
        std::count_if(m.plain.chars.begin(), m.plain.chars.end(), [](char32_t c) { return is_han(c) || is_word(c); }));
    const rule_match* opening = nullptr;
    for (const auto& match : m.matches)
        if (signals_.opener_of(match) != nullptr && (opening == nullptr || match.mass > opening->mass))
            opening = &match;
    if (opening == nullptr || r.foreign) return;  // ガス臭い
    const bool all_of_it = letters <= opening->end - opening->begin + little_more;
    // Without a red flag the models alone are no reason to alarm where one question tells more.
    const auto* best = r.guesses.empty() ? nullptr : signals_.taxonomy().find(r.guesses.front().category);
    const bool thought_so = r.life_safety == danger::certain || (r.sure && best != nullptr && best->life_safety);
    const bool supposed = thought_so && m.flags.level == danger::none;
    if (!all_of_it && r.sure && !supposed) return;
    if (all_of_it && r.life_safety == danger::certain) r.life_safety = danger::possible;
    const auto& opener = *signals_.opener_of(*opening);
    const auto is_candidate = [&](std::string_view kind) {
        return std::find(opener.candidates.begin(), opener.candidates.end(), kind) != opener.candidates.end();
    };
    // "楼道里又脏又有味道": where it might be gas, what it smells like tells more than whether that is danger.
    const bool perhaps =
        r.life_safety == danger::possible && m.flags.level == danger::none && is_candidate(r.danger_category);
    const bool among = perhaps || (!r.guesses.empty() && is_candidate(r.guesses.front().category));
    if (!all_of_it && !among) return;  // it speaks of something else
    const bool answered = std::any_of(opener.candidates.begin(), opener.candidates.end(),
                                      [&](const auto& id) { return ruled_out(r, id); });
    if (answered) return;  // it says itself what the opener would be asked
    if (supposed) r.life_safety = danger::possible;
    if (supposed && r.danger_category.empty()) r.danger_category = best->id;
    r.ambiguous = opener.text;
    r.sure = false;
    for (const auto& id : opener.candidates) {
        const auto* kind = signals_.taxonomy().find(id);
        if (r.life_safety != danger::none || kind == nullptr || !kind->life_safety) continue;
        r.life_safety = danger::possible;
        r.danger_category = id;
    }
    std::vector<guess> guesses;  // the candidates, and then what else was guessed
    for (const auto& id : opener.candidates) guesses.push_back({id, candidate_confidence});
    for (const auto& g : r.guesses) {
        const auto same =
            std::find_if(guesses.begin(), guesses.end(), [&](const guess& x) { return x.category == g.category; });
        if (same == guesses.end())
            guesses.push_back(g);
        else
            same->confidence = std::max(same->confidence, g.confidence);
    }
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const guess& a, const guess& b) { return a.confidence > b.confidence; });
    if (guesses.size() > most_guesses) guesses.resize(most_guesses);
    r.guesses = std::move(guesses);
}

}  // namespace linli
