// Who somebody is: the name and the number that they are asked for, or tell unasked.
#include <algorithm>
#include <array>
#include <span>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/names.hpp"
#include "dialogs/understanding/privacy.hpp"

namespace linli::resident {

bool is_short_name(const std::string& text) {
    constexpr std::size_t han = 3;  // bytes of a Chinese character
    const bool familiar = text.starts_with("老") || text.starts_with("小") || text.starts_with("阿");
    return (text.size() == 2 * han && familiar) || (text.size() == han && static_cast<unsigned char>(text[0]) >= 0xE4);
}

namespace {

// Not everything that is said to "your name?" is one: news about the case goes to the case.
bool tells_who(const work& w, const said& s) {
    constexpr std::size_t name_max = 24;  // bytes: eight Chinese characters
    constexpr float likely = 0.5F;        // Mohammed sounds like something as well, but hardly
    const auto& r = s.reading;
    if (!s.phone.empty() || !r.phone.empty() || !r.name.empty()) return true;
    if (!w.self.name.empty()) return false;  // they were asked for a number alone
    const bool clear = r.sure || !r.time_words.empty() || r.commanded ||
                       (!r.guesses.empty() && r.guesses.front().confidence >= likely);
    if (!clear && !answered_name(s.text).empty()) return true;
    if (is_short_name(s.text)) return true;
    const bool bare = r.guesses.empty() && r.place.empty() && r.intent.empty() && r.life_safety == danger::none;
    return bare && !s.text.empty() && s.text.size() <= name_max &&
           s.text.find_first_of("0123456789!?") == std::string::npos && s.text.find("了") == std::string::npos;
}

// "Ann, 13800001111", "老张 138…": what stands beside the number and could be a name. "Call 138…" is none.
std::string beside_number(const std::string& text) {
    constexpr std::string_view of_numbers = "0123456789+-() ,.;:/\n";
    constexpr auto never_names =
        std::to_array<std::string_view>({"电话", "手机", "号", "打", "联系", "微信", "是", "的", "number", "phone",
                                         "call", "mobile", "Number", "Phone", "Call", "Mobile", " is", " me"});
    constexpr std::size_t name_max = 24;  // bytes: eight Chinese characters
    std::string out = text;
    for (const std::string_view mark : {"，", "、", "：", "。"})
        for (auto at = out.find(mark); at != out.npos; at = out.find(mark)) out.replace(at, mark.size(), 1, ' ');
    const auto first = out.find_first_not_of(of_numbers), last = out.find_last_not_of(of_numbers);
    out = first == out.npos ? std::string() : out.substr(first, last - first + 1);
    for (const std::string_view before_it : {"打", "手机", "电话", " call", " phone", " tel"})  // 老张，打138…
        if (out.ends_with(before_it)) out.resize(out.find_last_not_of(' ', out.size() - before_it.size() - 1) + 1);
    const bool odd = out.size() > name_max || out.find_first_of("0123456789?!") != out.npos ||
                     std::ranges::any_of(never_names, [&](std::string_view w) { return out.find(w) != out.npos; });
    return odd ? std::string() : quoted(out, name_max);  // a card shows it: no mention, no command
}

// 不用来了 and "it works" are about the matter, not about who they are.
constexpr auto of_the_matter =
    std::to_array<std::string_view>({"来", "修", "好了", "弄", "管", "处理", "come", "work", "fix", "solved"});
constexpr auto polite = std::to_array<std::string_view>({"谢", "麻烦", "hank", "orry"});

bool holds(std::string_view words, std::span<const std::string_view> some) {
    return std::ranges::any_of(some, [&](std::string_view x) { return words.find(x) != words.npos; });
}

std::string_view cut_clause(std::string_view& rest) {
    constexpr auto marks = std::to_array<std::string_view>({"，", "。", "！", "；", ",", ".", "!", ";", "\n"});
    auto end = rest.size(), next = rest.size();
    for (const auto mark : marks)
        if (const auto at = rest.find(mark); at < end) {
            end = at;
            next = at + mark.size();
        }
    const auto part = rest.substr(0, end);
    rest.remove_prefix(next);
    return part;
}

// 陈 alone is how nobody is called.
std::string as_called(std::string name) {
    const bool surname_only = name.size() == 3 && is_short_name(name);  // three bytes; Lee has as many
    return surname_only ? name + "先生/女士" : name;
}

}  // namespace

bool only_declines(const said& s) {
    if (s.reading.answer != yes_no::no) return false;
    constexpr std::size_t few_words = 24;  // bytes: eight Chinese characters, four words
    std::string_view rest = s.text;
    for (bool first = true; !rest.empty(); first = false) {
        const auto part = cut_clause(rest);
        if (holds(part, of_the_matter) || part.size() > few_words) return false;
        const bool more = !first && part.size() > few_words / 2 && !holds(part, polite);
        if (more) return false;
    }
    return true;
}

void answer_contact(work& w, case_code code, const said& s, std::optional<int> digit) {
    if (!digit && (only_declines(s) || declines_to_tell(s.text))) digit = 1;
    if (!digit && !tells_who(w, s)) {
        answered(w);
        return route_free(w, s);
    }
    if (!digit) {
        auto entry = by_resident(w, action::contact);
        entry.phone = !s.phone.empty() ? s.phone : s.reading.phone;
        entry.who_name = s.reading.name.empty() ? answered_name(s.text) : s.reading.name;
        if (entry.who_name.empty()) entry.who_name = entry.phone.empty() ? quoted(s.text, 30) : beside_number(s.text);
        entry.who_name = as_called(entry.who_name);
        if (!entry.who_name.empty()) w.self.name = entry.who_name;
        if (!entry.phone.empty()) w.self.phone = entry.phone;
        w.record(code, std::move(entry));
        const bool spaced = w.self.language == language::en && !w.self.name.empty();
        w.say(w.text("thanks.contact", {{"name", (spaced ? " " : "") + w.self.name}}));
    } else {
        w.say(w.text("thanks.skipped"));
    }
    answered(w);
}

void note_contact(work& w, case_code code, const said& s) {
    const auto& f = *w.find(code);
    auto told = by_resident(w, action::contact);
    const auto name = s.reading.name.empty() ? name_behind_place(s.text) : s.reading.name;
    if (f.name.empty()) told.who_name = as_called(name);
    if (f.phone.empty()) told.phone = !s.phone.empty() ? s.phone : s.reading.phone;
    if (told.who_name.empty() && told.phone.empty()) return;
    if (!told.who_name.empty()) w.self.name = told.who_name;
    if (!told.phone.empty()) w.self.phone = told.phone;
    w.keep_self = true;
    w.record(code, std::move(told));
}

}  // namespace linli::resident
