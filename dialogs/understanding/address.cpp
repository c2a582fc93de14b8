// The structured part of a place. A scanner walks over the text and tries, at every number or
// letter that could begin an address, the Chinese forms, the dashed form and the English forms.
#include <algorithm>
#include <array>

#include "dialogs/understanding/place.hpp"

namespace linli {
namespace {

constexpr std::size_t most_building_digits = 3;
constexpr std::size_t most_unit_digits = 2;
constexpr std::size_t least_room_digits = 3;  // a shorter number is a floor, a count, a bay
constexpr std::size_t most_room_digits = 4;

struct token {  // a number or a single letter, as it will be stored
    std::string text;
    std::size_t end = 0;
};

std::string without_zeros(std::string digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? std::string() : digits.substr(first);
}

class scanner {
public:
    scanner(const folded& text, claims& taken) : text_(text), taken_(taken) {}

    place run() {
        for (at_ = 0; at_ < text_.size();) {
            const auto start = at_;
            const bool word_start = start == 0 || !is_word(text_.chars[start - 1]) ||
                                    !is_word(text_.chars[start]);
            const bool after_number = start > 0 && numeral(start - 1);
            if (!taken_.taken(start) && word_start && !(after_number && numeral(start)) &&
                (chinese() || dashed() || english()) && at_ > start) {
                taken_.take(start, at_);
                continue;
            }
            at_ = start + 1;
        }
        if (found_.empty() || found_.room.empty()) lone();
        return found_;
    }

private:
    bool numeral(std::size_t i) const {
        const char32_t c = text_.at(i);
        if (is_digit(c)) return true;
        constexpr std::u32string_view chinese = U"零一二三四五六七八九十百千两〇";
        return chinese.find(c) != chinese.npos;
    }

    // --- pieces -------------------------------------------------------------------------------

    std::optional<token> letter_at(std::size_t i) const {
        if (!is_letter(text_.at(i)) || is_word(text_.at(i + 1))) return std::nullopt;
        return token{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
    }

    std::optional<token> number_token(std::size_t i, std::size_t most) const {
        if (taken_.taken(i)) return std::nullopt;
        auto n = number_at(text_, i);
        if (!n || n->digits.size() > most) return std::nullopt;
        auto digits = without_zeros(n->digits);
        if (digits.empty()) return std::nullopt;
        return token{std::move(digits), n->end};
    }

    // Three or four digits, and perhaps a letter: 1101, 0502, 1203a.
    std::optional<token> room_at(std::size_t i) const {
        if (taken_.taken(i)) return std::nullopt;
        const auto n = number_at(text_, i);
        if (!n || n->digits.size() < least_room_digits || n->digits.size() > most_room_digits)
            return std::nullopt;
        token t{n->digits, n->end};
        if (is_letter(text_.at(t.end)) && !is_word(text_.at(t.end + 1)))
            t.text += static_cast<char>(text_.at(t.end++) - 32);
        if (is_word(text_.at(t.end))) return std::nullopt;
        return t;
    }

    bool any_at(std::size_t i, std::initializer_list<std::u32string_view> words) const {
        return std::any_of(words.begin(), words.end(),
                           [&](auto w) { return stands(text_, i, w); });
    }

    // A number before one of these counts or costs something.
    bool counts(std::size_t i) const {
        i = skip_spaces(text_, i);
        return any_at(i, {U"元", U"块", U"万", U"度", U"户", U"人", U"个", U"天", U"次", U"年", U"月",
                          U"日", U"分", U"米", U"平", U"斤", U"辆", U"部", U"台", U"层", U"多", U"小时",
                          U"点", U"%", U"毫", U"公里", U"kw", U"yuan", U"rmb", U"dollar", U"usd",
                          U"cny", U"people", U"times", U"days", U"am", U"pm", U"minutes", U"hours",
                          U"weeks", U"months", U"years", U"meters", U"metres", U"degrees", U"flats",
                          U"families", U"households", U"cars", U"residents", U"瓦", U"w ", U"cm",
                          U"kg", U"期", U"路", U"号车位", U"车位", U":"}) ||
               (text_.at(i) == U'.' && is_digit(text_.at(i + 1)));
    }

    // Something with a number of its own stands right before: bay B1203, 车位3-1203, model …
    bool owned(std::size_t i) const {
        while (i > 0 && (text_.chars[i - 1] == U' ' || text_.chars[i - 1] == U':')) --i;
        constexpr auto owners = std::to_array<std::u32string_view>(
            {U"车位", U"车位号", U"编号", U"单号", U"型号", U"尾号", U"bay", U"space", U"spot", U"bus",
             U"model", U"number plate", U"¥", U"$", U"€", U"£", U"rmb", U"路灯", U"灯杆", U"version",
             U"channel", U"频道", U"工号", U"badge", U"cp"});
        return std::any_of(owners.begin(), owners.end(),
                           [&](auto w) { return stands_before(text_, i, w); });
    }

    // Only what is still open is filled.
    void keep(std::string& field, const token& t) {
        if (field.empty()) field = t.text;
    }

    std::size_t skip_joints(std::size_t i) const {
        constexpr std::u32string_view joints = U" -,.的第/";
        for (int n = 0; n < 3 && joints.find(text_.at(i)) != joints.npos && i < text_.size(); ++n) ++i;
        return i;
    }

    // --- 3栋2单元1101 ----------------------------------------------------------------------------

    // Behind the number of a building: its counter word. Returns its end, 0 when there is none.
    std::size_t building_word(std::size_t number_end, bool is_number) const {
        const auto i = skip_spaces(text_, number_end);
        if (stands(text_, i, U"号楼")) return i + 2;
        if (is_number && any_at(i, {U"#楼", U"#栋"})) return i + 2;
        if (is_number && text_.at(i) == U'#' && i == number_end) return i + 1;
        if (any_at(i, {U"栋", U"幢"})) return i + 1 + (text_.at(i + 1) == U'楼' ? 1 : 0);
        if (text_.at(i) == U'座' && !any_at(i + 1, {U"位", U"桥", U"车", U"椅", U"机", U"的车"}))
            return i + 1;
        if (is_number && text_.at(i) == U'号') {  // 3号2单元: only where a unit or flat follows
            const auto next = skip_joints(i + 1);
            if (const auto u = number_token(next, most_unit_digits);
                u && stands(text_, skip_spaces(text_, u->end), U"单元"))
                return i + 1;
            if (const auto r = room_at(next); r && any_at(r->end, {U"室", U"房"})) return i + 1;
        }
        return 0;
    }

    // 1到4号楼, 1-4号楼, 两栋楼都: a range or a count is no address.
    bool plural(std::size_t begin, std::size_t end) const {
        if (begin >= 2 && numeral(begin - 2)) {
            constexpr std::u32string_view ranges = U"到至-~、,和";
            if (ranges.find(text_.chars[begin - 1]) != ranges.npos) return true;
        }
        if (text_.chars[begin] == U'两' || text_.chars[begin] == U'几') return true;
        return any_at(end, {U"都", U"全都"}) && text_.chars[end - 1] == U'楼' &&
               text_.chars[begin] != U'第' && stands(text_, end - 2, U"栋楼");
    }

    bool chinese() {
        auto t = number_token(at_, most_building_digits);
        const bool is_number = t.has_value();
        if (!t) t = letter_at(at_);
        if (!t && is_letter(text_.at(at_)) && is_digit(text_.at(at_ + 1))) {  // A1栋
            if (const auto n = number_token(at_ + 1, most_unit_digits))
                t = token{static_cast<char>(text_.at(at_) - 32) + n->text, n->end};
        }
        if (t && is_number && is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)) &&
            building_word(t->end + 1, true) > 0)  // 3A栋
            t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
        if (t) {
            if (const auto end = building_word(t->end, is_number); end > 0) {
                if (!plural(at_, end)) {
                    keep(found_.building, *t);
                    at_ = end;
                    unit_and_room(end);
                } else {
                    at_ = end;
                }
                return true;
            }
        }
        return chinese_unit(at_) || chinese_room();
    }

    bool chinese_unit(std::size_t i) {
        auto u = number_token(i, most_unit_digits);
        if (!u) u = letter_at(i);
        if (!u) return false;
        const auto word = skip_spaces(text_, u->end);
        if (!stands(text_, word, U"单元")) return false;
        keep(found_.unit, *u);
        at_ = word + 2;
        room_behind(at_);
        return true;
    }

    void unit_and_room(std::size_t i) {
        const auto next = skip_joints(i);
        if (chinese_unit(next)) return;
        if (const auto u = number_token(next, most_unit_digits); u && text_.at(u->end) == U'-') {
            if (const auto r = room_at(u->end + 1); r && !counts(r->end)) {  // 3#2-1101
                keep(found_.unit, *u);
                keep(found_.room, *r);
                at_ = r->end;
                return;
            }
        }
        room_behind(i);
    }

    // Behind a building or a unit: the flat, perhaps after a floor (11楼1101).
    void room_behind(std::size_t i) {
        auto next = skip_joints(i);
        if (const auto floor = number_token(next, 2);
            floor && any_at(floor->end, {U"楼", U"层"})) {
            next = skip_joints(floor->end + 1);
            at_ = next;
        }
        const auto r = room_at(next);
        if (!r || (counts(r->end) && !any_at(r->end, {U"户主", U"户的"}))) return;
        keep(found_.room, *r);
        at_ = r->end;
    }

    // 1101室, 房号1101, 我住1101.
    bool chinese_room() {
        const auto r = room_at(at_);
        if (!r) return false;
        const bool named = any_at(r->end, {U"室", U"房", U"号房", U"号室", U"号业主", U"业主", U"住户"});
        constexpr auto heads = std::to_array<std::u32string_view>(
            {U"房号", U"室号", U"门牌", U"门牌号", U"我住", U"住在", U"家住", U"我家", U"我是", U"房间",
             U"房间号", U"房号是", U"房号:", U"住", U"我们家"});
        const bool headed = !counts(r->end) && std::any_of(heads.begin(), heads.end(), [&](auto w) {
            return stands_before(text_, at_, w) ||
                   (at_ > 0 && text_.chars[at_ - 1] == U' ' && stands_before(text_, at_ - 1, w));
        });
        if (!named && !headed) return false;
        keep(found_.room, *r);
        at_ = r->end;
        return true;
    }

    // --- 3-2-1101, B-1203, B1203 -----------------------------------------------------------------

    bool dash(std::size_t i) const { return text_.at(i) == U'-' || text_.at(i) == U'/'; }

    bool dashed() {
        if (owned(at_) || (at_ > 0 && dash(at_ - 1))) return false;
        const bool letter = is_letter(text_.at(at_));
        if (!letter && !is_digit(text_.at(at_))) return false;
        std::optional<token> b;
        if (letter && !is_letter(text_.at(at_ + 1)))
            b = token{std::string(1, static_cast<char>(text_.at(at_) - 32)), at_ + 1};
        else if (!letter)
            b = number_token(at_, most_building_digits);
        if (!b) return false;
        if (letter && is_digit(text_.at(at_ + 1))) return joined(*b);
        std::size_t i = skip_spaces(text_, b->end);
        if (letter && i > b->end && !dash(i)) return spaced(*b, i);
        if (!dash(i)) return false;
        i = skip_spaces(text_, i + 1);
        if (const auto u = number_token(i, most_unit_digits); u && is_digit(text_.at(i))) {
            const auto second = skip_spaces(text_, u->end);
            if (dash(second)) return three(*b, *u, skip_spaces(text_, second + 1));
        }
        const auto r = room_at(i);
        if (!r || dash(r->end) || counts(r->end) || text_.at(b->end) == U'/') return false;
        if (!letter && b->text.size() > most_unit_digits) return false;
        return take(*b, *r);
    }

    bool three(const token& b, const token& u, std::size_t i) {
        const auto r = room_at(i);
        if (!r || !is_digit(text_.at(i)) || counts(r->end) ||
            (dash(r->end) && is_digit(text_.at(r->end + 1))))
            return false;
        if (is_date(b, u, *r)) return false;
        keep(found_.unit, u);
        return take(b, *r);
    }

    // 3/2/2026 is a date; 3-2-2026 is a flat on the twentieth floor, where Chinese is written.
    bool is_date(const token& b, const token& u, const token& r) const {
        const bool year = r.text.size() == 4 && r.text >= "2015" && r.text <= "2040";
        const bool day = b.text.size() <= 2 && std::stoi(u.text) <= 31;
        const bool chinese = std::any_of(text_.chars.begin(), text_.chars.end(), is_han);
        return year && day && (text_.at(b.end) == U'/' || !chinese);
    }

    bool take(const token& b, const token& r) {
        keep(found_.building, b);
        keep(found_.room, r);
        at_ = r.end;
        return true;
    }

    // B1203: one letter of those that buildings have.
    bool joined(const token& b) {
        if (text_.at(at_) > U'h') return false;
        const auto r = room_at(b.end);
        if (!r || counts(r->end)) return false;
        return take(b, *r);
    }

    // "B 1203": a capital letter, since "a 500 yuan fine" has none.
    bool spaced(const token& b, std::size_t i) {
        const char32_t c = text_.at(at_);
        const bool capital = text_.source[text_.from[at_]] >= 'A' && text_.source[text_.from[at_]] <= 'Z';
        const auto r = room_at(i);
        if (c > U'h' || !r || counts(r->end)) return false;
        const bool alone = at_ == 0 && r->end == text_.size();
        if (!capital && !alone) return false;
        if (c == U'a' && at_ == 0 && !alone) return false;
        return take(b, *r);
    }

    // --- building 3 unit 2 flat 1101 ---------------------------------------------------------------

    std::size_t word_at(std::size_t i, std::initializer_list<std::u32string_view> words) const {
        for (const auto w : words)
            if (stands(text_, i, w) && !is_letter(text_.at(i + w.size()))) return i + w.size();
        return 0;
    }

    std::size_t skip_number_words(std::size_t i) const {
        i = skip_spaces(text_, i);
        if (const auto end = word_at(i, {U"number", U"no", U"num"}); end > 0 &&
            (text_.at(end) == U'.' || text_.at(end) == U' ' || is_digit(text_.at(end))))
            i = skip_spaces(text_, text_.at(end) == U'.' ? end + 1 : end);
        while (text_.at(i) == U'#' || text_.at(i) == U':' || text_.at(i) == U'.' ||
               text_.at(i) == U'-' || text_.at(i) == U' ')
            ++i;
        return i;
    }

    std::optional<token> english_name(std::size_t i) const {
        constexpr auto names = std::to_array<std::u32string_view>(
            {U"zero", U"one", U"two", U"three", U"four", U"five", U"six", U"seven", U"eight", U"nine",
             U"ten", U"eleven", U"twelve", U"thirteen", U"fourteen", U"fifteen"});
        for (std::size_t n = 1; n < names.size(); ++n)
            if (const auto end = word_at(i, {names[n]})) return token{std::to_string(n), end};
        if (is_digit(text_.at(i))) {
            auto t = number_token(i, most_building_digits);
            if (t && is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)))
                t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
            if (!t || is_word(text_.at(t->end)) || counts(t->end)) return std::nullopt;
            return t;
        }
        auto t = letter_at(i);
        if (!t) return std::nullopt;
        const char32_t c = text_.at(i);  // "building a fence", "the building I live in"
        const auto behind = skip_spaces(text_, t->end);
        const bool capital = text_.source[text_.from[i]] >= 'A' && text_.source[text_.from[i]] <= 'Z';
        if ((c == U'a' || c == U'i') && is_letter(text_.at(behind)) && !(capital && c == U'a'))
            return std::nullopt;
        return t;
    }

    bool english() {
        if (!is_letter(text_.at(at_))) return false;
        const auto start = at_;
        if (auto end = word_at(at_, {U"building", U"block", U"blk", U"tower", U"bldg"}))
            return english_building(start, end);
        if (auto end = word_at(at_, {U"unit"})) return english_unit(end);
        if (auto end = word_at(at_, {U"entrance", U"stair"})) {
            const auto t = number_token(skip_number_words(end), most_unit_digits);
            if (!t || !is_digit(text_.at(t->end - 1)) || is_word(text_.at(t->end))) return false;
            keep(found_.unit, *t);
            at_ = t->end;
            return true;
        }
        if (auto end = word_at(at_, {U"flat", U"apartment", U"apt", U"room", U"rm", U"suite"}))
            return english_flat(start, end);
        return false;
    }

    bool english_building(std::size_t start, std::size_t end) {
        const auto i = skip_number_words(end);
        if (text_.at(i) != U'\0' && is_digit(text_.at(i)) && dashed_from(i)) return true;
        const auto name = english_name(i);
        if (!name) return false;
        if (any_at(name->end, {U" to ", U"-", U" and "}) && number_behind(name->end)) {
            const auto r = text_.at(name->end) == U'-' ? room_at(name->end + 1) : std::nullopt;
            if (!r) return false;
        }
        for (const auto verb : {U"cars ", U"to ", U"dont ", U"bikes ", U"they "})
            if (stands_before(text_, start, verb) && stands(text_, start, U"block")) return false;
        keep(found_.building, *name);
        at_ = name->end;
        if (const auto r = room_at(skip_joints(at_)); r && !counts(r->end)) {
            keep(found_.room, *r);
            at_ = r->end;
        } else if (found_.room.empty()) {
            room_before(start);
        }
        return true;
    }

    bool dashed_from(std::size_t i) {
        const auto start = at_;
        at_ = i;
        if (dashed()) return true;
        at_ = start;
        return false;
    }

    bool number_behind(std::size_t i) const {
        while (i < text_.size() && (is_letter(text_.at(i)) || text_.at(i) == U' ' || text_.at(i) == U'-'))
            ++i;
        return is_digit(text_.at(i));
    }

    // "1203 tower B"
    void room_before(std::size_t start) {
        std::size_t end = start;
        while (end > 0 && (text_.chars[end - 1] == U' ' || text_.chars[end - 1] == U',')) --end;
        std::size_t begin = end;
        while (begin > 0 && is_digit(text_.chars[begin - 1])) --begin;
        if (begin > 0 && is_word(text_.chars[begin - 1])) return;
        if (const auto r = room_at(begin); r && r->end == end && !owned(begin)) keep(found_.room, *r);
    }

    bool english_unit(std::size_t end) {
        const auto i = skip_number_words(end);
        if (const auto r = room_at(i)) {
            keep(found_.room, *r);
            at_ = r->end;
            return true;
        }
        const auto u = english_name(i);
        if (!u) return false;
        const bool lettered = u->text.size() > 1 && u->text.back() >= 'A';  // unit 12B is a flat
        keep(lettered ? found_.room : found_.unit, *u);
        at_ = u->end;
        if (const auto r = room_at(skip_joints(at_)); r && !counts(r->end)) {
            keep(found_.room, *r);
            at_ = r->end;
        }
        return true;
    }

    bool english_flat(std::size_t start, std::size_t end) {
        for (const auto kind : {U"living ", U"bath ", U"bed ", U"meeting ", U"control ", U"guard ",
                                U"store ", U"plant ", U"pump "})
            if (stands_before(text_, start, kind)) return false;
        const auto i = skip_number_words(end);
        if (!is_digit(text_.at(i))) return english_lettered_flat(i);
        if (dashed_from(i)) return true;
        const auto n = number_at(text_, i);
        if (!n || n->digits.size() > most_room_digits || taken_.taken(i)) return false;
        token t{n->digits, n->end};
        if (is_letter(text_.at(t.end)) && !is_word(text_.at(t.end + 1)))
            t.text += static_cast<char>(text_.at(t.end++) - 32);
        if (is_word(text_.at(t.end))) return false;
        keep(found_.room, t);
        at_ = t.end;
        return true;
    }

    // "flat B", "flat C12"
    bool english_lettered_flat(std::size_t i) {
        if (!is_letter(text_.at(i))) return false;
        const char first = text_.source[text_.from[i]];
        token t{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
        while (is_digit(text_.at(t.end)) && t.text.size() < most_room_digits)
            t.text += static_cast<char>(text_.at(t.end++));
        if (is_word(text_.at(t.end)) || first < 'A' || first > 'Z') return false;
        if (t.text == "I" || (t.text == "A" && is_letter(text_.at(skip_spaces(text_, t.end)))))
            return false;
        keep(found_.room, t);
        at_ = t.end;
        return true;
    }

    // --- the whole message is a flat, or begins with one ---------------------------------------------

    void lone() {
        const auto begin = skip_spaces(text_, 0);
        const auto r = room_at(begin);
        if (!r || !is_digit(text_.at(begin))) {
            if (found_.empty()) lone_parts(begin);
            return;
        }
        constexpr auto emergency = std::to_array<std::string_view>(
            {"110", "119", "120", "122", "112", "999", "911", "995", "000"});
        if (std::find(emergency.begin(), emergency.end(), r->text) != emergency.end()) return;
        auto next = skip_spaces(text_, r->end);
        const bool alone = next >= text_.size() ||
                           (next + 1 == text_.size() && any_at(next, {U".", U"!", U","}));
        constexpr std::u32string_view indoors = U"卫厨客卧主次阳厕天马暖空没停漏渗楼下家的洗浴门窗墙墙水";
        if (text_.at(next) == U',') next = skip_spaces(text_, next + 1);
        const bool home = !counts(r->end) && next < text_.size() &&
                          indoors.find(text_.at(next)) != indoors.npos;
        if (alone || home) keep(found_.room, *r);
    }

    // "3 2 1101" and nothing else.
    void lone_parts(std::size_t begin) {
        const auto b = number_token(begin, most_unit_digits);
        if (!b || text_.at(b->end) != U' ') return;
        const auto second = skip_spaces(text_, b->end);
        const auto u = number_token(second, most_unit_digits);
        const auto r = room_at(u ? skip_spaces(text_, u->end) : second);
        if (!r || r->end != text_.size() || (u && text_.at(u->end) != U' ')) return;
        found_ = {b->text, u ? u->text : std::string(), r->text, {}};
    }

    const folded& text_;
    claims& taken_;
    place found_;
    std::size_t at_ = 0;
};

}  // namespace

place read_address(const folded& text, claims& taken) { return scanner(text, taken).run(); }

}  // namespace linli
