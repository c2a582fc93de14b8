// Whatever the numbers and the words around, a place comes back from every way of writing it, and
// numbers of other kinds give none.
#include <catch2/catch.hpp>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

namespace {

constexpr int rounds = 400;  // for each way of writing

class dice {
public:
    int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine_); }
    template <std::size_t n>
    std::string one_of(const std::array<const char*, n>& words) {
        return words[static_cast<std::size_t>(between(0, static_cast<int>(n) - 1))];
    }

private:
    std::mt19937 engine_{20260512};  // the same numbers on every machine that has this library
};

struct home {
    int building = 0;
    int unit = 0;
    int room = 0;
};

home any_home(dice& d) {
    home h{d.between(1, 40), d.between(1, 4), 100 * d.between(1, 33) + d.between(1, 9)};
    if (h.room > 2000 && h.room < 2040) h.room += 300;  // a year, where nothing names the flat
    return h;
}

std::string in_chinese(int n) {
    constexpr std::array<const char*, 10> digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const auto digit = [&](int k) { return std::string(digits[static_cast<std::size_t>(k)]); };
    if (n < 10) return digit(n);
    return (n < 20 ? "" : digit(n / 10)) + "十" + (n % 10 == 0 ? "" : digit(n % 10));
}

// {b}, {u}, {r}: Arabic; {B}, {U}: Chinese numerals.
std::string written(std::string form, const home& h) {
    const auto fill = [&](const std::string& mark, const std::string& with) {
        for (auto at = form.find(mark); at != form.npos; at = form.find(mark)) form.replace(at, mark.size(), with);
    };
    fill("{b}", std::to_string(h.building));
    fill("{u}", std::to_string(h.unit));
    fill("{r}", std::to_string(h.room));
    fill("{B}", in_chinese(h.building));
    fill("{U}", in_chinese(h.unit));
    return form;
}

constexpr std::array<const char*, 6> before_zh = {"", "师傅，", "你好 ", "救命！", "麻烦看一下，", "又坏了。"};
constexpr std::array<const char*, 6> after_zh = {"", " 漏水", "，快来人", "。谢谢", " 没电了", "，修了一回又坏"};
constexpr std::array<const char*, 5> before_en = {"", "Hello, ", "please help, ", "Leak again. ", "no water: "};
constexpr std::array<const char*, 5> after_en = {"", ", no water", ". thanks", ", it smells", "! hurry"};

struct way {
    const char* form;
    bool unit = false;
    bool room = false;
};

template <std::size_t n, std::size_t m>
void comes_back(const std::vector<way>& ways, const std::array<const char*, n>& before,
                const std::array<const char*, m>& after) {
    dice d;
    for (const auto& w : ways)
        for (int k = 0; k < rounds; ++k) {
            const auto h = any_home(d);
            const auto text = d.one_of(before) + written(w.form, h) + d.one_of(after);
            const auto p = reading_of(text).place;
            const bool same = p.building == std::to_string(h.building) &&
                              p.unit == (w.unit ? std::to_string(h.unit) : "") &&
                              p.room == (w.room ? std::to_string(h.room) : "");
            if (same) continue;
            FAIL_CHECK(text << " -> " << p.building << "/" << p.unit << "/" << p.room);
            break;
        }
}

}  // namespace

TEST_CASE("Any place comes back from every Chinese way of writing it") {
    comes_back({{"{b}栋"},
                {"{B}栋"},
                {"{b}号楼"},
                {"{B}号楼"},
                {"{b}幢"},
                {"{b}座"},
                {"{b}#"},
                {"第{b}栋"},
                {"{b}栋{u}单元", true},
                {"{B}号楼{U}单元", true},
                {"{b}号楼{u}门", true},
                {"{B}栋{U}门", true},
                {"{B}幢{U}梯", true},
                {"{b}号{u}单元", true},
                {"{b}-{u}单元", true},
                {"{b}-{u}", true},
                {"{b}栋{r}", false, true},
                {"{b}-{r}", false, true},
                {"{b}号{r}", false, true},
                {"{r}室{b}号楼", false, true},
                {"对门{r} {b}栋", false, true},
                {"我{r}的，{b}栋", false, true},
                {"{b}栋{u}单元{r}", true, true},
                {"{B}栋{U}单元{r}室", true, true},
                {"{b}号楼 {u}单元 {r}", true, true},
                {"{b}幢{U}门{r}", true, true},
                {"{b}-{u}-{r}", true, true},
                {"{b}#{u}-{r}", true, true},
                {"{b}-{u}，{r}", true, true},
                {"{b} hao lou {u} dan yuan {r}", true, true}},
               before_zh, after_zh);
}

TEST_CASE("Any place comes back from every English way of writing it") {
    comes_back({{"building {b}"},
                {"house {b}"},
                {"Block {b}"},
                {"in {b} building"},
                {"the lobby of {b}"},
                {"outside number {b}"},
                {"the roof of {b}"},
                {"building {b} unit {u}", true},
                {"{b} entrance {u}", true},
                {"entrance {u}, house {b}", true},
                {"bldg {b} ent {u}", true},
                {"in {b}-{u}", true},
                {"tower {b} {r}", false, true},
                {"{r} bldg {b}", false, true},
                {"flat {r}, tower {b}", false, true},
                {"house {b}, flat {r}", false, true},
                {"{r} in building {b}", false, true},
                {"building {b} unit {u} flat {r}", true, true},
                {"{b} unit {u} {r}", true, true},
                {"{b}, entrance {u}, {r}", true, true},
                {"{r}, entrance {u}, building {b}", true, true},
                {"{b}-{u}-{r}", true, true},
                {"{r} in {b}-{u}", true, true}},
               before_en, after_en);
}

TEST_CASE("Phones, prices, plates, times, dates and counts are no place, whatever their digits") {
    dice d;
    const auto n = [&](int least, int most) { return std::to_string(d.between(least, most)); };
    const auto two = [&](int least, int most) {
        const auto s = n(least, most);
        return s.size() < 2 ? "0" + s : s;
    };
    constexpr std::array<const char*, 6> counted = {"元", "块钱", "度电", "个人", "次", "平米"};
    constexpr std::array<const char*, 5> counted_en = {" yuan", " people", " times", " degrees", " minutes"};
    for (int k = 0; k < rounds; ++k) {
        for (const auto& text : {"电话1" + n(30, 99) + n(10000000, 99999999),
                                 "打我" + ("0755-" + n(20000000, 89999999)),
                                 "收了" + n(100, 9999),
                                 "收费" + n(1, 9999) + d.one_of(counted),
                                 "粤B" + n(10000, 99999) + "堵门",
                                 n(1, 12) + "月" + n(1, 28) + "日" + n(0, 23) + "点来",
                                 "等到" + n(1, 23) + ":" + two(0, 59),
                                 "20" + n(10, 35) + "-" + n(1, 12) + "-" + n(1, 28) + "停水",
                                 "来了" + n(1, 9999) + d.one_of(counted),
                                 n(1, 9) + "-" + n(10, 99) + "度",
                                 n(1, 40) + "楼没水",
                                 "单号" + n(1000, 99999),
                                 "it was " + n(1, 9999) + d.one_of(counted_en),
                                 "paid " + n(100, 9999),
                                 "I come home by " + n(1, 12),
                                 "since " + n(1990, 2035),
                                 "at " + n(1, 12) + " pm",
                                 "in " + n(2, 59) + " minutes",
                                 "$" + n(100, 9999),
                                 "on floor " + n(1, 40),
                                 "bus " + n(100, 999),
                                 "bay B" + n(100, 9999)}) {
            INFO(text);
            const auto p = reading_of(text).place;
            CHECK(p.building + p.unit + p.room == "");
        }
    }
}
