// Reading what a plan costs: "1,200元", "每个600块", "两百块", "1.2万", "￥200", "$50", "50 yuan", "费用200".
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr double most = 1e9;  // more is no price

struct number {
    double value = 0;
    std::size_t end = 0;  // 0: there is none
};

// "1千5" is 1500.
number with_rest(std::string_view s, number n, int times) {
    const auto after = s.substr(n.end);
    const bool one =
        !after.empty() && is_digit(after.front()) && (after.size() == 1 || (!is_digit(after[1]) && after[1] != '.'));
    return one ? number{n.value + (after.front() - '0') * times / 10, n.end + 1} : n;
}

// "1,200.50", "1.2万", "3百", "一千二".
number number_at(std::string_view s) {
    if (const auto n = numeral_at(s); n.size > 0) return {static_cast<double>(n.value), n.size};
    number out;
    double unit = 0;
    for (; out.end < s.size() && out.value < most; ++out.end) {
        const auto c = s[out.end];
        const bool more = out.end + 1 < s.size() && is_digit(s[out.end + 1]);
        if (is_digit(c) && unit == 0)
            out.value = out.value * 10 + (c - '0');
        else if (is_digit(c))
            out.value += (c - '0') * (unit /= 10);
        else if (c == '.' && unit == 0 && more)
            unit = 1;
        else if (c != ',' || unit != 0 || !more || out.end == 0)
            break;
    }
    if (out.end == 0) return {};
    for (const auto& [sign, times] : {std::pair<std::string_view, int>{"百", 100}, {"千", 1000}, {"万", 10000}})
        if (s.substr(out.end).starts_with(sign)) return with_rest(s, {out.value * times, out.end + sign.size()}, times);
    return out;
}

struct currency {
    std::string_view written;
    std::string_view before;  // how we write it, before the number …
    std::string_view behind;  // … or behind it
};
constexpr std::array signs{currency{"us$", "$", {}},  currency{"$", "$", {}},    currency{"¥", {}, "元"},
                           currency{"￥", {}, "元"},  currency{"€", "€", {}},    currency{"£", "£", {}},
                           currency{"rmb", {}, "元"}, currency{"cny", {}, "元"}, currency{"usd", "$", {}}};
constexpr std::array units{currency{"元", {}, "元"},     currency{"块", {}, "元"},     currency{"圆", {}, "元"},
                           currency{"人民币", {}, "元"}, currency{"¥", {}, "元"},      currency{"￥", {}, "元"},
                           currency{"yuan", {}, "元"},   currency{"rmb", {}, "元"},    currency{"cny", {}, "元"},
                           currency{"kuai", {}, "元"},   currency{"dollars", "$", {}}, currency{"dollar", "$", {}},
                           currency{"bucks", "$", {}},   currency{"usd", "$", {}},     currency{"$", "$", {}},
                           currency{"美元", "$", {}},    currency{"euros", "€", {}},   currency{"euro", "€", {}},
                           currency{"eur", "€", {}},     currency{"€", "€", {}},       currency{"pounds", "£", {}},
                           currency{"£", "£", {}},       currency{"港币", {}, "港币"}, currency{"港元", {}, "港元"}};
constexpr currency yuan{"元", {}, "元"};

// "3块瓷砖" are tiles and "2元件" parts; whatever is not known as a thing is taken for money, since a lead
// who is asked for nothing loses less than one who is not asked.
bool names_a_thing(std::string_view unit, std::string_view after) {
    if (unit == "块")
        return starts_with_any(
            after,
            {"砖", "瓷",   "玻",   "板",   "地",   "木",   "石",   "布",   "牌",   "电池", "墙", "瓦", "门",  "挡",
             "铁", "钢",   "毛巾", "草",   "区",   "主板", "显示", "屏",   "大",   "小",   "新", "旧", "塑",  "泡",
             "铝", "不锈", "保温", "天花", "吊顶", "盖",   "井盖", "广告", "告示", "指示", "镜", "橡", "水泥"});
    return unit == "元" && starts_with_any(after, {"件", "素", "器", "旦"});
}

const currency* unit_at(std::string_view s) {
    if (s.starts_with(' ')) s.remove_prefix(1);
    for (const auto& one : units) {
        if (!s.starts_with(one.written)) continue;
        const auto after = s.substr(one.written.size());
        const bool cut = letter(one.written.front()) && !after.empty() && letter(after.front());
        if (!cut && !names_a_thing(one.written, after)) return &one;
    }
    return nullptr;
}

const currency* sign_before(std::string_view s) {
    s = trimmed_back(s);
    const auto found =
        std::find_if(signs.begin(), signs.end(), [&](const currency& x) { return s.ends_with(x.written); });
    return found == signs.end() ? nullptr : &*found;
}

bool cut_behind(std::string_view& s, words_of words) {
    const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view w) { return s.ends_with(w); });
    if (found != words.end()) s.remove_suffix(found->size());
    return found != words.end();
}

// "材料300", "人工费 200": a part of what it costs; parts are added.
bool is_a_part(std::string_view before) {
    while (cut_behind(
        before, {" ", ":", "约", "大约", "大概", "是", "为", "about", "of", "is", "¥", "￥", "$", "€", "£", "rmb"})) {
    }
    const bool charge = cut_behind(before, {"费用", "费", "钱", "款", " cost", " costs", " fee"});
    return (charge && before.ends_with("工")) ||
           ends_with_any(before, {"材料",   "辅料",  "配件",  "零件",      "人工",     "工时",      "运输",
                                  "运",     "上门",  "安装",  "拆装",      "拆除",     "检测",      "清运",
                                  "设备",   "耗材",  "维修",  "交通",      "车",       "materials", "material",
                                  "labour", "labor", "parts", "transport", "delivery", "call-out"});
}

// "费用200", "cost about 200": a bare number behind what says that it is one, and no time or measure.
bool is_priced(std::string_view before, std::string_view after) {
    const auto cut = [&](words_of words) {
        for (const auto w : words)
            if (before.ends_with(w)) return before.remove_suffix(w.size()), true;
        return false;
    };
    while (cut({" ", ":", "约", "大约", "大概", "是", "为", "共", "about", "of", "is", "need", "needs"})) {
    }
    if (!ends_with_any(before, {"费用", "费", "收费", "价", "价格", "报价", "合计", "总计", "金额", "cost", "costs",
                                "price", "fee", "charge", "pay", "付"}))
        return false;
    if (after.starts_with(' ')) after.remove_prefix(1);
    return !starts_with_any(after, {"点", ":",  "-",  "/",  "月", "日", "号", "天", "小时", "个", "分",
                                    "周", "年", "次", "人", "栋", "h",  "m",  "d",  "am",   "pm", "%"});
}

// "三万", "两百", "3千", "一百五": what is written with its weight and followed by no measure. "千万" says by all
// means.
bool is_round_sum(std::string_view written, std::string_view after) {
    constexpr std::size_t sign = 3;  // bytes: "百叶窗", "千斤顶" and "万能胶" begin with the sign alone
    const bool weighed = holds_any(written, {"百", "千", "万"}) && written.size() > sign;
    if (!weighed || holds_any(written, {"千万", "百万", "万一"}) || written.starts_with("百") ||
        written.starts_with("千"))
        return false;
    if (starts_with_any(after, {"多"})) after.remove_prefix(sign);
    if (!after.empty() && (letter(after.front()) || is_digit(after.front()))) return false;
    after = trimmed_front(after);
    return !starts_with_any(
        after, {"能", "用", "向", "伏", "次", "人", "户", "一", "分", "平", "吨",   "瓦", "个", "米", "毫", "公", "升",
                "斤", "克", "页", "号", "层", "楼", "栋", "度", "天", "年", "小时", "兆", "根", "只", "台", "件", "套",
                "张", "片", "位", "家", "种", "条", "盏", "把", "桶", "袋", "箱",   "卷", "寸", "转", "安", "叶"});
}

// A time, or nothing, or a mark: what follows a number that stands for a sum alone.
bool nothing_counted(std::string_view after) {
    if (after.empty() || starts_with_any(after, {"人工", "材料", "+", "/", ",", "。", ";", "、", "!", "\n", ")", "|"}))
        return true;
    if (after.front() == '.') return after.size() == 1 || after[1] == ' ';
    if (after.front() != ' ') return false;
    after = trimmed_front(after);
    if (after.empty() || after.front() == '@') return true;
    if (starts_with_any(after, {"今",   "明天", "明日",   "明早",    "明晚",  "后天",     "大后天", "周",      "下周",
                                "本周", "这周", "星期",   "下星期",  "礼拜",  "上午",     "下午",   "晚上",    "月底",
                                "人工", "材料", "工费",   "配件",    "辅料",  "运",       "交通",   "车费",    "上门",
                                "合计", "共",   "+",      "/",       "today", "tomorrow", "tmr",    "tonight", "next ",
                                "by ",  "on ",  "at ",    "before ", "mon",   "tue",      "wed",    "thu",     "fri",
                                "sat",  "sun",  "labour", "labor",   "parts", "material"}))
        return true;
    const auto end = leading_digits(after);
    return end > 0 && starts_with_any(after.substr(end), {":", "点", "月", "号", "日", "-", "/"});
}

// "换阀门 200": a number alone behind the words. A flat (1201), a model, a size and an hour are none, nor is a few
// of something.
bool stands_alone(std::string_view before, std::string_view written, double value, std::string_view after) {
    constexpr double least = 20;
    constexpr std::size_t digits_max = 6;
    if (written.size() > digits_max || written.starts_with('0') || value < least || value != std::floor(value))
        return false;
    const auto flat = static_cast<int>(value) % 100;
    if ((value > 100 && flat > 0 && flat < 10) || !nothing_counted(after)) return false;
    const bool blank = before.ends_with(' ') || before.ends_with(',');
    while (cut_behind(before, {" ", ","})) {
    }
    if (before.empty() || is_digit(before.back()) || (!blank && static_cast<unsigned char>(before.back()) < 0x80))
        return false;
    if (ends_with_any(before, {"型号", "规格", "编号", "单号", "工号", "房号", "门牌", "房间", "号",   "房",   "室",
                               "楼",   "栋",   "幢",   "单元", "层",   "电话", "手机", "分机", "热线", "尾号", "密码",
                               "功率", "直径", "口径", "长",   "宽",   "高",   "厚",   "深",   "第",   "今天", "明天",
                               "后天", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周天", "上午", "下午",
                               "晚上", "早上", "中午", "日",   "月",   "打",   "拨",   "φ"}))
        return false;
    constexpr std::array<std::string_view, 57> others{
        "today",  "tomorrow", "tmr",       "mon",      "tue",    "wed",      "thu",    "fri",  "sat",   "sun",
        "monday", "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "at",   "by",    "from",
        "to",     "until",    "before",    "room",     "flat",   "unit",     "model",  "type", "size",  "no",
        "number", "building", "floor",     "page",     "code",   "level",    "call",   "dial", "phone", "dn",
        "x",      "jan",      "feb",       "mar",      "apr",    "may",      "jun",    "jul",  "aug",   "sep",
        "oct",    "nov",      "dec",       "step",     "point",  "and",      "door"};
    const auto blank_at = before.rfind(' ');
    const auto word = blank_at == before.npos ? before : before.substr(blank_at + 1);
    return std::find(others.begin(), others.end(), word) == others.end();
}

const currency* currency_of(std::string_view before, std::string_view written, double value, std::string_view after) {
    if (const auto* unit = unit_at(after)) return unit;
    const bool in_digits = is_digit(written.front());
    if (numeral_at(written).size == 0)
        if (const auto* sign = sign_before(before)) return sign;
    const bool bare = is_round_sum(written, after) ||
                      (in_digits && (is_priced(before, after) || (is_a_part(before) && nothing_counted(after)) ||
                                     stands_alone(before, written, value, after)));
    return bare ? &yuan : nullptr;
}

std::string shown(double value, const currency& in) {
    const auto whole = value == std::floor(value);
    return fmt::format("{}{}{}", in.before, whole ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value),
                       in.behind);
}

struct sum {
    std::size_t from = 0, to = 0;  // where number and unit stand
    double value = 0;
    const currency* in = nullptr;
};

std::vector<sum> sums_in(std::string_view all) {
    std::vector<sum> out;
    for (std::size_t i = 0; i < all.size();) {
        const auto n = number_at(all.substr(i));
        if (n.end == 0) {
            ++i;
            continue;
        }
        const auto after = all.substr(i + n.end);
        if (const auto* in = currency_of(all.substr(0, i), all.substr(i, n.end), n.value, after)) {
            const auto* unit = unit_at(after);
            const auto size = unit ? unit->written.size() + after.starts_with(' ') : 0;
            out.push_back({i, i + n.end + size, n.value, in});
        }
        i += n.end;
    }
    return out;
}

// Nothing more is said of the sum: "200元左右" and "50元一个" go on.
bool ends_there(std::string_view after) {
    return after.empty() || starts_with_any(after, {" ", ",", ".", ";", "!", "。", "、", ")", "\n", "@"});
}

// Where a place of the narrowed words stands in the words.
std::size_t place_in(std::string_view words, std::size_t narrow) {
    std::size_t at = 0;
    for (std::size_t n = 0; n < narrow && at < words.size();) {
        const bool three = (static_cast<unsigned char>(words[at]) & 0xF0) == 0xE0;
        const auto size = three ? std::size_t{3} : std::size_t{1};
        n += narrowed(words.substr(at, size)).size();
        at += size;
    }
    return at;
}

// "费用业主承担", "自费", "at the owner's expense": it costs the resident, and nobody says how much. As it is
// written there; empty where somebody else pays.
std::string paid_by_resident(std::string_view s) {
    if (holds_any(s, {"不收费", "不用", "不需", "无需", "不必", "不由", "免费", "不承担", "不同意", "不愿", "不肯",
                      "free of charge", "no charge", "not charge"}))
        return {};
    for (const std::string_view alone : {"业主自费",
                                         "住户自费",
                                         "自费",
                                         "费用自理",
                                         "有偿",
                                         "按实收费",
                                         "按实结算",
                                         "费用另计",
                                         "另收费",
                                         "另行收费",
                                         "需收费",
                                         "需要收费",
                                         "要收费",
                                         "owner's expense",
                                         "resident's expense",
                                         "own expense",
                                         "chargeable",
                                         "paid by the owner",
                                         "paid by the resident",
                                         "owner pays",
                                         "resident pays",
                                         "tenant pays",
                                         "owner's cost",
                                         "owner's account"})
        if (s.find(alone) != s.npos) return std::string(alone);
    for (const std::string_view who :
         {"业主", "住户", "您", "您家", "用户", "租户", "租客", "房东", "责任人", "楼上", "双方"})
        for (const std::string_view pays :
             {"承担", "自己承担", "自行承担", "负担", "出钱", "出费用", "付费", "自付", "支付", "付钱", "买单", "分摊"})
            if (const auto both = std::string(who) + std::string(pays); s.find(both) != s.npos) return both;
    return {};
}

}  // namespace

std::string cost_in(std::string_view words) {
    const auto s = narrowed(words);
    const std::string_view all = s;
    sum largest, parts;
    for (const auto& one : sums_in(all)) {
        const bool adds = is_a_part(all.substr(0, one.from)) && (!parts.in || parts.in->behind == one.in->behind);
        if (adds)
            parts = {0, 0, parts.value + one.value, one.in};
        else if (one.value > largest.value)
            largest = one;
    }
    const auto& whole = parts.value > largest.value ? parts : largest;
    if (whole.value > 0) return shown(whole.value, *whole.in);
    return paid_by_resident(all);
}

std::string without_cost(std::string words) {
    const auto s = narrowed(words);
    const std::string_view all = s;
    const auto sums = sums_in(all);
    if (sums.size() > 1) return words;
    std::size_t from = 0, to = 0;
    if (sums.empty()) {
        const auto payer = paid_by_resident(all);
        if (payer.empty()) return words;
        from = all.find(payer);
        to = from + payer.size();
    } else {
        from = sums.front().from;
        to = sums.front().to;
    }
    if (!ends_there(all.substr(to))) return words;
    auto before = all.substr(0, from);
    while (cut_behind(before, {" ", "¥", "￥", "us$", "$", "€", "£", "rmb", "cny"})) {
    }
    if (is_a_part(before) ||
        ends_with_any(before, {"约", "大概", "最多", "最少", "至少", "不超过", "about", "around", "up to", "at most",
                               "每个", "每", "each", "per", "-", "~", "到", "至"}))
        return words;
    while (cut_behind(before, {" ",    ":",          "总费用",      "费用",  "收费", "价格",  "报价", "合计",
                               "总计", "共计",       "一共",        "总共",  "共",   "需要",  "需",   "为",
                               "是",   "total cost", "the cost is", "costs", "cost", "price", "fee",  "total"})) {
    }
    words.erase(place_in(words, before.size()), place_in(words, to) - place_in(words, before.size()));
    return words;
}

}  // namespace linli::staff
