#include <algorithm>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t members_max = 500;  // a slip in a generated file, not a community

void read_role(table_reader& t, role& into) {
    std::string name(name_of(into));
    t.string("role", name);
    const auto given = named<role>(name);
    if (given && *given != role::resident && *given != role::bot) {
        into = *given;
        return;
    }
    constexpr auto all = names_of(role{});
    const std::vector<std::string_view> known(all.begin() + 1, all.end() - 1);
    const auto meant = nearest(name, known);
    t.refuse("role", fmt::format("\"role\" is \"{}\", which is none of {}{}", name,
                                 fmt::join(known, ", "),
                                 meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant)));
}

staff_member_settings read_member(const toml::table& table, const origins& from, problems& found) {
    table_reader t(table, "staff.members", from, found);
    staff_member_settings member;
    t.string("name", member.name);
    if (member.name.empty()) t.refuse("name", "a member of [[staff.members]] needs \"name\"");
    read_role(t, member.role);
    t.strings("departments", member.departments);
    if (const auto* accounts = t.table("accounts")) {
        table_reader a(*accounts, "staff.members.accounts", from, found);
        for (const auto& [key, node] : *accounts) {
            std::string chat;
            a.scalar(key.str(), chat);
            if (!chat.empty()) member.accounts.emplace_back(std::string(key.str()), chat);
        }
    }
    t.finish();
    return member;
}

void read_groups(table_reader& t, const origins& from, problems& found, staff_settings& into) {
    const auto* groups = t.table("groups");
    if (!groups) return;
    table_reader all(*groups, "staff.groups", from, found);
    for (const auto& [department, table] : all.subtables()) {
        table_reader g(*table, "staff.groups." + department, from, found);
        department_group_settings one{department, {}, {}};
        g.string("channel", one.channel);
        g.scalar("chat", one.chat);
        if (one.channel.empty()) g.refuse("channel", fmt::format("[{}] needs \"channel\"", g.path()));
        if (one.chat.empty()) g.refuse("chat", fmt::format("[{}] needs \"chat\"", g.path()));
        g.finish();
        into.groups.push_back(std::move(one));
    }
}

shift_settings read_shift(const toml::table& table, const origins& from, problems& found) {
    table_reader t(table, "staff.shifts", from, found);
    shift_settings shift;
    t.hours("hours", shift.hours);
    read_shift_days(t, shift);
    t.strings("departments", shift.departments);
    t.strings("members", shift.members);
    if (shift.members.empty()) t.refuse("members", "a shift of [[staff.shifts]] needs \"members\"");
    t.finish();
    return shift;
}

// Shifts name members by their names.
void check_shifts(const table_reader& root, const staff_settings& staff, problems& found) {
    std::vector<std::string_view> names;
    for (const auto& m : staff.members) names.push_back(m.name);
    for (const auto& s : staff.shifts)
        for (const auto& name : s.members) {
            if (std::find(names.begin(), names.end(), name) != names.end()) continue;
            const auto meant = nearest(name, names);
            found.push_back({root.where("staff"),
                             fmt::format("a shift names \"{}\", who is none of [[staff.members]]{}", name,
                                         meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant))});
        }
}

}  // namespace

void read_staff(table_reader& t, const origins& from, problems& found, config& into) {
    if (const auto* group = t.table("group")) {
        table_reader g(*group, "staff.group", from, found);
        g.string("channel", into.staff.group_channel);
        g.scalar("chat", into.staff.group_chat);
        if (into.staff.group_channel.empty()) g.refuse("channel", "[staff] group needs \"channel\"");
        g.finish();
    }
    const auto members = t.tables("members");
    if (members.size() > members_max)
        t.refuse("members", fmt::format("more than {} members of staff", members_max));
    for (const auto* one : members) into.staff.members.push_back(read_member(*one, from, found));
    read_groups(t, from, found, into.staff);
    for (const auto* one : t.tables("shifts")) into.staff.shifts.push_back(read_shift(*one, from, found));
    t.finish();
}

void check_whole(config& whole, const table_reader& root, problems& found) {
    std::vector<std::string_view> names;
    for (const auto& c : whole.channels) names.push_back(c.table.name);
    const auto refuse = [&](std::string_view section, std::string what) {
        found.push_back({root.where(section), std::move(what)});
    };
    const auto unknown = [&](std::string_view what, std::string_view name) {
        const auto meant = nearest(name, names);
        refuse("staff", fmt::format("{} names the channel \"{}\", and there is no [channels.{}]{}", what,
                                    name, name,
                                    meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant)));
    };
    if (std::count_if(whole.channels.begin(), whole.channels.end(),
                      [](const auto& c) { return c.table.type == "web"; }) > 1)
        refuse("channels", "there can be one channel of type \"web\" only");
    auto& staff = whole.staff;
    if (staff.group_channel.empty()) {
        if (const auto* web = whole.web())
            staff.group_channel = web->table.name;
        else
            refuse("staff", "[staff] needs group = { channel = \"…\", chat = \"…\" }: without a web "
                            "chat there is no staff room of our own");
    }
    const auto* group = whole.find_channel(staff.group_channel);
    if (!group && !staff.group_channel.empty()) unknown("[staff] group", staff.group_channel);
    if (group && group->table.type == "web") staff.group_chat = web_staff_room;
    if (group && staff.group_chat.empty()) refuse("staff", "[staff] group needs \"chat\"");
    check_shifts(root, staff, found);
    for (const auto& g : staff.groups)
        if (!whole.find_channel(g.channel)) unknown("[staff.groups." + g.department + "]", g.channel);
    for (const auto& m : staff.members)
        for (const auto& [channel, chat] : m.accounts)
            if (!whole.find_channel(channel)) unknown("an account of " + m.name, channel);
}

}  // namespace linli::gateway
