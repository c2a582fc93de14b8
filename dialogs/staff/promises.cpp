// What staff promise in their words to a resident. Only a plain statement that we come, or have it done, is
// one: a promise that was read into other words is told to be broken when its time comes, and one that was
// missed does no harm.
#include <algorithm>
#include <vector>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/time_words.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::sys_days;

bool holds_word(std::string_view s, words_of words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return find_word(s, w) != s.npos; });
}

// Cut at any of the marks, which stay out but for a question mark. "3.5" and "1,200" are not cut.
std::vector<std::string_view> pieces(std::string_view s, words_of marks) {
    std::vector<std::string_view> out;
    std::size_t from = 0;
    for (std::size_t i = 0; i < s.size(); ++i)
        for (const auto mark : marks) {
            if (!s.substr(i).starts_with(mark)) continue;
            const auto end = i + mark.size();
            const bool before_digit = end < s.size() && is_digit(s[end]);
            const bool in_a_number =
                before_digit && (mark == "." || mark == ":" || (mark == "," && i > 0 && is_digit(s[i - 1])));
            if (in_a_number || i < from) continue;
            out.push_back(s.substr(from, (mark == "?" ? end : i) - from));
            from = end;
        }
    out.push_back(s.substr(from));
    return out;
}

std::string without(std::string s, words_of words) {
    for (const auto w : words) replace_all(s, w, " ");
    return s;
}

std::string_view from_first_word(std::string_view s) { return trimmed_front(s, " \n"); }

// These hold a word that elsewhere says no, asks for something or names a coming.
std::string without_phrases(std::string_view clause) {
    return without(std::string(clause), {"不好意思",      "不用担心",
                                         "不会再",        "不再",
                                         "不漏",          "不久",
                                         "不晚于",        "不超过",
                                         "没问题",        "没关系",
                                         "没事",          "请放心",
                                         "请稍等",        "请稍候",
                                         "敬请谅解",      "请谅解",
                                         "请见谅",        "申请",
                                         "起来",          "本来",
                                         "原来",          "后来",
                                         "以来",          "自来水",
                                         "将来",          "从来",
                                         "近来",          "来回",
                                         "来函",          "外来",
                                         "保修",          "质保",
                                         "维修部",        "维修费",
                                         "维修基金",      "装修",
                                         "安装费",        "处理费",
                                         "换热",          "交换机",
                                         "清单",          "清楚",
                                         "清明",          "停水检修",
                                         "停电检修",      "停气检修",
                                         "停梯检修",      "到期",
                                         "到时候",        "到底",
                                         "到处",          "达到",
                                         "直到",          "轮到",
                                         "迟到",          "周到",
                                         "出去",          "下去",
                                         "进去",          "回去",
                                         "来电",          "来访",
                                         "来自",          "收到",
                                         "看到",          "遇到",
                                         "想到",          "听到",
                                         "找到",          "接到",
                                         "感到",          "碰到",
                                         "提到",          "了解到",
                                         "得到",          "过去",
                                         "去年",          "失去",
                                         "not only",      "no problem",
                                         "no later than", "please don't worry",
                                         "don't worry"});
}

bool is_question(std::string_view s) {
    return s.ends_with('?') || holds_any(s, {"吗", "可以么", "好不好", "行不行", "能不能", "方不方便"}) ||
           starts_with_any(s, {"can ", "could ", "would ", "when ", "is ", "are you", "do you", "did ", "will you"});
}

bool denies(std::string_view s) {
    return holds_any(s, {"不", "没", "未", "无法", "取消", "n't", "休息", "放假"}) ||
           holds_word(s, {"not", "no", "never", "cannot", "unable", "nobody", "cancel", "cancelled"});
}

bool is_habit(std::string_view s) {
    return recurs(s) ||
           holds_any(s, {"平时", "通常", "一般", "上班", "下班后", "工作时间", "办公", "营业", "服务时间", "值班",
                         "热线", "24小时", "hours are", "office hours", "working hours", "opening hours"}) ||
           holds_word(s, {"usually", "normally", "open"});
}

bool asks_resident(std::string_view s) {
    if (starts_with_any(s, {"您可", "您先", "您自", "您明", "您后", "您今", "您再", "您周", "您下", "你可", "你先",
                            "你自", "你明"}))
        return true;
    return holds_any(
               s, {"请", "麻烦您", "麻烦你", "劳驾", "务必", "记得", "您可以", "你可以", "您需要", "您到", "您来"}) ||
           holds_any(s, {"you should", "you can", "you could", "you need", "you must", "let us know", "call us",
                         "let me know"}) ||
           holds_word(s, {"please", "kindly"});
}

// Not sure, not yet, or over.
bool is_unsettled(std::string_view s) {
    return holds_any(s, {"如果", "要是", "假如", "万一", "可能", "也许", "争取", "尽量", "估计", "try to"}) ||
           holds_word(s, {"if", "unless", "maybe", "perhaps", "might", "may", "probably", "hopefully"});
}
bool is_over(std::string_view s) {
    return s.starts_with("之前") ||
           holds_any(s, {"用了", "花了", "费了", "才修", "才换", "才弄", "才处理", "才解决", "才恢复"}) ||
           holds_any(s, {"昨天", "前天", "刚才", "刚刚", "已经", "已完成", "上次",   "来过", "去过",
                         "修过", "看过", "来了", "到了", "去了", "好了",   "完了",   "换了", "修了",
                         "装了", "清了", "理了", "决了", "复了", "通了",   "完成了", "过了"}) ||
           holds_word(s, {"yesterday", "already", "ago", "last", "was", "were", "came", "had", "been", "has", "have",
                          "took", "lasted"});
}

// Others say or do it: the waterworks, a notice, whoever is waited for. What our own people and makers do is ours.
bool is_of_others(std::string_view s) {
    return holds_any(s, {"自来水公司",    "水务",       "供水公司",      "水司",        "供电公司",
                         "供电局",        "电力公司",   "国家电网",      "燃气公司",    "煤气公司",
                         "热力公司",      "供热公司",   "供暖公司",      "电信",        "移动公司",
                         "联通",          "有线电视",   "市政",          "街道",        "派出所",
                         "消防队",        "交警",       "城管",          "开发商",      "业委会",
                         "居委会",        "通知说",     "公告说",        "听说",        "据说",
                         "等厂家",        "等供应商",   "等回复",        "等答复",      "等通知",
                         "water company", "waterworks", "power company", "gas company", "electric company",
                         "utility",       "the city",   "council",       "developer",   "waiting for",
                         "wait for"});
}

// In "9点到11点" and "到明天" nobody does.
bool arrives(std::string_view s) {
    constexpr std::string_view to = "到";
    for (auto at = s.find(to); at != s.npos; at = s.find(to, at + to.size())) {
        const auto after = s.substr(at + to.size());
        const bool until =
            !after.empty() && (is_digit(after.front()) || numeral_at(after).size > 0 ||
                               starts_with_any(after, {"明", "今", "后天", "周", "下周", "月底", "年底"}));
        if (!until) return true;
    }
    return false;
}

// That we come, or that it is done.
bool says_so(std::string_view s) {
    if (arrives(s) ||
        holds_any(s, {"来",     "上门",   "去",     "修",   "处理", "弄",   "完成", "换",    "恢复", "解决",
                      "安装",   "装",     "清",     "办好", "做好", "搞定", "做完", "答复",  "回复", "回电",
                      "联系您", "通知您", "告诉您", "疏通", "开工", "检查", "派人", "派师傅"}))
        return true;
    if (holds_any(s, {"be there", "am there", "are there", "is there", "be back", "be ready", "be done", "done by",
                      "finished by", "fixed by", "ready by", "repaired by"}) ||
        holds_word(s, {"coming", "comes", "arrive", "arrives", "arriving"}))
        return true;
    const bool ahead = holds_any(s, {"'ll ", "’ll ", "going to "}) || holds_word(s, {"will", "shall"});
    return ahead &&
           holds_word(s, {"come",     "visit",   "fix",      "fixed",    "repair",    "repaired", "do",        "finish",
                          "finished", "replace", "replaced", "complete", "completed", "restore",  "restored",  "call",
                          "send",     "clean",   "cleaned",  "look",     "deal",      "install",  "installed", "check",
                          "get",      "bring",   "handle",   "sort",     "clear"});
}

// A clause with the day of what was declined before it, where it tells an hour of that day: "周五上午没空，下午2点来".
std::string on_day(std::optional<sys_days> day, std::string_view clause) {
    const auto s = plain(clause);
    const bool tells = (time_of_day(s) || part_in(s)) && !span_in(s) && !days_in(s);
    if (!day || !tells) return std::string(clause);
    return written_day(*day) + " " + std::string(clause);
}

// The clauses of a sentence that state something of us. All of them together say what and when. `declined` is the
// day that was last said not to suit.
std::string stated(std::string_view sentence, sys_days today, std::optional<sys_days>& declined) {
    std::string out;
    const bool of_others = is_of_others(sentence);
    for (const auto clause : pieces(sentence, {",", "、", ":", "but "})) {
        if (of_others && (holds_any(clause, {"他们", "对方"}) || holds_word(clause, {"they"}))) continue;
        const auto s = without_phrases(from_first_word(clause));
        const auto plainly = from_first_word(s);
        const bool is_ours = !is_of_others(clause) && !denies(plainly) && !is_habit(plainly) && !asks_resident(plainly);
        const bool is_stated = is_ours && !is_unsettled(plainly) && !is_over(plainly);
        const auto day = named_day(plain(clause), today);
        if (day) declined = declines(plainly) && !is_stated && *day > today ? day : std::nullopt;
        if (!is_stated) continue;
        out += on_day(declined, from_first_word(clause)) + ", ";
        if (says_so(plainly)) declined.reset();
    }
    return out;
}

// Each day is promised by the words about it, the last one is kept in mind: "3点前给您答复，明天上门". In
// "明天或周五上门" the first says nothing, and nothing is promised.
std::optional<instant> promised_in(const calendar& c, std::string_view said, instant now) {
    std::optional<instant> out;
    for (const auto& words : day_by_day(c, said, now)) {
        const auto at = find_time(c, words, now);
        if (!at || *at <= now) continue;
        const bool says = says_so(without_phrases(words));
        const bool only_today =
            named_day(words, c.date_of(now)) == c.date_of(now) && !time_of_day(words) && !part_in(words);
        if (!says && only_today) continue;  // "今天太晚了"
        if (!says) return std::nullopt;
        out = at;
    }
    return out;
}

}  // namespace

std::optional<instant> find_promise(const calendar& c, std::string_view words, instant now) {
    std::optional<instant> out;
    std::optional<sys_days> declined;
    auto all = narrowed(words);
    replace_all(all, "a.m.", "am");
    replace_all(all, "p.m.", "pm");
    for (const auto sentence : pieces(all, {"?", "!", "。", ";", "\n", "."})) {
        if (is_question(from_first_word(sentence)) || is_unsettled(sentence)) continue;
        if (const auto at = promised_in(c, stated(sentence, c.date_of(now), declined), now)) out = at;
    }
    return out;
}

}  // namespace linli::staff
