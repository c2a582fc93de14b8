#include "adapters/slack/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace linli::adapters::slack {

namespace {

using pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<pair, 3> entities{{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}}};

// What people answer with; Slack sends emoji as codes.
constexpr std::array<pair, 12> emoji{{{":+1:", "👍"},
                                      {":thumbsup:", "👍"},
                                      {":-1:", "👎"},
                                      {":thumbsdown:", "👎"},
                                      {":ok_hand:", "👌"},
                                      {":pray:", "🙏"},
                                      {":heart:", "❤️"},
                                      {":white_check_mark:", "✅"},
                                      {":x:", "❌"},
                                      {":smile:", "😄"},
                                      {":cry:", "😢"},
                                      {":rage:", "😡"}}};

std::string replaced(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto fits = [&](const pair& p) { return text.starts_with(p.first); };
        const pair* found = nullptr;
        if (text.front() == '&') {
            const auto* it = std::find_if(entities.begin(), entities.end(), fits);
            if (it != entities.end()) found = it;
        } else if (text.front() == ':') {
            const auto* it = std::find_if(emoji.begin(), emoji.end(), fits);
            if (it != emoji.end()) found = it;
        }
        if (found)
            out.append(found->second);
        else
            out += text.front();
        text.remove_prefix(found ? found->first.size() : 1);
    }
    return out;
}

// The words of what stands between < and >.
std::string in_words(std::string_view inside) {
    const auto bar = inside.find('|');
    const auto what = inside.substr(0, bar);
    const auto label = bar == inside.npos ? std::string_view{} : inside.substr(bar + 1);
    if (what.starts_with('@') || what.starts_with('#')) {
        if (label.empty()) return std::string(what);
        return what.front() + replaced(label);
    }
    if (what.starts_with('!')) {
        if (!label.empty()) return replaced(label);
        const auto name = what.substr(1, what.find('^') - 1);
        return "@" + std::string(name);
    }
    const auto address = replaced(what);
    const auto words = replaced(label);
    // A number or an address that Slack itself made a link.
    const bool made = words.empty() || address.ends_with(words) || address.ends_with(words + "/");
    if (what.starts_with("tel:") || what.starts_with("mailto:"))
        return words.empty() ? address.substr(address.find(':') + 1) : words;
    if (made) return words.empty() ? address : words;
    return words + " (" + address + ")";
}

constexpr std::string_view spaces = " \t\n\r";

void escape(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
}

// Bytes of the web address at the front of `text`; 0 when there is none.
std::size_t address_length(std::string_view text) {
    const bool begins = text.starts_with("https://") || text.starts_with("http://");
    if (!begins) return 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const auto c = static_cast<unsigned char>(text[end]);
        if (c <= ' ' || c >= 0x7F || c == '<' || c == '>' || c == '|' || c == '"') break;
        ++end;
    }
    constexpr std::string_view stops = ".,;:!?)'";
    while (end > 0 && stops.find(text[end - 1]) != stops.npos) --end;
    return end > text.find("://") + 3 ? end : 0;
}

}  // namespace

std::string plain_text(std::string_view text, std::string_view own_user) {
    if (!own_user.empty()) {
        const auto mention = "<@" + std::string(own_user);
        const auto start = std::min(text.find_first_not_of(spaces), text.size());
        const auto rest = text.substr(start);
        const auto end = rest.find('>');
        if (rest.starts_with(mention) && end != rest.npos && (end == mention.size() || rest[mention.size()] == '|')) {
            text = rest.substr(end + 1);
            text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
        }
    }
    std::string out;
    while (!text.empty()) {
        const auto open = std::min(text.find('<'), text.size());
        out += replaced(text.substr(0, open));
        text.remove_prefix(open);
        if (text.empty()) break;
        const auto close = text.find('>');
        if (close == text.npos) {
            out += text;
            break;
        }
        out += in_words(text.substr(1, close - 1));
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string mrkdwn(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        if (const auto size = text.front() == 'h' ? address_length(text) : 0) {
            out += '<';
            escape(out, text.substr(0, size));
            out += '>';
            text.remove_prefix(size);
            continue;
        }
        escape(out, text.substr(0, 1));
        text.remove_prefix(1);
    }
    return out;
}

}  // namespace linli::adapters::slack
