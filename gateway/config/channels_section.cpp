#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"
#include "gateway/config/shown.hpp"
#include "gateway/data/read_file.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t secret_file_max = 65'536;  // a private key in PEM is below 16 KiB
constexpr std::size_t channel_name_max = 32;     // stands in addresses and in metric labels

bool is_channel_name(std::string_view name) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return !name.empty() && name.size() <= channel_name_max &&
           name.find_first_not_of(allowed) == std::string_view::npos;
}

const adapters::channel_type* read_type(table_reader& t, std::span<const adapters::channel_type> known) {
    std::string type;
    t.string("type", type);
    if (t.refused("type")) return nullptr;
    std::vector<std::string_view> names;
    for (const auto& k : known) {
        if (k.name == type) return &k;
        names.push_back(k.name);
    }
    t.refuse("type", type.empty() ? fmt::format("[{}] needs \"type\": one of {}", t.path(), fmt::join(names, ", "))
                                  : fmt::format("\"type\" is {}, which is none of {}{}", shown(type),
                                                fmt::join(names, ", "), meant(type, names)));
    return nullptr;
}

template <class List>
bool holds(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// `token`, or the content of the file that `token_file` names. The environment wins over the file.
void read_secret(table_reader& t, std::string_view key, adapters::channel_config& into) {
    const std::string file_key = std::string(key) + "_file";
    std::string value, file;
    t.string(key, value);
    t.string(file_key, file);
    if (!value.empty() && !file.empty()) {
        const bool value_wins = t.from_environment(key);
        const bool file_wins = t.from_environment(file_key);
        if (value_wins == file_wins) {
            t.refuse(file_key, fmt::format("give either \"{}\" or \"{}\", not both", key, file_key));
            return;
        }
        if (file_wins) value.clear();
    }
    if (value.empty() && !file.empty()) {
        auto read = read_secret_file(file);
        if (!read) {
            t.refuse(file_key, fmt::format("\"{}\": {}", file_key, read.error()));
            return;
        }
        value = *std::move(read);
    }
    if (!value.empty()) into.values.insert_or_assign(std::string(key), std::move(value));
}

void read_limits(table_reader& t, adapters::send_limits& limits, const origins& from, problems& found) {
    const auto* table = t.table("limits");
    if (!table) return;
    table_reader l(*table, t.path() + ".limits", from, found);
    l.rate("account", limits.account_per_s);
    l.rate("chat", limits.chat_per_s);
    l.rate("group", limits.group_per_s);
    l.finish();
}

void read_sources(table_reader& t, std::vector<network>& into) {
    std::vector<std::string> sources;
    t.strings("sources", sources);
    for (const auto& text : sources) {
        if (const auto parsed = parse_network(text))
            into.push_back(*parsed);
        else
            t.refuse("sources", fmt::format("\"sources\" must hold addresses or networks such as "
                                            "10.0.0.0/8, and holds {}",
                                            shown(text)));
    }
}

// Of a bot that can be asked for its messages there is one queue, or one webhook: a second channel would take them
// away.
void refuse_same_bot(table_reader& t, const adapters::channel_type& type, channel_settings& channel,
                     const config& before) {
    const std::string_view key = t.has("token") ? "token" : "token_file";
    channel.line = t.at(key, {}).line;
    const auto token = channel.table.get("token");
    if (token.empty() || !holds(type.keys, "receive")) return;
    for (const auto& other : before.channels)
        if (other.table.type == type.name && other.table.get("token") == token &&
            other.table.get("api_url") == channel.table.get("api_url"))
            t.refuse(key,
                     fmt::format("\"{}\" is that of [channels.{}]{} already; a bot can be one channel only, so ask for "
                                 "another bot",
                                 key, other.table.name, on_line(other.line)));
}

// A sub-table that is the adapter's own language: handed on whole, as JSON, with its types. The
// adapter names what is wrong in it.
std::string as_json(const toml::table& table) {
    std::ostringstream out;
    out << toml::json_formatter{table};
    return out.str();
}

// What the adapter has found, unless the value could not even be read: that was told already.
void tell(table_reader& t, const adapters::channel_type& type, const adapters::flaw& f) {
    using kind = adapters::flaw::kind;
    if (t.refused(f.key) || t.refused(f.key + "_file")) return;
    const auto point = f.key.rfind('.');
    const auto key = point == f.key.npos ? f.key : f.key.substr(point + 1);
    const auto table = point == f.key.npos ? t.path() : t.path() + "." + f.key.substr(0, point);
    const bool secret = holds(type.secrets, f.key);
    const auto value = secret ? std::string() : t.written(f.key);
    const std::vector<std::string_view> words(f.words.begin(), f.words.end());
    if (key.empty())
        t.refuse("", fmt::format("[{}] {}", table, f.why));
    else if (f.what == kind::unknown)
        t.refuse(f.key, fmt::format("unknown key \"{}\" in [{}]{}", key, table, meant(key, words)));
    else if (f.what == kind::missing)
        t.refuse(f.key,
                 fmt::format("[{}] needs \"{}\"{}{}{}", table, key, secret ? fmt::format(" (or \"{}_file\")", key) : "",
                             f.why.empty() ? "" : ": ", f.why));
    else if (!words.empty())
        t.refuse(f.key, fmt::format("\"{}\" is {}, which is none of {}{}", key, shown(value), fmt::join(words, ", "),
                                    meant(value, words)));
    else
        t.refuse(f.key, fmt::format("\"{}\" {}{}", key, f.why, value.empty() ? "" : ", and is " + shown(value)));
}

}  // namespace

result<std::string, std::string> read_secret_file(const std::filesystem::path& file) {
    auto text = read_file(file, secret_file_max);
    if (!text) return text;
    while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
    if (text->empty()) return failure{file.string() + " is empty"};
    return text;
}

void read_channel(table_reader& t, const std::string& name, std::span<const adapters::channel_type> known,
                  const origins& from, problems& found, config& into) {
    if (!is_channel_name(name))
        t.refuse("", fmt::format("the name of [{}] may hold a-z, 0-9, _ and - only, and {} characters", t.path(),
                                 channel_name_max));
    if (name == "terminal") t.refuse("", "the name \"terminal\" is that of `linli chat`; please take another one");
    if (name == "own")
        t.refuse("", "the name \"own\" is that of our own events in the metrics; please take another one");
    const auto* type = read_type(t, known);
    if (!type) return;
    if (type->name == "web" && into.web()) t.refuse("type", "there can be one channel of type \"web\" only");
    channel_settings channel{{name, std::string(type->name), {}, {}}, type->limits};
    for (const auto key : type->keys) {
        if (holds(type->secrets, key)) continue;
        std::string value;
        t.scalar(key, value);
        if (t.has(key)) channel.table.values.insert_or_assign(std::string(key), std::move(value));
    }
    for (const auto key : type->secrets) read_secret(t, key, channel.table);
    for (const auto key : type->tables)
        if (const auto* table = t.table(key)) channel.table.values.insert_or_assign(std::string(key), as_json(*table));
    refuse_same_bot(t, *type, channel, into);
    read_limits(t, channel.limits, from, found);
    read_sources(t, channel.sources);
    t.finish();
    if (!into.public_url.empty()) channel.table.webhook_url = into.public_url + "/webhooks/" + name;
    if (const auto made = type->make(channel.table); !made)
        for (const auto& flaw : made.error()) tell(t, *type, flaw);
    into.channels.push_back(std::move(channel));
}

}  // namespace linli::gateway
