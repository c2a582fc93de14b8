// What we asked a member in their private chat is answered by what they write next, where nothing else is asked
// there: on most phones nobody replies to a message of a chat that only two speak in.
#include <algorithm>

#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr span_of_time answered_within = std::chrono::minutes{30};  // later words are about something else

bool is_asked(const unfinished_order& u, const event& e) {
    const bool asks = u.tag.starts_with("askfor:") || u.tag.starts_with("which:");
    return asks && u.by == e.sender && u.room == e.room && u.until >= e.at;
}

// A question of their own talk that was put after ours, or a complaint that they are telling.
bool asked_since(const conversation& self, instant at) {
    return (!self.armed.id.empty() && self.armed.at > at) || !self.drafts.empty();
}

// "我家漏水了", "6栋…" of a case in 3栋: something of their own, or of another case.
bool tells_of_another(const view& v, const unfinished_order& u, const said& s) {
    if (s.text.find("我家") != s.text.npos || s.text.find("my flat") != s.text.npos ||
        s.text.find("my home") != s.text.npos)
        return true;
    const auto f = std::find_if(v.cases.begin(), v.cases.end(), [&](const case_file* x) { return x->code == u.about; });
    const auto& there = s.reading.place;
    if (f == v.cases.end() || there.empty()) return false;
    const auto& here = (*f)->place;
    return (!there.building.empty() && there.building != here.building) ||
           (!there.room.empty() && there.room != here.room);
}

// Of one of us, as it is typed ("赵师傅" alone is a greeting elsewhere), or a number of the menu.
bool may_be_name(std::string_view text) {
    constexpr std::size_t longest = 24;  // bytes
    return text.size() <= longest && text.find_first_of(",.?!\n") == text.npos &&
           !holds_any(text, {"，", "。", "？", "！", "了"});
}

}  // namespace

const unfinished_order* put_to(const view& v, const event& e, const said& s) {
    if (e.sender != e.room || s.edited || s.forwarded || s.reply_to_us || s.text.empty()) return nullptr;
    const auto& r = s.reading;
    if (bound(s) != case_code::none || r.life_safety == danger::certain || (r.commanded && r.intent != "cancel"))
        return nullptr;
    const unfinished_order* only = nullptr;
    for (const auto& u : v.office.unfinished) {
        if (!is_asked(u, e)) continue;
        if (only) return nullptr;
        only = &u;
    }
    if (!only) return nullptr;
    const bool wants_name = only->tag.starts_with("askfor:assign:");
    if (wants_name && !may_be_name(s.text)) return nullptr;
    const bool wants_case = only->tag.starts_with("which:");
    if (wants_case && !find_code(s.text)) return nullptr;
    if ((s.reading.intent == "greet" && !wants_name) || says_coming(s.text))
        return nullptr;  // "好的", "收到": no answer to what was done
    const auto read = read_words(s.text);
    if (read.slash || read.verb != verb::none || (!wants_case && read.code != case_code::none)) return nullptr;
    const auto at = only->until - order_kept_for;
    const bool over = e.at - at > answered_within || asked_since(v.self, at);
    return over || tells_of_another(v, *only, s) ? nullptr : only;
}

said as_reply(const view& v, const event& e, const said& s) {
    auto out = s;
    const auto* asked = put_to(v, e, s);
    if (!asked) return out;
    out.reply_to_us = true;
    out.reply_tag = asked->tag;
    out.reply_case = asked->about;
    return out;
}

}  // namespace linli::staff
