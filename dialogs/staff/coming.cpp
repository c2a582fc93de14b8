// Whether somebody who answers an alarm says that they come. In doubt they do not: an alarm that rings on costs a call,
// one that fell silent because of "没问题，小王马上到" may cost a life.
#include <algorithm>
#include <array>

#include "dialogs/ascii.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
constexpr auto table(const std::string_view (&words)[N]) {
    return std::to_array(words);
}

// Taken out before a no is looked for. They say nothing about coming by themselves.
constexpr auto reassures = table({"没有问题", "没问题", "没关系", "没事", "不好意思", "不客气", "不用客气", "不要紧",
                                  "不用担心", "不用急", "不着急", "不用怕", "不要怕", "not a problem", "no problem",
                                  "no prob", "no worries", "don't worry", "do not worry"});

// A no, a question, a condition, another time, somewhere else.
constexpr auto denies =
    table({"不",      "没",       "无法",        "吗",       "?",      "谁",      "哪",       "如果",    "要是",
           "万一",    "的话",     "才能",        "才有",     "才到",   "换班",    "下班",     "休息",    "请假",
           "外地",    "到家",     "回家",        "在家",     "开会",   "吃饭",    "医院",     "孩子",    "明天",
           "晚点",    "忙完",     "告诉我",      "跟我说",   "说一声", "叫我",    "个电话",   "出差",    "n't",
           "not ",    "cannot",   "cant ",       "wont ",    "unable", "who ",    " if ",     "home",    "off duty",
           "day off", "on leave", "out of town", "tomorrow", "later",  "meeting", "when you", "another", "other job"});

constexpr auto sends_another =
    table({"别人",     "找别",     "找人",   "叫人", "喊人",      "派人",     "派师傅",  "派个",   "安排", "来人",
           "来个人",   "去个人",   "让小",   "叫小", "让老",      "叫老",     "去叫",    "去找",   "去喊", "去让",
           "去问",     "去通知",   "去联系", "来叫", "来找",      "来问",     "来通知",  "来联系", "来打", "师傅去",
           "师傅过去", "师傅马上", "你去",   "你们", "please go", "somebody", "someone", "nobody"});

// At the begin of what is said, or behind 我.
constexpr auto coming =
    table({"马上到",     "马上就到",   "马上就来", "马上就去", "马上就过", "马上就赶",       "马上来",     "马上去",
           "马上过",     "马上赶",     "马上上",   "马上下去", "马上出发", "马上处理",       "马上看",     "这就到",
           "这就来",     "这就去",     "这就过",   "这就赶",   "这就出发", "这就上",         "这就下去",   "立刻到",
           "立刻来",     "立刻去",     "立刻过",   "立刻赶",   "立即到",   "立即来",         "立即去",     "立即过",
           "立即赶",     "现在过",     "现在就过", "现在就去", "现在去",   "正在赶",         "在赶",       "赶过去",
           "赶过来",     "赶去",       "赶来",     "赶到",     "过去了",   "来了",           "到了",       "就到",
           "在路上",     "已经在路上", "路上了",   "出发",     "接了",     "接手",           "接单",       "on my way",
           "on the way", "omw",        "coming",   "heading",  "be there", "be right there", "right there"});
// The same where 我 stands before them.
constexpr auto i_do = table({"去", "来", "过去", "上去", "下去", "接这", "到现场", "到楼下", "到门口", "到小区"});

// Wherever they stand.
constexpr auto in_english = table({"i'm on my way", "i am on my way", "i'm on the way", "i'm coming", "i am coming",
                                   "i'll be there", "i'll come", "i can be there", "i'm heading", "i'm going there"});

// What people begin with; the rest of what they say is read as if it stood alone.
constexpr auto opens = table({"收到",        "好的",
                              "好嘞",        "好",
                              "嗯",          "行",
                              "可以",        "知道了",
                              "明白",        "刚刚看到",
                              "刚看到",      "刚看见",
                              "才看到",      "消息",
                              "您好",        "你好",
                              "您别急",      "别急",
                              "别怕",        "别担心",
                              "请稍等",      "稍等",
                              "等我",        "那",
                              "我们",        "我",
                              "俺",          "已经",
                              "现在",        "大概",
                              "大约",        "最多",
                              "差不多",      "再有",
                              "了",          "的",
                              "啊",          "got it",
                              "roger",       "copy",
                              "okay",        "ok",
                              "yes",         "sure",
                              "sorry",       "just saw this",
                              "just saw it", "just saw",
                              "hello",       "hi",
                              "i'm",         "i am",
                              "i'll",        "i will",
                              "we're",       "will ",
                              "now"});
constexpr auto answers = table({"收到", "好", "接", "我接", "马上", "这就", "got it", "roger", "ok", "okay"});
constexpr auto ends = table({",", ".", "!", ";", ":", "。", "、", "…", "\n"});
constexpr auto in_minutes = table({"到", "就到", "内到", "后到", "能到", "以内到"});

bool begins_with(std::string_view s, const auto& words, std::size_t* size = nullptr) {
    for (const std::string_view w : words)
        if (s.starts_with(w)) return size ? (*size = w.size(), true) : true;
    return false;
}
bool holds(std::string_view s, const auto& words) {
    for (const std::string_view w : words)
        if (s.find(w) != s.npos) return true;
    return false;
}

std::string_view next_clause(std::string_view& left) {
    std::size_t at = 0, size = 0;
    while (at < left.size() && !begins_with(left.substr(at), ends, &size)) ++at;
    const auto clause = left.substr(0, at);
    left.remove_prefix(at < left.size() ? at + size : at);
    return trimmed(clause);
}

// "我马上到", "您先出去我马上到": whoever says 我 speaks of nobody else.
bool says_i(std::string_view clause) {
    for (const auto me : {"我"sv, "我们"sv})
        for (auto at = clause.find(me); at != clause.npos; at = clause.find(me, at + 1)) {
            const auto what = clause.substr(at + me.size());
            if (begins_with(what, coming) || (at == 0 && begins_with(what, i_do))) return true;
        }
    return holds(clause, in_english);
}

// "5分钟到", "十分钟就到"
bool in_a_while(std::string_view s) {
    const auto begin = s.size();
    while (!s.empty() && is_digit(s.front())) s.remove_prefix(1);
    s.remove_prefix(numeral_at(s).size);
    return s.size() < begin && s.starts_with("分钟") && begins_with(s.substr("分钟"sv.size()), in_minutes);
}

std::string_view without_opening(std::string_view clause) {
    std::size_t size = 0;
    while (begins_with(clause, opens, &size)) {
        clause = trimmed(clause.substr(size));
    }
    return clause;
}

bool is_answer(std::string_view clause) {
    while (clause.ends_with("了") || clause.ends_with("的")) clause.remove_suffix("了"sv.size());
    return std::ranges::find(answers, clause) != answers.end();
}

}  // namespace

// Nothing denies it and nobody else is sent. Then: it is nothing but an answer ("收到"); or the first thing that is
// said behind 好的, 不好意思, 您别急 is that they come; or 我 come, wherever it stands.
bool says_coming(std::string_view said_so) {
    auto text = narrowed(said_so);
    replace_all(text, "’", "'");
    for (const auto idiom : reassures) replace_all(text, idiom, ",");
    if (holds(text + " ", denies) || holds(text, sends_another)) return false;
    bool only_answers = true, any = false, other_words = false;
    for (std::string_view left = text; !left.empty();) {
        const auto clause = next_clause(left);
        if (clause.empty()) continue;
        any = true;
        if (says_i(clause)) return true;
        const auto says = without_opening(clause);
        if (!other_words && (begins_with(says, coming) || in_a_while(says))) return true;
        only_answers = only_answers && is_answer(clause);
        const bool only_when = in_a_while(std::string(says) + "到");  // "等我10分钟，马上到"
        other_words = other_words || !(says.empty() || only_when);
    }
    return any && only_answers;
}

}  // namespace linli::staff
