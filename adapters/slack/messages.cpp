#include "adapters/slack/messages.hpp"

#include <algorithm>
#include <array>

#include "adapters/slack/calls.hpp"
#include "adapters/slack/text.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::array<std::string_view, 4> words_of_people{"", "file_share", "thread_broadcast", "me_message"};

media_kind kind_of(std::string_view mime) {
    if (mime.starts_with("image/")) return media_kind::photo;
    if (mime.starts_with("video/")) return media_kind::video;
    if (mime.starts_with("audio/")) return media_kind::voice;
    return media_kind::file;
}

void add_line(std::string& text, std::string_view line) {
    if (!text.empty()) text += '\n';
    text += line;
}

void read_file(said& out, const json& file, const settings& app) {
    const auto mode = text_at(file, "mode");
    if (mode == "tombstone" || mode == "hidden_by_limit") return;
    auto address = text_at(file, "url_private_download");
    if (address.empty()) address = text_at(file, "url_private");
    media_handle m;
    m.kind = kind_of(text_at(file, "mimetype"));
    m.name = text_at(file, "name");
    m.size = std::max<std::int64_t>(0, number_at(file, "size"));
    m.handle = file_path(address, app);
    if (text_at(file, "file_access") == "check_file_info" && !text_at(file, "id").empty())
        m.handle = std::string(ask_first) + std::string(text_at(file, "id"));
    if (!m.handle.empty()) out.media.push_back(std::move(m));
    // Shared from another service: what they sent is the link.
    else if (!address.empty())
        add_line(out.text, address);
}

}  // namespace

bool is_words(std::string_view subtype) {
    return std::find(words_of_people.begin(), words_of_people.end(), subtype) != words_of_people.end();
}

std::optional<said> read_message(const json& message, std::string_view channel, std::string_view own_user,
                                 const settings& app) {
    said out;
    const auto ts = text_at(message, "ts");
    const auto thread = text_at(message, "thread_ts");
    out.message_id = message_id(channel, ts);
    out.text = plain_text(text_at(message, "text"), own_user);
    if (const auto files = array_at(message, "files"))
        for (const auto& file : *files) read_file(out, file, app);
    if (!thread.empty() && thread != ts) {
        out.reply_to = message_id(channel, thread);
        out.reply_to_us = !own_user.empty() && text_at(message, "parent_user_id") == own_user;
    }
    if (out.message_id.empty() || (out.text.empty() && out.media.empty())) return std::nullopt;
    return out;
}

std::string name_of_user(const json& message) {
    const auto profile = object_at(message, "user_profile");
    if (!profile) return {};
    auto name = text_at(*profile, "display_name");
    if (name.empty()) name = text_at(*profile, "real_name");
    return std::string(name);
}

std::string file_path(std::string_view address, const settings& app) {
    for (const auto host : {std::string_view(app.files_url), slack_files}) {
        if (host.empty() || !address.starts_with(host)) continue;
        const auto path = address.substr(host.size());
        const bool clean = std::all_of(path.begin(), path.end(), [](char c) {
            return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7F;
        });
        if (path.starts_with('/') && clean) return std::string(path);
    }
    return {};
}

}  // namespace linli::adapters::slack
