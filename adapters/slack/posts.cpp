#include "adapters/slack/posts.hpp"

#include "adapters/json_write.hpp"
#include "adapters/signature.hpp"
#include "adapters/slack/text.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::size_t section_max = 3000;  // of a section's text, as it is sent
constexpr std::size_t mark_digits = 16;

// Text in pieces that fit a section once they are escaped; `&` becomes five characters.
std::vector<std::string> sections(std::string_view text) {
    std::vector<std::string> out;
    auto whole = mrkdwn(text);
    if (utf16_length(whole) <= section_max) return {std::move(whole)};
    std::size_t start = 0;
    std::size_t size = 0;  // at its worst: five characters for one
    for (std::size_t at = 0; at < text.size();) {
        const auto end = cluster_end(text, at);
        const auto more = utf16_length(mrkdwn(text.substr(at, end - at)));
        constexpr std::size_t marks = 64;  // the < > around addresses
        if (size + more > section_max - marks) {
            out.push_back(mrkdwn(text.substr(start, at - start)));
            start = at;
            size = 0;
        }
        size += more;
        at = end;
    }
    out.push_back(mrkdwn(text.substr(start)));
    return out;
}

void write_buttons(json_writer& out, const post& one) {
    int serial = 0;
    for (std::size_t row = 0; row < one.buttons.size(); ++row) {
        out.begin('{').key("type").text("actions");
        out.key("block_id").text(one.mark + "-" + std::to_string(row));
        out.key("elements").begin('[');
        for (const auto& c : one.buttons[row]) {
            out.begin('{').key("type").text("button");
            out.key("action_id").text("c" + std::to_string(++serial));
            out.key("text").begin('{').key("type").text("plain_text").key("text").text(c.label);
            out.end('}').key("value").text(c.data).end('}');
        }
        out.end(']').end('}');
    }
}

std::string blocks(const post& one) {
    std::string text;
    json_writer out(text);
    out.begin('[');
    bool first = true;
    for (const auto& words : sections(one.text)) {
        out.begin('{').key("type").text("section");
        if (first) out.key("block_id").text(one.mark);
        first = false;
        out.key("text").begin('{').key("type").text("mrkdwn").key("text").text(words);
        out.key("verbatim").flag(true).end('}').end('}');
    }
    write_buttons(out, one);
    out.end(']');
    return text;
}

void add_words(form_fields& form, const post& one) {
    // What a notification shows, and a client that knows no blocks.
    form.emplace_back("text", repaired_utf8(mrkdwn(one.text)));
    form.emplace_back("blocks", blocks(one));
}

}  // namespace

std::vector<post> posts_of(const job& what, const capabilities& can) {
    auto message = render(what.message, can);
    std::vector<post> out;
    for (auto& part : message.parts) {
        post one;
        const auto digest = hex(sha256(what.chat + '\n' + part)).substr(0, mark_digits);
        one.mark = "l" + std::to_string(what.id) + "." + std::to_string(out.size()) + "." + digest;
        one.text = std::move(part);
        out.push_back(std::move(one));
    }
    if (!out.empty()) out.back().buttons = std::move(message.buttons);
    return out;
}

http_call post_call(const settings& app, const job& what, const post& one, std::string_view thread) {
    form_fields form{{"channel", what.chat}};
    if (!thread.empty()) form.emplace_back("thread_ts", thread);
    // An alarm is seen in the channel as well, and not only by those who follow its thread.
    if (!thread.empty() && what.message.lane == lane::alarm) form.emplace_back("reply_broadcast", "true");
    add_words(form, one);
    form.emplace_back("unfurl_links", "false");
    form.emplace_back("unfurl_media", "false");
    return api_call(app, "chat.postMessage", form);
}

http_call update_call(const settings& app, const place& where, const post& one) {
    form_fields form{{"channel", where.channel}, {"ts", where.ts}};
    add_words(form, one);
    return api_call(app, "chat.update", form);
}

http_call delete_call(const settings& app, const place& where) {
    return api_call(app, "chat.delete", {{"channel", where.channel}, {"ts", where.ts}});
}

http_call delete_file_call(const settings& app, std::string_view file) {
    return api_call(app, "files.delete", {{"file", std::string(file)}});
}

std::string find_mark(const json& history, std::string_view mark) {
    const auto messages = array_at(history, "messages");
    if (!messages) return {};
    for (const auto& message : *messages) {
        const auto all = array_at(message, "blocks");
        if (!all) continue;
        for (const auto& block : *all)
            if (text_at(block, "block_id") == mark) return std::string(text_at(message, "ts"));
    }
    return {};
}

}  // namespace linli::adapters::slack
