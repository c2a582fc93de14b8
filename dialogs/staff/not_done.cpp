// "还没通，明天再来", said to "what was done?": closing the case on it would be a lie to the resident.
#include <algorithm>
#include <vector>

#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

// At marks, and at a blank behind a Chinese character: "没修 明天再来".
std::vector<std::string_view> clauses(std::string_view s) {
    std::vector<std::string_view> out;
    std::size_t from = 0;
    const auto cut = [&](std::size_t to, std::size_t size) {
        if (to > from) out.push_back(trimmed(s.substr(from, to - from)));
        from = to + size;
    };
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto rest = s.substr(i);
        if (i < from) continue;
        if (starts_with_any(rest, {"。", "、", "…"}))
            cut(i, std::string_view("。").size());
        else if (starts_with_any(rest, {",", ".", ";", "!", "(", ")", "\n"}) ||
                 (s[i] == ' ' && i > 0 && static_cast<unsigned char>(s[i - 1]) >= 0x80))
            cut(i, 1);
    }
    cut(s.size(), 0);
    return out;
}

std::string_view begun(std::string_view clause) {
    for (const std::string_view w :
         {"今天", "暂时", "目前", "现在", "但是", "但", "可是", "不过", "我们", "我", "先", "but ", "so far "})
        if (clause.starts_with(w)) return begun(trimmed(clause.substr(w.size())));
    return clause;
}

bool still_broken(std::string_view clause) {
    return starts_with_any(
        clause, {"还没",         "没通",       "没弄好",       "没修好",        "没修成",    "没好",      "没解决",
                 "没完成",       "还在修",     "还在弄",       "还在漏",        "还漏",      "还不行",    "修不了",
                 "弄不了",       "未修好",     "未完成",       "未解决",        "not fixed", "not done",  "not yet",
                 "still broken", "still leak", "couldn't fix", "could not fix", "can't fix", "cannot fix"});
}

bool to_come(std::string_view clause) {
    if (starts_with_any(
            clause, {"没修",      "没换",      "没弄",      "没做",     "没装",   "没处理",   "没配件", "没带",
                     "缺配件",    "未修",      "未处理",    "改天",     "改日",   "改期",     "过两天", "过几天",
                     "等配件",    "等厂家",    "等材料",    "等师傅",   "等货",   "在等",     "要等",   "还要",
                     "还得",      "还需",      "约了",      "约好",     "约在",   "再说",     "晚点再", "回头再",
                     "下次再",    "下午再",    "晚上再",    "not ",     "later",  "tomorrow", "wait",   "another day",
                     "next week", "come back", "will come", "will fix", "will do"}))
        return true;
    const bool work = holds_any(clause, {"再", "来", "换", "修", "处理", "装", "弄"});
    const bool another_day = holds_any(clause, {"明天", "后天", "明早", "明晚", "下周", "下个月", "改天", "改日"});
    if (another_day && work && !holds_any(clause, {"了", "明天起", "后天起", "下周起"})) return true;
    return starts_with_any(clause, {"周", "星期", "礼拜"}) &&
           ends_with_any(clause, {"再来", "再修", "再换", "再说", "来换", "来修", "换", "修"});
}

bool finished(std::string_view clause) {
    if (still_broken(clause) || to_come(clause)) return false;
    if (holds_any(clause, {"没", "未", "不能", "不了", "not ", "n't", "已约", "已经约", "已订", "已下单"}))
        return false;
    return holds_any(clause, {"好了",     "完了", "换了",     "修了",    "通了",    "装了",   "不漏",
                              "完成",     "恢复", "解决",     "正常",    "修好",    "换好",   "换上",
                              "弄好",     "装好", "已",       "清理了",  "处理了",  "fixed",  "replaced",
                              "repaired", "done", "resolved", "cleared", "changed", "solved", "works"});
}

}  // namespace

bool says_not_done(std::string_view words) {
    const auto text = narrowed(words);
    auto all = clauses(text);
    for (auto& one : all) one = begun(one);
    if (std::ranges::any_of(all, still_broken)) return true;
    return std::ranges::any_of(all, to_come) && std::ranges::none_of(all, finished);
}

}  // namespace linli::staff
