#include "dialogs/understanding/whereabouts.hpp"

#include <algorithm>
#include <string>

#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr auto unknown_words =
    std::to_array<words>({U"不知道", U"不清楚", U"不记得", U"说不清", U"不确定", U"i dont know", U"dont know",
                          U"do not know", U"no idea", U"not sure", U"i forgot"});

// They answer how often, since when, whether, who; a place is never named by them alone.
constexpr auto placeless = std::to_array<words>({
    U"是",
    U"是的",
    U"对",
    U"对的",
    U"不是",
    U"没有",
    U"有",
    U"嗯",
    U"好",
    U"好的",
    U"可以",
    U"的",
    U"了",
    U"吧",
    U"啊",
    U"呢",
    U"每",
    U"天",
    U"每天",
    U"一天",
    U"每周",
    U"每晚",
    U"次",
    U"遍",
    U"回",
    U"经常",
    U"一直",
    U"总是",
    U"有时",
    U"有时候",
    U"偶尔",
    U"还在",
    U"还",
    U"又",
    U"继续",
    U"开始",
    U"就开始",
    U"大概",
    U"差不多",
    U"左右",
    U"就",
    U"都",
    U"从",
    U"到",
    U"到现在",
    U"现在",
    U"至少",
    U"小时",
    U"分钟",
    U"谢谢",
    U"你好",
    U"您好",
    U"我",
    U"我叫",
    U"我姓",
    U"快",
    U"快点",
    U"快来",
    U"快来人",
    U"赶紧",
    U"急",
    U"救命",
    U"喊",
    U"来人",
    U"没人理我",
    U"没人理",
    U"quick",
    U"quickly",
    U"fast",
    U"hurry",
    U"help",
    U"come",
    U"我是",
    U"电话",
    U"我的电话",
    U"手机",
    U"我的手机",
    U"手机号",
    U"打",
    U"早上",
    U"晚上",
    U"yes",
    U"yeah",
    U"yep",
    U"no",
    U"ok",
    U"okay",
    U"it",
    U"is",
    U"its",
    U"was",
    U"has",
    U"been",
    U"happens",
    U"happening",
    U"happened",
    U"started",
    U"starts",
    U"start",
    U"began",
    U"going",
    U"on",
    U"since",
    U"for",
    U"about",
    U"around",
    U"ever",
    U"every",
    U"once",
    U"twice",
    U"times",
    U"time",
    U"a",
    U"an",
    U"the",
    U"day",
    U"days",
    U"daily",
    U"week",
    U"weeks",
    U"night",
    U"nights",
    U"hour",
    U"hours",
    U"per",
    U"and",
    U"or",
    U"only",
    U"just",
    U"always",
    U"often",
    U"sometimes",
    U"still",
    U"again",
    U"now",
    U"all",
    U"at",
    U"least",
    U"long",
    U"ago",
    U"from",
    U"in",
    U"thanks",
    U"thank",
    U"you",
    U"hello",
    U"hi",
    U"please",
    U"i",
    U"am",
    U"im",
    U"my",
    U"name",
    U"phone",
    U"number",
    U"call",
    U"me",
    U"this",
    // Whose it is, or how far it reaches, but not where.
    U"我家",
    U"我家里",
    U"家里",
    U"我们家",
    U"自己家",
    U"本人家",
    U"整个小区",
    U"全小区",
    U"整栋",
    U"整栋楼",
    U"整层",
    U"整个单元",
    U"全楼",
    U"小区都",
    U"都停了",
    U"都没了",
    U"house",
    U"home",
    U"flat",
    U"apartment",
    U"place",
    U"our",
    U"we",
    U"whole",
    U"entire",
    U"compound",
    U"estate",
    U"building",
    // A room of a flat, but not of which.
    U"卫生间",
    U"厕所",
    U"洗手间",
    U"厨房",
    U"客厅",
    U"主卧",
    U"次卧",
    U"卧室",
    U"阳台",
    U"里",
    U"kitchen",
    U"bathroom",
    U"toilet",
    U"bedroom",
    U"living room",
    U"balcony",
});

// What has a place, or says on which side of it: whoever uses such a word does tell where.
constexpr auto place_words = std::to_array<words>({
    U"旁边",   U"边上", U"那边",   U"这边",   U"对面",     U"附近",  U"中间",     U"之间",     U"前面",    U"后面",
    U"隔壁",   U"门口", U"路口",   U"拐角",   U"角落",     U"楼",    U"栋",       U"幢",       U"号",      U"单元",
    U"车库",   U"车位", U"花园",   U"广场",   U"大堂",     U"大厅",  U"电梯厅",   U"通道",     U"走廊",    U"东侧",
    U"西侧",   U"南侧", U"北侧",   U"东边",   U"西边",     U"南边",  U"北边",     U"左手",     U"右手",    U"尽头",
    U"入口",   U"出口", U"behind", U"beside", U"next to",  U"near",  U"opposite", U"in front", U"outside", U"between",
    U"corner", U"gate", U"tower",  U"block",  U"entrance", U"lobby", U"garage",   U"garden",   U"floor",   U"by the",
    U"at the", U"yard", U"pool",   U"park",   U"street",   U"path",  U"stairs",   U"corridor", U"hallway", U"basement",
    U"roof",   U"road", U"side",   U"centre", U"center",   U"shop",  U"store",    U"hall",     U"school",  U"clubhouse",
});
// The last character of what one may call a place: B区, 彩虹桥, 配电房.
constexpr words place_ends = U"区桥店站场园房室库路街巷门口楼亭池台廊厅树箱柜梯道坡院井墙棚湖山栋座部心所厂铺校馆";

// How much of the text stands at `i` that names no place; 0: what stands there may be one.
std::size_t placeless_at(const folded& text, std::size_t i) {
    std::size_t longest = 0;
    for (const auto w : placeless) {
        const bool whole = !is_letter(w.front()) || !is_word(text.at(i + w.size()));
        if (w.size() > longest && whole && stands(text, i, w)) longest = w.size();
    }
    return longest;
}

bool sounds_like_a_place(const folded& text) {
    constexpr words behind = U" .,!~的了呢啊吧";
    const words all = text.chars;
    const auto last = all.find_last_not_of(behind);
    if (last != all.npos && place_ends.find(all[last]) != place_ends.npos) return true;
    if (std::ranges::any_of(all, is_digit)) return true;  // bay B2-118
    return std::ranges::any_of(place_words, [&](words w) { return all.find(w) != all.npos; });
}

void blank(std::string& text, const std::string& part) {
    const auto at = part.empty() ? text.npos : text.find(part);
    if (at != text.npos) text.replace(at, part.size(), " ");
}

}  // namespace

whereabouts whereabouts_in(const reading& r, std::string_view text) {
    static const folder plain({});
    if (!r.place.empty()) return whereabouts::told;
    const auto whole = plain.fold(text);
    for (const auto w : unknown_words)
        if (whole.chars.find(w) != whole.chars.npos && whole.size() <= w.size() + 4) return whereabouts::unknown;
    std::string left(text);
    blank(left, r.time_words);
    blank(left, r.name);
    blank(left, r.plate);
    bool said_something = left != text || !r.phone.empty();
    const auto rest = plain.fold(left);
    constexpr words marks = U" .,!?;:~\n\"'()+-";
    for (std::size_t i = 0; i < rest.size();) {
        if (marks.find(rest.chars[i]) != marks.npos) {
            ++i;
        } else if (const auto n = placeless_at(rest, i); n > 0) {
            said_something = true;
            i += n;
        } else if (const auto number = number_at(rest, i)) {
            i = number->end;
        } else {
            const bool tells_what = r.intent == "complaint" || r.answer != yes_no::neither;  // 一直在滴
            return tells_what && !sounds_like_a_place(whole) ? whereabouts::doubtful : whereabouts::told;
        }
    }
    return said_something ? whereabouts::not_told : whereabouts::told;  // "12" alone may be a building
}

}  // namespace linli
