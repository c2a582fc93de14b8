#include "gateway/community_builder.hpp"

#include <fmt/format.h>

#include "gateway/data/data_files.hpp"
#include "gateway/data/time_zone.hpp"

namespace linli::gateway {
namespace {

void check_departments(const config& c, const taxonomy& t, problems& found) {
    std::vector<std::string_view> known;
    for (const auto& d : t.departments) known.push_back(d.id);
    const auto check = [&](unsigned line, const std::string& d, const std::string& of) {
        if (t.find_department(d)) return;
        found.push_back(c.at(line, fmt::format("the department \"{}\" of {} is none of {}{}", d, of,
                                               fmt::join(known, ", "), meant(d, known))));
    };
    for (const auto& m : c.staff.members)
        for (const auto& d : m.departments) check(m.line, d, m.name);
    for (const auto& g : c.staff.groups) check(g.line, g.department, "[staff.groups]");
    for (const auto& s : c.staff.shifts)
        for (const auto& d : s.departments) check(s.line, d, "a shift");
}

// One person for all accounts of a member.
std::optional<person_id> person_of(const staff_member_settings& m, const person_lookup& who) {
    std::optional<person_id> first;
    for (const auto& [channel, chat] : m.accounts) {
        const storage::address where{channel, chat};
        if (!first) {
            first = who.find(where);
            if (!first) return std::nullopt;
        } else {
            who.bind(*first, where);
        }
    }
    return first.value_or(person_id::nobody);
}

shift shift_of(const shift_settings& s, const std::vector<member>& members) {
    shift out{s.hours, s.days, s.departments, {}};
    for (const auto& name : s.members)
        for (const auto& m : members)
            if (m.name == name) out.members.push_back(m.person);
    return out;
}

}  // namespace

person_lookup making_persons(storage::store& store) {
    return {[&store](const storage::address& where) { return std::optional(store.person_for(where)); },
            [&store](person_id who, const storage::address& where) { store.bind(who, where); }};
}

result<std::shared_ptr<const community>, problems> build_without_people(const config& c, instant now) {
    auto categories = load_taxonomy(c.texts_dir);
    if (!categories) return failure{categories.error()};
    auto sentences = load_texts(c.texts_dir);
    if (!sentences) return failure{sentences.error()};
    problems found;
    check_departments(c, *categories, found);
    if (!found.empty()) return failure{std::move(found)};
    auto built = std::make_shared<community>();
    built->taxonomy = *std::move(categories);
    built->texts = *std::move(sentences);
    built->timing = c.timing;
    built->calendar.offsets = offsets_of(c.time_zone, now - std::chrono::days{366}, now + std::chrono::days{3653});
    built->calendar.quiet = c.quiet;
    built->calendar.service = c.service;
    built->calendar.days_off = c.calendar.days_off;
    built->calendar.holidays = c.calendar.holidays;
    built->calendar.extra_days = c.calendar.extra_days;
    built->after_photo = c.after_photo;
    built->language = c.language;
    built->name = c.community_name;
    built->emergency = c.emergency;
    built->buildings = c.buildings;
    built->public_url = c.public_url;
    return std::shared_ptr<const community>(std::move(built));
}

result<std::shared_ptr<const community>, problems> build_community(const config& c, const person_lookup& who,
                                                                   instant now) {
    auto data = build_without_people(c, now);
    if (!data) return failure{data.error()};
    auto built = std::make_shared<community>(**data);
    problems found;
    const auto unknown = [&](const std::string& what) {
        found.push_back(c.at(0, what + " is new: it takes effect with a restart"));
    };
    if (const auto room = who.find({c.staff.group_channel, c.staff.group_chat}))
        built->room = *room;
    else
        unknown("the staff group");
    for (const auto& m : c.staff.members) {
        const auto person = person_of(m, who);
        if (!person)
            unknown("the account of " + m.name);
        else
            built->members.push_back({*person, m.name, m.role, m.departments});
    }
    for (const auto& g : c.staff.groups) {
        if (const auto room = who.find({g.channel, g.chat}))
            built->department_rooms.push_back({g.department, *room});
        else
            unknown("the group of " + g.department);
    }
    for (const auto& s : c.staff.shifts) built->roster.push_back(shift_of(s, built->members));
    if (!found.empty()) return failure{std::move(found)};
    return std::shared_ptr<const community>(std::move(built));
}

}  // namespace linli::gateway
