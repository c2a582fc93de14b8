// Which verb does what, written or tapped.
#include "dialogs/cards.hpp"
#include "dialogs/staff/coming.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

void lesson(work& w, case_code code, const std::string& rest) {
    if (rest.empty()) return explain(w, {"needs_text", {}}, code);
    w.record(code, by_staff(w, action::lesson, rest));
    w.tell_colleagues(w.staff_text("group.lesson_kept", {{"code", code_text(code)}}), code).quiet = true;
}

void reopen(work& w, case_code code, const std::string& rest) {
    auto e = by_staff(w, action::reopen, rest);
    if (!oversees(e.actor_role)) return explain(w, {"desk_only", {}}, code);
    const auto moved = w.command(code, std::move(e));
    if (!moved) return explain(w, moved.error(), code);
    const auto& f = *w.find(code);
    const bool free = f.owner != person_id::nobody && !w.staff(f.owner);  // whoever had it has left
    if (f.reopened > 1 || free) tell_reopened(w, code, rest);
    tell_resident(w, f,
                  w.c.texts.say(f.intake.language, "told.reopened", {{"code", code_text(code)}, {"words", rest}}));
}

void merge_by_words(work& w, case_code code, const std::string& rest) {
    const auto into = find_code(rest);
    if (!into || !w.find(*into)) return explain(w, {"merge", {}}, code);
    merge(w, code, *into);
}

void skip(work& w, case_code code, const std::string& rest) {
    std::string_view reason = rest;
    auto steps = numbers_at(reason);
    if (steps.empty()) {  // by its id
        const auto end = std::min(reason.find(' '), reason.size());
        steps.emplace_back(reason.substr(0, end));
        reason.remove_prefix(std::min(end + 1, reason.size()));
    }
    if (reason.empty()) return explain(w, {"needs_reason", {}}, code);
    tick_off(w, code, steps, std::string(reason));
}

// "清单", "清单 都做了", "清单 1 2".
void list(work& w, case_code code, const std::string& rest) {
    std::string_view left = rest;
    const auto steps = numbers_at(left);
    if (all_done(rest)) return tick_all(w, code);
    if (!steps.empty() && left.empty()) return tick_off(w, code, steps, {});
    show_checklist(w, *w.find(code));
}

// Why they do not take it is for colleagues.
void turn_down(work& w, const said& s, case_code code, const std::string& rest) {
    if (may_give_back(*w.find(code), w.e.sender)) {
        if (!rest.empty()) note(w, s, code, rest);
        return give_back(w, code, rest);
    }
    if (!rest.empty() && w.find(code)->offered_to == w.e.sender) note(w, s, code, rest);
    decline(w, code);
    if (w.find(code)->offered_to == person_id::nobody)
        w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
}

bool says_nothing(const said& s, const std::string& rest) {
    return rest.empty() && s.attachments.empty() && s.media.empty();
}

void say(work& w, const said& s, case_code code, const std::string& rest) {
    if (rest.empty() && may_pass(w, code)) return pass_on(w, code);
    if (says_nothing(s, rest) && !accuses(*w.find(code), w.e.sender)) return explain(w, {"needs_text", {}}, code);
    relay_words(w, s, code, rest);
}

void about_case(work& w, const said& s, const words& command, case_code code) {
    const auto& rest = command.rest;
    switch (command.verb) {
        case verb::take:
            return take_case(w, code);
        case verb::assign:
            return assign(w, code, rest);
        case verb::decline:
            return turn_down(w, s, code, rest);
        case verb::verify:
            return verify(w, code, rest);
        case verb::visit:
            return visit(w, code, rest);
        case verb::onsite:
            return step_by_owner(w, code, action::onsite, rest);
        case verb::findings:
            return step_by_owner(w, code, action::findings, rest);
        case verb::safe:
            return step_by_owner(w, code, action::make_safe, rest);
        case verb::plan:
            return plan(w, code, rest);
        case verb::approve:
            return move_case(w, code, by_staff(w, action::approve));
        case verb::wait:
            return wait(w, code, rest);
        case verb::done:
            return done(w, s, code, rest);
        case verb::reject:
            if (rest.empty()) return explain(w, {"needs_text", {}}, code);
            return step_by_owner(w, code, action::reject, rest);
        case verb::refer:
            return move_case(w, code, by_staff(w, action::refer, rest));
        case verb::reopen:
            return reopen(w, code, rest);
        case verb::note:
            if (says_nothing(s, rest)) return explain(w, {"needs_text", {}}, code);
            return note(w, s, code, rest);
        case verb::undo:
            return undo(w, code);
        case verb::say:
            return say(w, s, code, rest);
        case verb::dossier:
            return give_dossier(w, code);
        case verb::priority:
            return prioritise(w, code, rest);
        case verb::merge:
            return merge_by_words(w, code, rest);
        case verb::list:
            return list(w, code, rest);
        case verb::skip:
            return skip(w, code, rest);
        case verb::lesson:
            return lesson(w, code, rest);
        default:
            return;
    }
}

}  // namespace

void run(work& w, const said& s, const words& command, case_code about) {
    switch (command.verb) {
        case verb::cases:
            return list_cases(w);
        case verb::help:
            return void(w.say_to(w.e.room, w.staff_text("staff.help")));
        case verb::join:
            return join(w);
        case verb::remove:
            return remove_member(w, command.rest);
        case verb::add:
            type_in(w, s);
            return ask_for_more(w, s, command);
        case verb::find:
            return find_cases(w, command, about);
        default:
            break;
    }
    if (about == case_code::none) return ask_which(w, s, command, {"which_case", {}}, about);
    if (!w.find(about)) return ask_which(w, s, command, {"no_such_case", {}}, about);
    about_case(w, s, command, about);
    show_example(w, command.verb, about);
    ask_for_more(w, s, command);
}

void tap(work& w, const case_file& f, const std::string& does) {
    const auto code = f.code;
    if (does == "take" || does == "accept") return take_case(w, code);
    if (does == "decline") return decline(w, code);
    if (does == "onsite") return step_by_owner(w, code, action::onsite, {});
    if (does == "safe") return step_by_owner(w, code, action::make_safe, {});
    if (does == "approve") return move_case(w, code, by_staff(w, action::approve));
    if (does == "list") return show_checklist(w, f);
    if (does == "solved" || does == "unsolved") return told_by_phone(w, code, does == "solved");
    if (does == "unreached") return not_reached(w, code);
    if (does.starts_with("tick-")) return tick_off(w, code, {does.substr(5)}, {});
    if (does.starts_with("quick-")) return quick_reply(w, f, std::string_view(does).substr(6));
    if (does.starts_with("undo-") && w.c.is_room(w.e.room)) return undo(w, code, does);
    if (does.starts_with("pass-")) return pass_on(w, code, does);
    if (does.starts_with("merge-"))
        if (const auto into = find_code("CP-" + does.substr(6)); into && w.find(*into)) return merge(w, code, *into);
    menu(w, f, does);
}

}  // namespace linli::staff
