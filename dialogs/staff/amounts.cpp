// Reading what a plan costs: "1,200元", "每个600块", "两百块", "1.2万", "￥200", "$50", "50 yuan", "费用200".
#include <algorithm>
#include <array>
#include <cmath>

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

// "1,200.50", "1.2万", "3百", "一千二".
number number_at(std::string_view s) {
    if (const auto n = numeral_at(s); n.size > 0) return {static_cast<double>(n.value), n.size};
    number out;
    double unit = 0;
    for (; out.end < s.size() && out.value < most; ++out.end) {
        const auto c = s[out.end];
        const bool more = out.end + 1 < s.size() && digit(s[out.end + 1]);
        if (digit(c) && unit == 0) out.value = out.value * 10 + (c - '0');
        else if (digit(c)) out.value += (c - '0') * (unit /= 10);
        else if (c == '.' && unit == 0 && more) unit = 1;
        else if (c != ',' || unit != 0 || !more) break;
    }
    if (out.end == 0) return {};
    for (const auto& [sign, times] : {std::pair<std::string_view, int>{"百", 100}, {"千", 1000}, {"万", 10000}})
        if (s.substr(out.end).starts_with(sign)) return {out.value * times, out.end + sign.size()};
    return out;
}

struct currency {
    std::string_view written;
    std::string_view before;  // how we write it, before the number …
    std::string_view behind;  // … or behind it
};
constexpr std::array signs{currency{"us$", "$", {}}, currency{"$", "$", {}}, currency{"¥", {}, "元"},
                           currency{"￥", {}, "元"}, currency{"€", "€", {}}, currency{"£", "£", {}},
                           currency{"rmb", {}, "元"}, currency{"cny", {}, "元"}, currency{"usd", "$", {}}};
constexpr std::array units{currency{"元", {}, "元"},      currency{"块", {}, "元"},     currency{"圆", {}, "元"},
                           currency{"人民币", {}, "元"},  currency{"¥", {}, "元"},      currency{"￥", {}, "元"},
                           currency{"yuan", {}, "元"},    currency{"rmb", {}, "元"},    currency{"cny", {}, "元"},
                           currency{"kuai", {}, "元"},    currency{"dollars", "$", {}}, currency{"dollar", "$", {}},
                           currency{"bucks", "$", {}},    currency{"usd", "$", {}},     currency{"$", "$", {}},
                           currency{"美元", "$", {}},     currency{"euros", "€", {}},   currency{"euro", "€", {}},
                           currency{"eur", "€", {}},      currency{"€", "€", {}},       currency{"pounds", "£", {}},
                           currency{"£", "£", {}},        currency{"港币", {}, "港币"}, currency{"港元", {}, "港元"}};
constexpr currency yuan{"元", {}, "元"};

// "3块瓷砖" are tiles and "2元件" parts; whatever is not known as a thing is taken for money, since a lead
// who is asked for nothing loses less than one who is not asked.
bool names_a_thing(std::string_view unit, std::string_view after) {
    if (unit == "块")
        return starts_with_any(after, {"砖", "瓷", "玻", "板", "地", "木", "石", "布", "牌", "电池", "墙", "瓦", "门", "挡", "铁",
                                       "钢", "毛巾", "草", "区", "主板", "显示", "屏", "大", "小", "新", "旧", "塑", "泡", "铝",
                                       "不锈", "保温", "天花", "吊顶", "盖", "井盖", "广告", "告示", "指示", "镜", "橡", "水泥"});
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
    while (s.ends_with(' ')) s.remove_suffix(1);
    const auto found = std::find_if(signs.begin(), signs.end(), [&](const currency& x) { return s.ends_with(x.written); });
    return found == signs.end() ? nullptr : &*found;
}

// "费用200", "cost about 200": a bare number behind what says that it is one, and no time or measure.
bool is_priced(std::string_view before, std::string_view after) {
    const auto cut = [&](words_of words) {
        for (const auto w : words)
            if (before.ends_with(w)) return before.remove_suffix(w.size()), true;
        return false;
    };
    while (cut({" ", ":", "约", "大约", "大概", "是", "为", "共", "about", "of", "is", "need", "needs"})) {}
    if (!ends_with_any(before, {"费用", "费", "收费", "价", "价格", "报价", "合计", "总计", "金额", "cost", "costs", "price", "fee",
                                "charge", "pay", "付"}))
        return false;
    if (after.starts_with(' ')) after.remove_prefix(1);
    return !starts_with_any(after, {"点", ":", "-", "/", "月", "日", "号", "天", "小时", "个", "分", "周", "年", "次", "人", "栋",
                                    "h", "m", "d", "am", "pm", "%"});
}

bool is_ten_thousands(std::string_view written, std::string_view after) {
    return written.ends_with("万") && written.size() > std::string_view("万").size() &&
           !starts_with_any(after, {"能", "用", "向", "伏", "次", "人", "户", "一", "分", "平", "吨", "瓦"});
}

const currency* currency_of(std::string_view before, std::string_view written, std::string_view after) {
    if (const auto* unit = unit_at(after)) return unit;
    if (numeral_at(written).size == 0)
        if (const auto* sign = sign_before(before)) return sign;
    const bool bare = is_ten_thousands(written, after) || (digit(written.front()) && is_priced(before, after));
    return bare ? &yuan : nullptr;
}

std::string shown(double value, const currency& in) {
    const auto whole = value == std::floor(value);
    return fmt::format("{}{}{}", in.before, whole ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value), in.behind);
}

}  // namespace

std::string cost_in(std::string_view words) {
    const auto s = narrowed(words);
    const std::string_view all = s;
    double largest = 0;
    std::string out;
    for (std::size_t i = 0; i < all.size();) {
        const auto n = number_at(all.substr(i));
        if (n.end == 0) {
            ++i;
            continue;
        }
        const auto* in = currency_of(all.substr(0, i), all.substr(i, n.end), all.substr(i + n.end));
        if (in && n.value > largest) {
            largest = n.value;
            out = shown(n.value, *in);
        }
        i += n.end;
    }
    return out;
}

}  // namespace linli::staff
