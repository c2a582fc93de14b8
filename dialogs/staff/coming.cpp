// Whether somebody who answers an alarm says that they come. In doubt they do not: an alarm that rings on costs a call,
// one that fell silent because of "没问题，小王马上到" may cost a life.
#include <algorithm>
#include <array>

#include "dialogs/ascii.hpp"
#include "dialogs/staff/coming.hpp"
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
constexpr auto reassures =
    table({"没有问题",      "没问题",         "没关系",          "没事",          "不好意思",
           "不客气",        "不用客气",       "不要紧",          "不用担心",      "不用急",
           "不着急",        "不用怕",         "不要怕",          "没看手机",      "没看到",
           "没看见",        "没听见",         "没听到",          "没注意到",      "没注意",
           "没留意",        "不堵车",         "路上不堵",        "不远",          "不要扒门",
           "不要慌",        "不要动",         "didn't see this", "didn't see it", "didn't see the message",
           "didn't see",    "didn't hear it", "didn't hear",     "can't talk",    "cant talk",
           "not a problem", "no problem",     "no prob",         "no worries",    "don't worry",
           "do not worry"});

// A no, a question, a condition, another time, somewhere else.
constexpr auto denies =
    table({"不",      "没",       "无法",        "吗",       "?",      "谁",      "哪",       "如果",    "要是",
           "万一",    "的话",     "才能",        "才有",     "才到",   "换班",    "下班",     "休息",    "请假",
           "外地",    "到家",     "回家",        "在家",     "开会",   "吃饭",    "医院",     "孩子",    "明天",
           "晚点",    "忙完",     "告诉我",      "跟我说",   "说一声", "叫我",    "个电话",   "出差",    "n't",
           "not ",    "cannot",   "cant ",       "wont ",    "unable", "who ",    " if ",     "home",    "off duty",
           "day off", "on leave", "out of town", "tomorrow", "later",  "meeting", "when you", "another", "other job",
           "hardly",  "no way",   "hour",        "小时",     "堵",     "另",      "下周",     "后天",    "改天",
           "回头",    "等会",     "待会",        "再说",     "再来",   "再去",    "再过"});

constexpr auto sends_another =
    table({"别人",     "找别",     "找人",   "叫人", "喊人",      "派人",     "派师傅",  "派个",   "安排", "来人",
           "来个人",   "去个人",   "让小",   "叫小", "让老",      "叫老",     "去叫",    "去找",   "去喊", "去让",
           "去问",     "去通知",   "去联系", "来叫", "来找",      "来问",     "来通知",  "来联系", "来打", "师傅去",
           "师傅过去", "师傅马上", "你去",   "你们", "please go", "somebody", "someone", "nobody"});

// Chinese: what a clause may begin with. The rest of it is read as if it stood alone.
constexpr auto opens = table({"收到",    "好的",          "好嘞",        "好",       "嗯",     "行",
                              "可以",    "知道了",        "明白",        "刚刚看到", "刚看到", "刚看见",
                              "才看到",  "刚才",          "刚刚",        "刚",       "消息",   "您好",
                              "你好",    "您别急",        "别急",        "别怕",     "别担心", "请稍等",
                              "稍等",    "等我",          "那",          "大概",     "大约",   "最多",
                              "差不多",  "再有",          "了",          "的",       "啊",     "got it",
                              "roger",   "copy",          "okay",        "ok",       "yes",    "sure",
                              "sorry",   "just saw this", "just saw it", "just saw", "hello",  "hi",
                              "hold on", "hang on",       "and ",        "will "});
// Who comes: nobody else than whoever says it.
constexpr auto i =
    table({"我们", "我", "俺", "i'm", "i am", "i'll", "i will", "i've", "i have", "i can", "we're", "i "});
// That it is now, and for certain.
constexpr auto soon = table({"马上", "这就", "现在", "已经", "已", "正在", "正", "就", "now "});
// They say nothing by themselves.
constexpr auto how = table({"立刻", "立即", "也", "先", "赶紧", "赶快", "骑车", "骑电动车", "开车", "打车", "坐车",
                            "跑步", "带工具", "带着工具", "带钥匙", "直接"});
// That they come, where it is said who or that it is now, or that it is done (了).
constexpr auto comes =
    table({"赶过去", "赶过来",   "赶到",     "赶来",       "赶去",     "赶",     "在赶过去", "在赶过来", "在赶来",
           "在赶去", "往那边赶", "往现场赶", "往您那边赶", "往您那赶", "跑过去", "跑过来",   "走过去",   "过去",
           "过来",   "上去",     "上来",     "上楼",       "下去",     "下来",   "下楼",     "出门",     "动身",
           "到",     "来",       "去",       "在现场",     "在楼下",   "在门口", "在您门口", "在您楼下"});
// The same, even alone.
constexpr auto comes_alone =
    table({"立刻到", "立刻就到", "立即到", "马上看", "在路上", "路上了", "在来的路上", "在过来的路上", "在过去的路上",
           "在去的路上", "出发", "接手", "接单", "接了", "快到了", "交给我"});
constexpr auto comes_in_english = table({"on my way",           "on the way",    "omw",         "coming up",
                                         "coming down",         "coming over",   "coming",      "heading over",
                                         "heading to the site", "heading there", "heading up",  "heading down",
                                         "be right there",      "be there",      "right there", "going now",
                                         "going there",         "leaving now",   "arrived",     "on it"});
// The same, of whoever says I.
constexpr auto i_do =
    table({"at the door", "at your door", "downstairs", "outside", "on site", "处理", "负责", "接这个", "接这单",
           "接这件", "接", "come", "go", "got this", "take it", "take this", "take this one"});
// What may stand behind it.
constexpr auto where =
    table({"现场",   "楼下",        "楼上",    "门口",         "家门口",        "小区",        "小区门口", "您家",
           "你家",   "他家",        "她家",    "住户家",       "业主家",        "您那里",      "您那边",   "您那儿",
           "您那",   "那边",        "那里",    "那儿",         "这边",          "这里",        "电梯口",   "电梯机房",
           "机房",   "您楼下",      "您门口",  "里",           "over",          "there",       "up",       "down",
           "to you", "to the site", "to site", "to your flat", "to your place", "to your door"});
constexpr auto what_for =
    table({"看看", "看一下", "看下",           "看一眼",         "看",      "处理一下", "处理",   "一下",
           "一趟", "帮忙",   "救人",           "放人",           "关阀门",  "关总阀",   "关阀",   "关水",
           "关气", "断电",   "开门",           "检查",           "排查",    "支援",     "来了",   "来",
           "去",   "过去",   "to have a look", "to take a look", "to look", "to check", "to help"});
constexpr auto ends_with = table({"了",
                                  "的",
                                  "啊",
                                  "呀",
                                  "哈",
                                  "啦",
                                  "哦",
                                  "吧",
                                  "~",
                                  "🙏",
                                  "👌",
                                  "💪",
                                  "right now",
                                  "right away",
                                  "straight away",
                                  "straightaway",
                                  "immediately",
                                  "asap",
                                  "soon",
                                  "shortly",
                                  "now",
                                  "away",
                                  "thanks",
                                  "thank you"});
// Who speaks to somebody before they say 我: "您先出去我马上到".
constexpr auto speaks_to = table({"您", "请", "你先", "别", "please", "stay ", "keep ", "wait"});

// That they do not come, at the begin of what is said or behind 我 and what says for how long or how surely.
constexpr auto cannot = table({"来不了",
                               "去不了",
                               "过不来",
                               "过不去",
                               "到不了",
                               "赶不到",
                               "赶不过",
                               "赶不来",
                               "走不开",
                               "脱不开身",
                               "抽不开身",
                               "来不成",
                               "去不成",
                               "不能来",
                               "不能去",
                               "不能过",
                               "没法来",
                               "没法去",
                               "没法过",
                               "没办法来",
                               "没办法去",
                               "没办法过",
                               "无法到",
                               "无法赶",
                               "无法前往",
                               "不来了",
                               "不去了",
                               "不过去了",
                               "can't make it",
                               "cannot make it",
                               "can't come",
                               "cannot come",
                               "can't go",
                               "cannot go",
                               "can't get there",
                               "cannot get there",
                               "not coming",
                               "not able to come",
                               "not able to make it",
                               "unable to come",
                               "won't make it",
                               "won't be there",
                               "will not be there",
                               "will not make it",
                               "not going to make it"});
constexpr auto regrets =
    table({"不好意思",  "对不起",        "抱歉",     "实在",     "真的",   "真",      "可能",      "恐怕",
           "估计",      "现在",          "暂时",     "一时",     "这会儿", "这会",    "今天",      "这边",
           "这里",      "有事",          "临时有事", "突然有事", "还是",   "也",      "都",        "又",
           "但",        "但是",          "可是",     "不过",     "but ",   "really ", "actually ", "afraid ",
           "afraid i ", "unfortunately", "so sorry", "no"});
// They go to nobody but colleagues, whatever stands before them.
constexpr auto sends_for_another = table({"换个人去", "换人去", "somebody else please", "someone else please",
                                          "somebody else go", "someone else go", "anyone else go", "anybody else go"});
constexpr auto only_if = table({"如果", "要是", "万一", "的话", "吗", "住户", "业主", " if ", "resident"});

constexpr auto answers = table({"收到", "好", "接", "我接", "马上", "这就", "got it", "roger", "ok", "okay"});
constexpr auto ends = table({",", ".", "!", ";", ":", "。", "、", "…", "\n"});
constexpr auto minute = table({"minutes", "minute", "mins", "min", "分钟", "分"});
constexpr auto number_words = table({"a few", "few", "a couple of", "couple of", "a", "one", "two", "three", "four",
                                     "five", "six", "seven", "eight", "nine", "ten", "fifteen", "twenty", "thirty"});
constexpr auto within = table({"以内", "之内", "之后", "内", "后", "就", "能"});

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

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_word(char c) { return (c >= 'a' && c <= 'z') || c == '\''; }

// One word of them at the begin of `s`, the longest that stands there; taken off. An English one ends where a word
// ends.
bool takes(std::string_view& s, const auto& words) {
    std::size_t longest = 0;
    for (const std::string_view w : words) {
        if (w.size() <= longest || !s.starts_with(w)) continue;
        const bool cut = is_word(w.back()) && s.size() > w.size() && is_word(s[w.size()]);
        if (!cut) longest = w.size();
    }
    s = trimmed(s.substr(longest));
    return longest > 0;
}

// "5分钟", "两三分钟", "in 5", "5 min", "in a few minutes"
bool takes_minutes(std::string_view& s) {
    auto left = s;
    const bool in = takes(left, table({"in"}));
    const auto begin = left.size();
    while (!left.empty() && is_digit(left.front())) left.remove_prefix(1);
    for (auto n = numeral_at(left).size; n > 0; n = numeral_at(left).size) left.remove_prefix(n);
    bool number = left.size() < begin;
    if (!number) number = takes(left, table({"几"})) || takes(left, number_words);
    left = trimmed(left);
    const bool unit = takes(left, minute);
    if (!number || (!unit && !(in && left.empty()))) return false;
    takes(left, within);
    s = left;
    return true;
}

enum class meant : std::uint8_t { nothing, other_words, minutes, coming, i_come, doubt, i_doubt };

meant meaning_of(std::string_view clause);

// Behind the words of coming stands their end, or what is known: where, what for, in how many minutes. Anything else is
// another matter ("我去年修过", "coming off shift").
bool is_known(std::string_view s, bool& done) {
    while (!s.empty()) {
        if (takes_minutes(s) || takes(s, where) || takes(s, what_for)) continue;
        done = done || s.starts_with("了");
        if (takes(s, ends_with)) continue;
        const auto again = meaning_of(s);  // "在路上了马上到"
        return again == meant::coming || again == meant::i_come;
    }
    return true;
}

meant meaning_of(std::string_view s) {
    bool who = false, sure = false, minutes = false;
    for (bool more = true; more && !s.empty();) {
        const auto before = s;
        auto behind = s;
        // "在路上" is no 在, "来" no 了: the words of coming go before what only leads to them.
        if (takes(behind, comes_alone) || takes(behind, comes_in_english) || takes(behind, comes)) break;
        if (takes(s, i))
            who = true;
        else if (takes_minutes(s))
            minutes = true;
        else if (takes(s, soon))
            sure = true;
        else if (!takes(s, opens))
            takes(s, how);
        more = s.size() < before.size();
    }
    if (s.empty()) return minutes ? meant::minutes : meant::nothing;
    if (minutes && s == "away") return meant::coming;
    const auto words = s;
    const bool alone = takes(s, comes_alone) || takes(s, comes_in_english), comes_so = !alone && takes(s, comes),
               does = !alone && !comes_so && takes(s, i_do);
    if (!alone && !comes_so && !does) return meant::other_words;
    bool done = false;
    const bool known = is_known(s, done);
    const bool nothing_behind = s.empty() || done || is_ascii(words.front());
    const bool good = alone      ? who || sure || minutes || nothing_behind
                      : comes_so ? who || sure || minutes || done
                                 : (who || (sure && !is_ascii(words.front()))) && !done;
    if (known && good) return who ? meant::i_come : meant::coming;
    return who ? meant::i_doubt : meant::doubt;
}

// "您先出去我马上到"
meant meaning_behind_others(std::string_view clause) {
    if (!begins_with(clause, speaks_to)) return meant::other_words;
    for (const auto me : {"我"sv, " i'm"sv, " i am"sv, " i'll"sv})
        if (const auto at = clause.find(me); at != clause.npos) return meaning_of(trimmed(clause.substr(at)));
    return meant::other_words;
}

// "不好意思，我走不开了"
bool says_cannot(std::string_view s) {
    for (bool more = true; more && !s.empty();) {
        if (begins_with(s, cannot)) return true;
        const auto before = s.size();
        if (!takes(s, regrets) && !takes(s, i) && !takes(s, opens)) return false;
        more = s.size() < before;
    }
    return false;
}

// As both read what was said.
std::string plain(std::string_view said_so) {
    auto text = narrowed(said_so);
    replace_all(text, "’", "'");
    for (std::size_t at = 1; at + 1 < text.size(); ++at)  // "马上到 让他们别慌"
        if (text[at] == ' ' && !is_ascii(text[at - 1]) && !is_ascii(text[at + 1])) text[at] = ',';
    return text;
}

bool is_answer(std::string_view clause) {
    while (clause.ends_with("了") || clause.ends_with("的")) clause.remove_suffix("了"sv.size());
    return std::ranges::find(answers, clause) != answers.end();
}

}  // namespace

// Nothing denies it and nobody else is sent. Then: it is nothing but an answer ("收到"); or the first thing that is
// said behind 好的, 不好意思, 您别急 is that they come; or 我 come, wherever it stands.
bool says_coming(std::string_view said_so) {
    auto text = plain(said_so);
    for (const auto half : {"半个小时"sv, "半小时"sv, "半个钟"sv}) replace_all(text, half, "30分钟");
    for (const auto idiom : reassures) replace_all(text, idiom, ",");
    if (holds(" " + text + " ", denies) || holds(text, sends_another)) return false;
    bool comes = false, only_answers = true, any = false, others = false;
    for (std::string_view left = text; !left.empty();) {
        const auto clause = next_clause(left);
        if (clause.empty()) continue;
        any = true;
        auto means = meaning_of(clause);
        if (means == meant::other_words) means = meaning_behind_others(clause);
        if (means == meant::i_doubt || (means == meant::doubt && !comes)) return false;
        comes = comes || means == meant::i_come || (means == meant::coming && !others);
        only_answers = only_answers && is_answer(clause);
        others = others || means == meant::other_words;
    }
    return comes || (any && only_answers);
}

// "我去3栋2单元看看": to where the case is, and to nowhere else.
bool says_coming(std::string_view said_so, const place& to) {
    auto text = narrowed(said_so);
    const auto building = narrowed(to.building);
    if (building.empty()) return says_coming(text);
    for (const auto called : {"栋"sv, "号楼"sv, "幢"sv, "座"sv}) {
        const auto at = text.find(building + std::string(called));
        if (at == text.npos || (at > 0 && is_digit(text[at - 1]))) continue;
        std::string_view behind = std::string_view(text).substr(at + building.size() + called.size());
        const auto skip = [&](std::string part, std::string_view suffix) {
            part += suffix;
            if (part.size() > suffix.size() && behind.starts_with(part)) behind.remove_prefix(part.size());
        };
        skip(narrowed(to.unit), "单元");
        skip(narrowed(to.room), "室");
        skip(narrowed(to.room), "");
        return says_coming(text.substr(0, at) + "现场" + std::string(behind));
    }
    for (const auto called : {"building "sv, "block "sv})
        if (const auto at = text.find(std::string(called) + building); at != text.npos) {
            const auto behind = text.substr(at + called.size() + building.size());
            const bool longer = !behind.empty() && is_digit(behind.front());
            if (!longer) return says_coming(text.substr(0, at) + "the site" + behind);
        }
    return says_coming(text);
}

// Whoever comes after all ("刚才走不开，现在马上到") is no such one; nor who asks, or says what were if.
bool says_not_coming(std::string_view said_so) {
    const auto text = plain(said_so);
    if (holds(" " + text + " ", only_if)) return false;
    bool cannot_come = holds(text, sends_for_another);
    for (std::string_view left = text; !left.empty();) {
        const auto clause = next_clause(left);
        const auto means = meaning_of(clause);
        if (means == meant::i_come || means == meant::coming) return false;
        cannot_come = cannot_come || says_cannot(clause);
    }
    return cannot_come;
}

}  // namespace linli::staff
