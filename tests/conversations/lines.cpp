// The lines of a transcript: who says or taps what, and where.
#include <catch2/catch.hpp>

#include <algorithm>

#include "dialogs/staff/staff.hpp"
#include "tests/conversations/world.hpp"

namespace linli::test {
namespace {

// "(reply CP-0001)" and the like at the start of somebody's words.
std::string marker(std::string& words) {
    if (!words.starts_with('(')) return {};
    const auto end = words.find(')');
    std::string m = words.substr(1, end - 1);
    words = words.substr(std::min(words.size(), words.find_first_not_of(' ', end + 1)));
    return m;
}

}  // namespace

std::string world::tap_of(person_id chat, const std::string& label) const {
    const auto found = chats_.find(chat);
    REQUIRE(found != chats_.end());
    // "撤回 #2" is the second newest button of that name.
    const auto sign = label.find(" #");
    const auto name = label.substr(0, sign);
    const auto wanted = sign == std::string::npos ? 1u : static_cast<unsigned>(label[sign + 2] - '0');
    std::vector<std::string> different;
    for (auto m = found->second.rbegin(); m != found->second.rend(); ++m)
        for (const auto& choice : m->choices) {
            const bool named = choice.label == name || std::to_string(choice.digit) == name;
            if (!named || std::find(different.begin(), different.end(), choice.data) != different.end()) continue;
            different.push_back(choice.data);
            if (different.size() == wanted) return choice.data;
        }
    FAIL("nothing to tap: " << label);
    return {};
}

void world::say(const std::string& who, const std::string& where, std::string words) {
    const auto speaker = person(who);
    const auto chat = where.empty() ? speaker : person(where);
    const auto mark = marker(words);
    if (words.starts_with('[') && words.ends_with(']')) {
        const auto label = words.substr(1, words.size() - 2);
        const auto data = label.starts_with("data ") ? label.substr(5) : tap_of(chat, label);
        return happen(event_of(speaker, chat, pressed{data, "m"}));
    }
    if (const auto what = named<presence_kind>(mark); what)
        return happen(event_of(speaker, chat, presence{*what, who, role::manager}));
    said s;
    s.message_id = std::to_string(++tokens_);
    for (std::string_view kind : {"photo", "bad", "voice", "video", "file"}) {
        const std::string tag = "<" + std::string(kind) + ">";
        for (auto at = words.find(tag); at != std::string::npos; at = words.find(tag)) {
            words.erase(at, tag.size());
            s.media.push_back({named<media_kind>(kind).value_or(media_kind::photo), std::string(kind), "", 0});
        }
    }
    while (words.ends_with(' ')) words.pop_back();
    if (mark.starts_with("reply ")) {
        s.reply_to_us = true;
        const auto target = mark.substr(6);
        if (target == "last") {
            const auto& last = chats_[chat].back();
            s.reply_case = last.about;
            s.reply_tag = last.tag;
        } else if (target.starts_with("to ")) {
            const auto& all = chats_[chat];
            const auto meant = std::find_if(all.rbegin(), all.rend(), [&](const outgoing& o) {
                return o.text.find(target.substr(3)) != std::string::npos;
            });
            if (meant == all.rend()) FAIL("nothing was said of " << target.substr(3));
            s.reply_case = meant->about;
            s.reply_tag = meant->tag;
        } else if (target == "lost") {
            s.quoted = words.substr(0, 0);
        } else {
            s.reply_case = staff::find_code(target).value();
        }
    }
    if (mark.starts_with("quoting ")) {
        s.reply_to_us = true;
        s.quoted = mark.substr(8);
    }
    if (mark.starts_with("in ")) s.thread_case = staff::find_code(mark.substr(3)).value();
    if (mark.starts_with("album ")) s.album = mark.substr(6);
    if (mark.starts_with("contact ")) s.phone = mark.substr(8);
    if (mark.starts_with("location ")) s.location = mark.substr(9);
    s.forwarded = mark == "forwarded";
    s.edited = mark == "edited";
    s.text = words;
    s.reading = (reader_ ? *reader_ : product_reader()).read(words, hint_);
    auto e = event_of(speaker, chat, std::move(s));
    if (mark == "nameless") e.sender = e.room;
    if (mark == "by sms") by_sms(e);
    happen(std::move(e));
}

std::vector<std::string> world::play(const std::string& line) {
    lines_.clear();
    const auto sign = line.find('>');
    if (line.starts_with('@')) {
        set(line.substr(1));
    } else if (line.starts_with('+')) {
        pass(line.substr(1));
    } else {
        const auto who = line.substr(0, sign);
        auto words = line.substr(sign + 1);
        while (words.starts_with(' ')) words.erase(0, 1);
        const auto at = who.find('@');
        say(who.substr(0, at), at == std::string::npos ? "" : who.substr(at + 1), words);
    }
    return lines_;
}

}  // namespace linli::test
