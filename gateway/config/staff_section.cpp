#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"
#include "gateway/config/shown.hpp"

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
    t.refuse("role", fmt::format("\"role\" is {}, which is none of {}{}", shown(name), fmt::join(known, ", "),
                                 meant(name, known)));
}

// Says so where nothing is called `name`; `none` goes on after the name.
template <class Names>
void check_name(table_reader& t, std::string_view key, std::string_view name, const Names& known,
                std::string_view none) {
    const std::vector<std::string_view> names(std::begin(known), std::end(known));
    if (std::find(names.begin(), names.end(), name) != names.end()) return;
    t.refuse(key, fmt::format("\"{}\" {}{}", name, none, meant(name, names)));
}

using channel_names = std::span<const std::string>;
constexpr std::string_view no_channel = "is no channel: there is no such [channels.…]";

// Whose an account is, and where that was said: whoever writes by it can be one person only.
struct account_owner {
    std::string name;
    unsigned line = 0;
};
using account_owners = std::map<std::pair<std::string, std::string>, account_owner>;

void read_accounts(const toml::table& table, const origins& from, channel_names names, problems& found,
                   account_owners& owners, staff_member_settings& member) {
    table_reader a(table, "staff.members.accounts", from, found);
    for (const auto& [key, node] : table) {
        const std::string channel(key.str());
        std::string chat;
        a.scalar(channel, chat);
        check_name(a, channel, channel, names, no_channel);
        if (chat.empty()) continue;
        const auto [owner, free] = owners.try_emplace({channel, chat}, member.name, a.at(channel, {}).line);
        if (!free)
            a.refuse(channel,
                     fmt::format("\"{}\" is the account of {}{} already; an account belongs to one member only",
                                 channel, owner->second.name, on_line(owner->second.line)));
        member.accounts.emplace_back(channel, chat);
    }
}

staff_member_settings read_member(const toml::table& table, const origins& from, channel_names names, problems& found,
                                  account_owners& owners) {
    table_reader t(table, "staff.members", from, found);
    staff_member_settings member;
    t.string("name", member.name);
    if (member.name.empty() && !t.refused("name")) t.refuse("name", "a member of [[staff.members]] needs \"name\"");
    read_role(t, member.role);
    t.strings("departments", member.departments);
    member.line = t.at("departments", {}).line;
    member.name_line = t.at("name", {}).line;
    if (const auto* accounts = t.table("accounts")) read_accounts(*accounts, from, names, found, owners, member);
    t.finish();
    return member;
}

void read_groups(table_reader& t, const origins& from, channel_names names, problems& found, staff_settings& into) {
    const auto* groups = t.table("groups");
    if (!groups) return;
    table_reader all(*groups, "staff.groups", from, found);
    for (const auto& [department, table] : all.subtables()) {
        table_reader g(*table, "staff.groups." + department, from, found);
        department_group_settings one{department, {}, {}};
        g.string("channel", one.channel);
        g.scalar("chat", one.chat);
        one.line = g.at("", {}).line;
        if (!one.channel.empty())
            check_name(g, "channel", one.channel, names, no_channel);
        else if (!g.refused("channel"))
            g.refuse("channel", fmt::format("[{}] needs \"channel\"", g.path()));
        if (one.chat.empty() && !g.refused("chat")) g.refuse("chat", fmt::format("[{}] needs \"chat\"", g.path()));
        g.finish();
        into.groups.push_back(std::move(one));
    }
}

using members_read = std::span<const staff_member_settings>;

// A name of a shift must mean one member, and no more.
void check_member(table_reader& t, std::string_view name, members_read members) {
    std::vector<std::string_view> names;
    std::vector<unsigned> lines;
    for (const auto& m : members) {
        names.push_back(m.name);
        if (m.name == name) lines.push_back(m.name_line);
    }
    if (lines.size() > 1)
        t.refuse("members", fmt::format("\"{}\" is the name of {} members (lines {}); give each a name of their own",
                                        name, lines.size(), fmt::join(lines, ", ")));
    else
        check_name(t, "members", name, names, "is none of [[staff.members]]");
}

shift_settings read_shift(const toml::table& table, const origins& from, members_read members, problems& found) {
    table_reader t(table, "staff.shifts", from, found);
    shift_settings shift;
    t.hours("hours", shift.hours);
    read_shift_days(t, shift);
    t.strings("departments", shift.departments);
    shift.line = t.at("departments", {}).line;
    t.strings("members", shift.members);
    for (const auto& name : shift.members) check_member(t, name, members);
    if (shift.members.empty() && !t.refused("members"))
        t.refuse("members", "a shift of [[staff.shifts]] needs \"members\"");
    t.finish();
    return shift;
}

// Without one the staff room is our own, on the web chat.
void read_group(table_reader& t, const origins& from, channel_names names, problems& found, config& into) {
    auto& staff = into.staff;
    const auto* group = t.table("group");
    if (!group) {
        const bool web_may_be_wrong = into.channels.size() < names.size();
        if (const auto* web = into.web()) {
            staff.group_channel = web->table.name;
            staff.group_chat = web_staff_room;
        } else if (!web_may_be_wrong && !t.refused("group")) {
            t.refuse("group",
                     "[staff] needs group = { channel = \"…\", chat = \"…\" }: without a web chat there is "
                     "no staff room of our own");
        }
        return;
    }
    table_reader g(*group, "staff.group", from, found);
    g.string("channel", staff.group_channel);
    g.scalar("chat", staff.group_chat);
    g.finish();
    if (!staff.group_channel.empty())
        check_name(g, "channel", staff.group_channel, names, no_channel);
    else if (!g.refused("channel"))
        g.refuse("channel", "[staff] group needs \"channel\"");
    const auto* channel = into.find_channel(staff.group_channel);
    if (channel && channel->table.type == "web")
        staff.group_chat = web_staff_room;
    else if (channel && staff.group_chat.empty() && !g.refused("chat"))
        g.refuse("chat", "[staff] group needs \"chat\"");
}

}  // namespace

void read_staff(table_reader& t, const origins& from, std::span<const std::string> names, problems& found,
                config& into) {
    auto& staff = into.staff;
    read_group(t, from, names, found, into);
    const auto members = t.tables("members");
    if (members.size() > members_max) t.refuse("members", fmt::format("more than {} members of staff", members_max));
    account_owners owners;
    for (const auto* one : members) staff.members.push_back(read_member(*one, from, names, found, owners));
    read_groups(t, from, names, found, staff);
    for (const auto* one : t.tables("shifts")) staff.shifts.push_back(read_shift(*one, from, staff.members, found));
}

}  // namespace linli::gateway
