#include <algorithm>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"
#include "gateway/config/shown.hpp"
#include "gateway/data/time_zone.hpp"

namespace linli::gateway {
namespace {

namespace fs = std::filesystem;

void read_endpoint(table_reader& t, std::string_view key, endpoint& into) {
    std::string text = into.text();
    t.string(key, text);
    if (const auto parsed = parse_endpoint(text))
        into = *parsed;
    else
        t.refuse(key, fmt::format("\"{}\" must be an address and a port such as 127.0.0.1:8080, and is {}", key,
                                  shown(text)));
}

fs::path read_path(table_reader& t, std::string_view key, const fs::path& otherwise) {
    std::string text = otherwise.string();
    t.string(key, text);
    return text;
}

bool lies_in(const fs::path& file, const fs::path& folder) {
    std::error_code ignored;
    const auto inside = fs::weakly_canonical(fs::absolute(file), ignored);
    const auto outside = fs::weakly_canonical(fs::absolute(folder), ignored);
    return std::mismatch(outside.begin(), outside.end(), inside.begin(), inside.end()).first == outside.end();
}

void read_store(table_reader& t, config& into) {
    std::string store = "sqlite:" + (into.data_dir / "linli.db").string();
    t.string("store", store);
    if (store.starts_with("sqlite:") && store.size() > 7)
        into.database = store.substr(7);
    else if (store.starts_with("postgres"))
        t.refuse("store", "PostgreSQL is not supported yet; use store = \"sqlite:data/linli.db\"");
    else
        t.refuse("store", fmt::format("\"store\" must be such as sqlite:data/linli.db, and is {}", shown(store)));
    into.key_file = read_path(t, "key_file", into.data_dir.lexically_normal().string() + ".key");
    if (lies_in(into.key_file, into.data_dir))
        t.refuse("key_file", "\"key_file\" must lie outside data_dir, or a copy of the data would carry its key");
}

void read_language(table_reader& t, config& into) {
    std::string name(name_of(into.language));
    t.string("language", name);
    constexpr auto known = names_of(linli::language{});
    if (const auto language = named<linli::language>(name))
        into.language = *language;
    else
        t.refuse("language", fmt::format("\"language\" is {}, which is none of {}{}", shown(name),
                                         fmt::join(known, ", "), meant(name, known)));
}

void read_tls(table_reader& t, config& into) {
    into.tls_certificate = read_path(t, "tls_certificate", {});
    into.tls_key = read_path(t, "tls_key", {});
    into.tls_line = t.at("tls_certificate", {}).line;
    if (into.tls_certificate.empty() != into.tls_key.empty())
        t.refuse(into.tls_key.empty() ? "tls_certificate" : "tls_key",
                 "\"tls_certificate\" and \"tls_key\" are needed together");
    std::vector<std::string> proxies;
    t.strings("trusted_proxies", proxies);
    for (const auto& text : proxies) {
        if (const auto parsed = parse_network(text))
            into.trusted_proxies.push_back(*parsed);
        else
            t.refuse("trusted_proxies", fmt::format("\"trusted_proxies\" must hold addresses or "
                                                    "networks such as 10.0.0.0/8, and holds {}",
                                                    shown(text)));
    }
}

}  // namespace

void read_gateway(table_reader& t, config& into) {
    read_endpoint(t, "listen", into.listen);
    read_endpoint(t, "internal_listen", into.internal_listen);
    if (into.listen == into.internal_listen && into.listen.port != 0)
        t.refuse("internal_listen", "\"internal_listen\" must differ from \"listen\"");
    t.string("public_url", into.public_url);
    while (into.public_url.ends_with('/')) into.public_url.pop_back();
    if (!into.public_url.empty() && !is_public_url(into.public_url))
        t.refuse("public_url", "\"public_url\" must be an address without a path, such as https://chat.example.org");
    into.data_dir = read_path(t, "data_dir", into.data_dir);
    if (into.data_dir.empty()) t.refuse("data_dir", "\"data_dir\" must name a folder");
    read_store(t, into);
    into.texts_dir = read_path(t, "texts_dir", {});
    std::error_code ignored;
    if (!into.texts_dir.empty() && !fs::is_directory(into.texts_dir, ignored))
        t.refuse("texts_dir",
                 fmt::format("\"texts_dir\" must name a folder, and is {}", shown(into.texts_dir.string())));
    read_language(t, into);
    t.string("time_zone", into.time_zone);
    if (!is_time_zone(into.time_zone))
        t.refuse("time_zone", fmt::format("\"time_zone\" must be a name of the tz database such as "
                                          "Asia/Shanghai, and is {}",
                                          shown(into.time_zone)));
    t.string("community_name", into.community_name);
    t.string("emergency", into.emergency);
    t.boolean("allow_private_media", into.allow_private_media);
    t.duration("drain", into.drain);
    read_tls(t, into);
}

void read_timing(table_reader& t, config& into) {
    auto& timing = into.timing;
    t.duration("ask_solved_after", timing.ask_solved_after);
    t.duration("draft_nudge", timing.draft_nudge);
    t.duration("draft_keep", timing.draft_keep);
    t.duration("score_reminder", timing.score_reminder);
    t.duration("close_unconfirmed", timing.close_unconfirmed);
    t.duration("reopen_within", timing.reopen_within);
    t.duration("alarm_repeat", timing.alarm_repeat);
    t.duration("sitting", timing.sitting);
    t.duration("withdraw_within", timing.withdraw_within);
    t.duration("unseen_result", timing.unseen_result);
    t.duration("hand_over", timing.hand_over);
    t.duration("no_show", timing.no_show);
    t.duration("group_alarms", timing.group_alarms);
    t.duration("follow_up", timing.follow_up);
    t.duration("follow_up_urgent", timing.follow_up_urgent);
    t.duration("lesson_due", timing.lesson_due);
    t.duration("repeat_within", timing.repeat_within);
    t.duration("forget_after", timing.forget_after);
    t.hours("quiet_hours", into.quiet);
    t.hours("service_hours", into.service);
}

}  // namespace linli::gateway
