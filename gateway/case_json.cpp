#include "gateway/case_json.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>

#include <fmt/format.h>

#include "dialogs/cards.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/work.hpp"
#include "gateway/dossier/account.hpp"

namespace linli::gateway {
namespace {

using nlohmann::ordered_json;

ordered_json or_null(const std::string& text) { return text.empty() ? ordered_json() : ordered_json(text); }

ordered_json place_json(const place& p) {
    return {{"building", or_null(p.building)},
            {"unit", or_null(p.unit)},
            {"room", or_null(p.room)},
            {"spot", or_null(p.spot)}};
}

ordered_json photos_json(const case_file& f) {
    auto list = ordered_json::array();
    for (const auto* some : {&f.attachments, &f.result_attachments})
        for (const auto& a : *some)
            if (a.kind == media_kind::photo)
                list.push_back({{"hash", a.photo.hash}, {"width", a.photo.width}, {"height", a.photo.height}});
    return list;
}

ordered_json files_json(const case_file& f, const file_links& links) {
    auto list = ordered_json::array();
    for (const auto& a : f.attachments)
        if (a.kind != media_kind::photo)
            list.push_back({{"name", a.name}, {"link", links ? links(a) : a.link}, {"kind", name_of(a.kind)}});
    return list;
}

ordered_json hashes(const std::vector<attachment>& all) {
    auto list = ordered_json::array();
    for (const auto& a : all) list.push_back(a.photo.hash);
    return list;
}

ordered_json time_or_null(instant t) { return t == never ? ordered_json() : or_null(utc_text(t)); }

ordered_json entry_json(const case_entry& e) {
    return {{"seq", e.seq},
            {"at", utc_text(e.at)},
            {"actor", e.actor_name},
            {"role", name_of(e.actor_role)},
            {"what", name_of(e.what)},
            {"text", e.text},
            {"to", or_null(e.who_name)},
            {"departments", e.departments},
            {"until", time_or_null(e.until)},
            {"number", e.number},
            {"place", e.place.empty() ? ordered_json() : place_json(e.place)},
            {"photos", hashes(e.attachments)}};
}

ordered_json spoken_json(const spoken& m) {
    return {{"at", utc_text(m.at)},
            {"direction", m.outwards ? "out" : "in"},
            {"by", m.by},
            {"role", name_of(m.as)},
            {"text", m.text},
            {"photos", hashes(m.attachments)},
            {"delivery", m.outwards ? ordered_json(name_of(m.how)) : ordered_json()},
            {"settled_at", time_or_null(m.settled)},
            {"detail", or_null(m.detail)}};
}

ordered_json kept_json(const kept_thing& k) {
    return {{"hash", k.what.photo.hash},
            {"kind", name_of(k.what.kind)},
            {"name", or_null(k.what.name)},
            {"at", utc_text(k.at)},
            {"by", k.by},
            {"role", name_of(k.as)}};
}

template <class T, class How>
ordered_json list_of(const std::vector<T>& all, How how) {
    auto list = ordered_json::array();
    for (const auto& one : all) list.push_back(how(one));
    return list;
}

void hide(const case_file& f, std::string& words) {
    if (!words.empty()) words = shown_words(f, std::move(words));
}

case_file without_words(case_file f) {
    for (auto* words : {&f.intake.summary, &f.result}) hide(f, *words);
    f.attachments.clear();
    f.result_attachments.clear();
    if (f.intake.confidential) f.place = {f.place.building, {}, {}, {}};
    return f;
}

// Nor who complained.
std::vector<case_entry> without_words(const case_file& f, std::vector<case_entry> log) {
    for (auto& e : log) {
        hide(f, e.text);
        if (e.actor_role == role::resident) e.actor_name.clear();
    }
    return log;
}

std::int64_t seconds_between(instant from, instant to) {
    return std::chrono::duration_cast<std::chrono::seconds>(to - from).count();
}

}  // namespace

std::optional<case_code> parse_code(std::string_view text) {
    if (text.size() >= 3 && (text[0] | 0x20) == 'c' && (text[1] | 0x20) == 'p' && text[2] == '-') text.remove_prefix(3);
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size() || n <= 0) return std::nullopt;
    return static_cast<case_code>(n);
}

void sort_by_urgency(std::vector<case_file>& cases) {
    std::stable_sort(cases.begin(), cases.end(), [](const case_file& a, const case_file& b) {
        return std::pair(a.priority, a.created_at) < std::pair(b.priority, b.created_at);
    });
}

instant due_at(const community& c, const case_file& f) {
    if (!is_open(f.state) || f.state == state::resolved) return never;
    if (f.promised_until != instant{}) return f.promised_until;
    const auto k = clock_of(c, f, f.claimed_at == instant{} ? clock_kind::claim : clock_kind::resolve);
    return k ? at_percent(c, *k, 100) : never;
}

namespace {

ordered_json row_of(const community& c, const case_file& f, instant now, language l) {
    const auto due = due_at(c, f);
    const bool has_due = due != never && due != instant{};
    return {{"code", code_text(f.code)},
            {"state", name_of(f.state)},
            {"category", or_null(f.category)},
            {"category_name", category_text(c, f.category, l)},
            {"priority", name_of(f.priority)},
            {"place", place_text(c, f.place, l)},
            {"summary", f.intake.summary},
            {"owner", f.owner_name},
            {"age_s", seconds_between(f.created_at, now)},
            {"due_s", has_due ? ordered_json(seconds_between(now, due)) : ordered_json()},
            {"overdue", has_due && due < now}};
}

ordered_json detail_of(const community& c, const case_file& f, const std::vector<case_entry>& log, instant now,
                       language l, const file_links& links) {
    auto one = row_of(c, f, now, l);
    one["state_name"] = state_text(c, f, l);
    one["result"] = f.result;
    one["score"] = f.score;
    one["photos"] = photos_json(f);
    one["files"] = files_json(f, links);
    auto lines = ordered_json::array();
    for (const auto& e : log)
        lines.push_back({{"at", e.at.time_since_epoch().count()},
                         {"who", e.actor_name},
                         {"what", name_of(e.what)},
                         {"text", e.text},
                         {"what_name", c.texts.say(l, "dossier.action." + std::string(name_of(e.what)))}});
    one["timeline"] = std::move(lines);
    return one;
}

}  // namespace

namespace {

// Who is not known by their session may be anybody of their role. Of whoever joined from the group we do not know it
// here.
bool may_be_accused(const community& c, const case_file& f, const case_reader& reader) {
    if (reader.who != person_id::nobody) return accuses(f, reader.who);
    return std::ranges::any_of(f.intake.accused, [&](person_id who) {
        const auto m = std::ranges::find(c.members, who, &member::person);
        return m == c.members.end() || m->role == reader.as;
    });
}

}  // namespace

bool reads_words(const community& c, const case_file& f, const case_reader& reader) {
    if (!f.intake.words_withheld) return true;
    if (may_be_accused(c, f, reader)) return false;
    return reader.as == role::manager || (reader.who != person_id::nobody && reader.who == f.owner);
}

ordered_json staff_row(const community& c, const case_file& f, instant now, language l, const case_reader& reader) {
    if (!reads_words(c, f, reader)) return row_of(c, without_words(f), now, l);
    return row_of(c, f, now, l);
}

ordered_json staff_detail(const community& c, const case_file& f, const std::vector<case_entry>& log, instant now,
                          language l, const file_links& links, const case_reader& reader) {
    if (!reads_words(c, f, reader)) return detail_of(c, without_words(f), without_words(f, log), now, l, links);
    return detail_of(c, f, log, now, l, links);
}

std::string utc_text(instant t) {
    if (t == instant{}) return {};
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count();
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                       utc.tm_hour, utc.tm_min, utc.tm_sec);
}

ordered_json listed_case(const case_file& f) {
    return {{"code", code_text(f.code)},
            {"state", name_of(f.state)},
            {"category", or_null(f.category)},
            {"priority", name_of(f.priority)},
            {"place", place_json(f.place)},
            {"summary", f.intake.summary},
            {"created_at", utc_text(f.created_at)},
            {"owner", or_null(f.owner_name)},
            {"channel", f.intake.channel}};
}

ordered_json whole_case(const case_file& file, const std::vector<case_entry>& entries,
                        const std::vector<storage::message_row>& messages) {
    const auto f = shown_file(file, entries);
    const auto log = shown_log(file, entries);
    auto one = listed_case(f);
    one["outcome"] = f.outcome == outcome::none ? ordered_json() : ordered_json(name_of(f.outcome));
    one["score"] = f.score ? ordered_json(f.score) : ordered_json();
    one["comment"] = or_null(f.comment);
    one["result"] = or_null(f.result);
    one["rejected"] = or_null(why_rejected(f, log));
    one["lesson"] = or_null(f.lesson);
    one["life_safety"] = is_alarm(f);
    one["confidential"] = f.intake.confidential;
    one["departments"] = f.departments;
    one["taken_down_by"] = or_null(f.intake.taken_down_by);
    one["words"] = f.intake.words;
    one["answers"] = list_of(f.intake.answers, [](const answer& a) {
        return ordered_json{{"question", a.question}, {"text", a.text}};
    });
    one["reopened"] = f.reopened;
    one["times"] = {{"created", time_or_null(f.created_at)},   {"claimed", time_or_null(f.claimed_at)},
                    {"onsite", time_or_null(f.onsite_at)},     {"promised", time_or_null(f.promised_until)},
                    {"resolved", time_or_null(f.resolved_at)}, {"told", time_or_null(f.result_reached_at)},
                    {"closed", time_or_null(f.closed_at)}};
    one["photos"] = photos_json(f);
    one["files"] = files_json(f, {});
    one["kept"] = list_of(things_kept(log), kept_json);
    one["timeline"] = list_of(log, entry_json);
    one["told"] = list_of(messages_both_ways(f, log), spoken_json);
    one["messages"] = list_of(messages, [](const storage::message_row& m) {
        return ordered_json{
            {"time", utc_text(m.at)}, {"channel", m.channel}, {"sender", m.sender}, {"text", m.text}, {"kind", m.kind}};
    });
    return one;
}

}  // namespace linli::gateway
