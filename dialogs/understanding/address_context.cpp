#include <algorithm>
#include <array>

#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

// What stands behind a number that counts, unless one of `unless` follows: 3天, but 304天花板.
struct counter {
    std::u32string_view word;
    std::u32string_view unless = {};
};
constexpr auto counters = std::to_array<counter>({{U"元"},
                                                  {U"块"},
                                                  {U"万"},
                                                  {U"度"},
                                                  {U"户", U"主的型外内门"},
                                                  {U"人", U"都"},
                                                  {U"个"},
                                                  {U"次"},
                                                  {U"天", U"花天台然线窗"},
                                                  {U"年"},
                                                  {U"月"},
                                                  {U"每月"},
                                                  {U"日"},
                                                  {U"分", U"户水"},
                                                  {U"米", U"袋缸"},
                                                  {U"平", U"台"},
                                                  {U"斤"},
                                                  {U"辆"},
                                                  {U"部"},
                                                  {U"台", U"阶"},
                                                  {U"层"},
                                                  {U"多", U"交转收扣"},
                                                  {U"小时"},
                                                  {U"点"},
                                                  {U"%"},
                                                  {U"毫"},
                                                  {U"公里"},
                                                  {U"瓦"},
                                                  {U"期"},
                                                  {U"路"},
                                                  {U"号车位"},
                                                  {U"车位"},
                                                  {U"伏"},
                                                  {U"胶"},
                                                  {U"医院"},
                                                  {U"中学"},
                                                  {U"国道"},
                                                  {U"不锈钢"},
                                                  {U"页"},
                                                  {U"条"},
                                                  {U"起"},
                                                  {U"位"},
                                                  {U"字"},
                                                  {U"倍"},
                                                  {U"岁"},
                                                  {U"秒"},
                                                  {U"张"},
                                                  {U"周", U"日一二三四五六末边围"},
                                                  {U"遍"},
                                                  {U"种"},
                                                  {U"届"},
                                                  {U"w"},
                                                  {U"v"},
                                                  {U"kw"},
                                                  {U"kwh"},
                                                  {U"cm"},
                                                  {U"kg"},
                                                  {U"ml"},
                                                  {U"yuan"},
                                                  {U"rmb"},
                                                  {U"dollar"},
                                                  {U"dollars"},
                                                  {U"usd"},
                                                  {U"cny"},
                                                  {U"pounds"},
                                                  {U"euros"},
                                                  {U"bucks"},
                                                  {U"quid"},
                                                  {U"people"},
                                                  {U"times"},
                                                  {U"days"},
                                                  {U"am"},
                                                  {U"pm"},
                                                  {U"oclock"},
                                                  {U"min"},
                                                  {U"mins"},
                                                  {U"minutes"},
                                                  {U"hour"},
                                                  {U"hours"},
                                                  {U"weeks"},
                                                  {U"months"},
                                                  {U"years"},
                                                  {U"meters"},
                                                  {U"metres"},
                                                  {U"degrees"},
                                                  {U"percent"},
                                                  {U"points"},
                                                  {U"steps"},
                                                  {U"views"},
                                                  {U"flats"},
                                                  {U"families"},
                                                  {U"households"},
                                                  {U"cars"},
                                                  {U"residents"}});

// What has a number of its own.
constexpr auto owners = std::to_array<std::u32string_view>(
    {U"number plate", U"车位",  U"车位号",  U"编号",     U"单号",      U"型号",    U"尾号",    U"尾数",
     U"路灯",         U"灯杆",  U"频道",    U"工号",     U"密码",      U"密码是",  U"验证码",  U"取件码",
     U"合同",         U"发票",  U"快递",    U"保安",     U"负一层",    U"负二层",  U"负三层",  U"负1层",
     U"负2层",        U"负一",  U"负二",    U"¥",        U"$",         U"€",       U"£",       U"rmb",
     U"bay",          U"space", U"spot",    U"bus",      U"model",     U"version", U"channel", U"badge",
     U"cp",           U"code",  U"ticket",  U"order",    U"invoice",   U"pin",     U"error",   U"case",
     U"line",         U"page",  U"receipt", U"password", U"extension", U"ext"});

// What was paid, when it was, or what it is not.
constexpr auto disowners_zh = std::to_array<std::u32string_view>(
    {U"收",   U"花",   U"付",   U"扣", U"罚",   U"要",   U"交", U"差", U"欠", U"赔", U"退", U"给",
     U"共",   U"涨",   U"涨到", U"省", U"价",   U"费",   U"租", U"金", U"款", U"资", U"账", U"表",
     U"读数", U"每月", U"于",   U"第", U"不是", U"超过", U"拨", U"打", U"拿", U"用"});
constexpr auto disowners_en = std::to_array<std::u32string_view>(
    {U"pay",     U"pays",  U"paid",   U"charge", U"charged", U"cost",  U"costs",  U"wanted", U"take",    U"took",
     U"owe",     U"fine",  U"fined",  U"quoted", U"asked",   U"about", U"around", U"over",   U"almost",  U"nearly",
     U"another", U"than",  U"not",    U"is",     U"was",     U"say",   U"says",   U"ends",   U"reading", U"since",
     U"till",    U"until", U"before", U"after",  U"by",      U"year",  U"call",   U"dial"});

// Where something is, so that "the … of 7" is said of a building.
constexpr auto place_nouns = std::to_array<std::u32string_view>(
    {U"lobby",    U"lift",      U"lifts",     U"elevator", U"elevators",  U"hall",    U"hallway",  U"stair",
     U"stairs",   U"staircase", U"stairwell", U"corridor", U"corridors",  U"landing", U"passage",  U"floor",
     U"floors",   U"roof",      U"rooftop",   U"top",      U"eaves",      U"gutter",  U"facade",   U"wall",
     U"sill",     U"ledge",     U"balcony",   U"window",   U"windows",    U"awning",  U"canopy",   U"door",
     U"doors",    U"doorway",   U"entryway",  U"entrance", U"gate",       U"porch",   U"step",     U"steps",
     U"handle",   U"code",      U"intercom",  U"camera",   U"letterbox",  U"shaft",   U"basement", U"cellar",
     U"garage",   U"ramp",      U"shutter",   U"barrier",  U"parking",    U"bay",     U"car",      U"pump",
     U"pit",      U"drain",     U"drains",    U"taps",     U"room",       U"store",   U"area",     U"cage",
     U"rack",     U"racks",     U"shed",      U"bin",      U"bins",       U"locker",  U"lockers",  U"charger",
     U"chargers", U"hydrant",   U"bollards",  U"manhole",  U"trench",     U"pothole", U"path",     U"footpath",
     U"front",    U"back",      U"rear",      U"foot",     U"side",       U"outside", U"half",     U"whole",
     U"all",      U"yard",      U"garden",    U"lawn",     U"grass",      U"hedge",   U"bushes",   U"roses",
     U"tree",     U"trees",     U"bench",     U"sandpit",  U"playground", U"frame",   U"swing",    U"slide",
     U"pond",     U"fountain",  U"lake",      U"guard",    U"concierge",  U"cleaner", U"mechanic"});

}  // namespace

bool address_scanner::counts(std::size_t i) const {
    i = skip_spaces(text_, i);
    const char32_t c = text_.at(i);
    if ((c == U'.' || c == U':') && is_digit(text_.at(i + 1))) return true;
    static constexpr words_by_letter by_letter(counters, [](const counter& by) { return by.word.front(); });
    const auto some = by_letter.with(c);
    return std::any_of(some.begin(), some.end(), [&](const counter& by) {
        if (!stands(text_, i, by.word)) return false;
        const char32_t next = text_.at(i + by.word.size());
        if (is_letter(by.word.back()) && is_letter(next)) return false;
        return by.unless.find(next) == by.unless.npos;
    });
}

bool address_scanner::owned(std::size_t i) const {
    while (i > 0 && (text_.chars[i - 1] == U' ' || text_.chars[i - 1] == U':')) --i;
    if (i == 0) return false;
    static constexpr words_by_letter by_last_letter(owners, last_of_word{});
    const auto some = by_last_letter.with(text_.chars[i - 1]);
    return std::any_of(some.begin(), some.end(), [&](auto w) {
        const bool inside = is_letter(w.front()) && i > w.size() && is_letter(text_.chars[i - w.size() - 1]);
        return !inside && stands_before(text_, i, w);  // no "case" in staircase
    });
}

bool address_scanner::disowned(std::size_t i) const {
    std::size_t begin = i;
    auto word = word_before(i, &begin);
    if (word == U"me" || word == U"us" || word == U"them") word = word_before(begin);
    if (word == U"at" && clock_time(i)) return true;
    if (!word.empty()) return std::find(disowners_en.begin(), disowners_en.end(), word) != disowners_en.end();
    constexpr std::u32string_view between = U" 了我你们他";
    while (i > 0 && between.find(text_.chars[i - 1]) != between.npos) --i;
    return std::any_of(disowners_zh.begin(), disowners_zh.end(), [&](auto w) { return stands_before(text_, i, w); });
}

// "at 2215", "at 1530"; not "at 1904"
bool address_scanner::clock_time(std::size_t i) const {
    const auto n = number_at(text_, i);
    if (!n || n->digits.size() != most_room_digits) return false;
    return n->digits < "2400" && (n->digits[3] == '0' || n->digits[3] == '5');
}

bool address_scanner::like_room(const token& t) const {
    constexpr auto emergency = std::to_array<std::string_view>({"110", "112", "911"});  // others have no flat's shape
    constexpr int highest_floor = 60;
    constexpr int most_on_floor = 40;      // doors of one corridor, on floors with two digits
    constexpr int most_on_low_floor = 12;  // 350 and 120 are prices more often than flats
    if (t.text.empty() || t.text[0] == '0') return false;
    if (std::find(emergency.begin(), emergency.end(), t.text) != emergency.end()) return false;
    const int n = std::stoi(t.text);
    const int floor = n / 100;
    const int door = n % 100;
    const bool year = n > 2004 && n <= 2035;
    return door > 0 && door <= (floor < 10 ? most_on_low_floor : most_on_floor) && floor <= highest_floor && !year;
}

std::u32string_view address_scanner::word_before(std::size_t i, std::size_t* begin) const {
    while (i > 0 && text_.chars[i - 1] == U' ') --i;
    std::size_t from = i;
    while (from > 0 && is_letter(text_.chars[from - 1])) --from;
    if (from > 0 && is_digit(text_.chars[from - 1])) from = i;
    if (begin != nullptr) *begin = from;
    return std::u32string_view(text_.chars).substr(from, i - from);
}

bool address_scanner::place_noun(std::u32string_view word) {
    return std::find(place_nouns.begin(), place_nouns.end(), word) != place_nouns.end();
}

// "the lobby of", "1102 of"
bool address_scanner::place_before(std::size_t i) const {
    while (i > 0 && text_.chars[i - 1] == U' ') --i;
    std::size_t begin = i;
    while (begin > 0 && is_digit(text_.chars[begin - 1])) --begin;
    if (i - begin >= least_room_digits && i - begin <= most_room_digits) return true;
    return place_noun(word_before(i));
}

bool address_scanner::plural_noun_at(std::size_t i) const {
    std::size_t end = i;
    while (is_letter(text_.at(end))) ++end;
    constexpr std::size_t shortest = 5;  // letters; "has", "was", "says" are none
    return end - i >= shortest && text_.at(end - 1) == U's' && text_.at(end - 2) != U's';
}

bool address_scanner::place_at(std::size_t i) const {
    std::size_t end = i;
    while (is_letter(text_.at(end))) ++end;
    return place_noun(std::u32string_view(text_.chars).substr(i, end - i));
}

}  // namespace linli
