#include "gateway/dossier/account.hpp"

#include <algorithm>
#include <deque>

#include "storage/contact.hpp"

namespace linli::gateway {
namespace {

storage::contact contact_of(const case_file& f, const std::vector<case_entry>& log) {
    storage::contact who;
    for (const auto& name : {f.name, f.intake.reporter_name}) who.add_name(name);
    for (const auto& phone : {f.phone, f.intake.phone}) who.add_phone(phone);
    for (const auto& e : log) {
        who.add_phone(e.phone);
        if (e.what == action::contact) who.add_name(e.who_name);
        if (e.actor_role == role::resident) who.add_name(e.actor_name);
    }
    return who;
}

// Whoever complains of a colleague is not named to whoever this is handed on to. Its words stay: they are what is
// to be judged.
bool names_nobody(const case_file& f) { return f.intake.confidential || f.intake.words_withheld; }

void clear(intake& i) {
    i.reporter_name.clear();
    i.phone.clear();
    i.place = {i.place.building, {}, {}, i.place.spot};
}

spoken from(const case_entry& e, bool outwards) {
    spoken s;
    s.at = e.at;
    s.outwards = outwards;
    s.by = e.actor_name;
    s.as = e.actor_role;
    s.text = e.text;
    s.attachments = e.attachments;
    if (outwards) s.how = arrival_state::sent;
    return s;
}

void settle(std::vector<spoken>& all, std::deque<std::size_t>& waiting, const case_entry& e) {
    if (waiting.empty()) return;
    auto& s = all[waiting.front()];
    waiting.pop_front();
    s.how = e.number ? arrival_state::delivered : arrival_state::failed;
    s.settled = e.at;
    s.detail = e.number ? "" : e.text;
}

}  // namespace

std::vector<spoken> messages_both_ways(const case_file& f, const std::vector<case_entry>& log) {
    std::vector<spoken> all;
    std::deque<std::size_t> words, results;
    for (const auto& e : log) {
        switch (e.what) {
            case action::open:
                for (const auto& text : f.intake.words) {
                    all.push_back(from(e, false));
                    all.back().text = text;
                }
                break;
            case action::words_in:
            case action::comment:
            case action::complain:
                all.push_back(from(e, false));
                break;
            case action::words_out:
                words.push_back(all.size());
                all.push_back(from(e, true));
                break;
            case action::resolve:
            case action::reject:
                results.push_back(all.size());
                all.push_back(from(e, true));
                break;
            case action::words_settled:
                settle(all, words, e);
                break;
            case action::result_settled:
                settle(all, results, e);
                break;
            default:
                break;
        }
    }
    return all;
}

std::string why_rejected(const case_file& f, const std::vector<case_entry>& log) {
    if (f.outcome != outcome::unfounded) return {};
    const auto last =
        std::find_if(log.rbegin(), log.rend(), [](const case_entry& e) { return e.what == action::reject; });
    return last == log.rend() ? std::string() : last->text;
}

std::vector<kept_thing> things_kept(const std::vector<case_entry>& log) {
    std::vector<kept_thing> all;
    const auto add = [&](const attachment& a, const case_entry& e) {
        const bool known = std::ranges::any_of(all, [&](const auto& k) { return k.what.photo.hash == a.photo.hash; });
        if (!known) all.push_back({a, e.at, e.actor_name, e.actor_role});
    };
    for (const auto& e : log) {
        for (const auto& i : e.opened)
            for (const auto& a : i.attachments) add(a, e);
        for (const auto& a : e.attachments) add(a, e);
    }
    return all;
}

std::vector<case_entry> shown_log(const case_file& f, std::vector<case_entry> log) {
    if (!names_nobody(f)) return log;
    const auto who = contact_of(f, log);
    for (auto& e : log) {
        if (e.actor_role == role::resident) e.actor_name.clear();
        if (e.what == action::contact) e.who_name.clear();
        e.phone.clear();
        e.place = {e.place.building, {}, {}, e.place.spot};
        for (auto& i : e.opened) clear(i);
        storage::scrub(e, who);
    }
    return log;
}

case_file shown_file(case_file f, const std::vector<case_entry>& log) {
    if (!names_nobody(f)) return f;
    const auto who = contact_of(f, log);
    f.name.clear();
    f.phone.clear();
    f.place = {f.place.building, {}, {}, f.place.spot};
    clear(f.intake);
    storage::scrub(f, who);
    return f;
}

}  // namespace linli::gateway
