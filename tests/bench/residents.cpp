#include "tests/bench/residents.hpp"

#include <fmt/format.h>

#include <array>

namespace linli::bench {
namespace {

// The nullbot does no dialogue.
class null_script : public script {
public:
    std::string says(const resident&) const override { return "3栋2单元1101卫生间天花板一直滴水"; }
    bool hears(resident& r, const reply&) const override {
        ++r.talks;
        return true;
    }
};

// /start, then four answers; the ceiling ends every reply with the number of the step that it took.
class ceiling_script : public script {
public:
    std::string says(const resident& r) const override { return std::string(lines[r.stage]); }
    bool hears(resident& r, const reply& what) const override {
        const bool fits = what.text.ends_with(markers[r.stage]);
        r.stage = static_cast<std::uint8_t>((r.stage + 1) % lines.size());
        if (r.stage == 0) ++r.talks;
        return fits;
    }

private:
    static constexpr std::array<std::string_view, 5> lines{"/start", "1", "卫生间天花板一直滴水，从昨天晚上开始",
                                                           "3栋2单元1101", "1"};
    static constexpr std::array<std::string_view, 5> markers{"[0/4]", "[1/4]", "[2/4]", "[3/4]", "[4/4]"};
};

// Every resident has a home in one of many units. The complaints of weeks come within seconds, so one
// building would not do: nearly every complaint would be like one that is still open, and the staff
// would be asked each time whether the two are the same matter.
struct home {
    std::int64_t building, unit;
};
constexpr std::int64_t buildings = 997;  // three digits are what people write; prime, so that neighbours live apart
constexpr std::int64_t units = 9;

home home_of(const resident& r) { return {1 + r.chat % buildings, 1 + r.chat / buildings % units}; }

// Complaints of different kinds that are understood at once and name their place ({0}: the building,
// {1}: the unit), so that a resident's next one is a new case and not an addition to the last. None
// is about life safety: alarms are another kind of load.
constexpr std::array<std::string_view, 10> complaints{
    "{0}栋{1}单元1101卫生间天花板一直滴水", "{0}栋{1}单元楼道灯不亮了",         "{0}栋{1}单元门口垃圾没人清理，很臭",
    "楼下花坛的树枝挡住了{0}栋{1}单元的路", "{0}栋{1}单元1101晚上楼上一直很吵", "{0}栋{1}单元门禁刷卡没反应",
    "{0}栋地下车库我的车位被别人占了",      "{0}栋{1}单元楼道里堆满了杂物",     "{0}栋{1}单元电梯按键失灵",
    "{0}栋{1}单元1101的快递柜打不开"};

class linli_script : public script {
public:
    std::string says(const resident& r) const override {
        const auto [building, unit] = home_of(r);
        switch (r.stage) {
            case telling:
                return fmt::format(
                    fmt::runtime(complaints[(r.talks + static_cast<std::uint64_t>(r.chat)) % complaints.size()]),
                    building, unit);
            case placing:
                return fmt::format("{}栋{}单元1101", building, unit);
            default:
                return "1";  // in every choice the affirmative answer, or the skip, is 1
        }
    }

    bool hears(resident& r, const reply& what) const override {
        const auto before = r.stage;
        ++r.answers;
        const bool code = what.text.find("CP-") != std::string_view::npos;
        const bool fits =
            r.answers <= most_answers && what.text.size() > 3 && (before == named || !code || before == choosing);
        if (code && what.choices && before != named) {
            r.stage = named;  // filed; it asks for a name, which 1 skips
        } else if (what.choices && before != named) {
            r.stage = choosing;
        } else if (before != named && !code && asks_place(what.text)) {
            r.stage = placing;
        } else {
            const bool filed = before == named || code;
            r.stage = telling;
            r.answers = 0;
            ++r.talks;
            return fits && filed;  // a dialogue that ends without a case is wrong
        }
        return fits;
    }

private:
    enum stages : std::uint8_t { telling, choosing, placing, named };
    // Words, at most six answers up to the code, and the name.
    static constexpr int most_answers = 8;

    static bool asks_place(std::string_view text) {
        return text.find("哪") != std::string_view::npos || text.find("位置") != std::string_view::npos;
    }
};

}  // namespace

std::unique_ptr<script> make_script(std::string_view name) {
    if (name == "null") return std::make_unique<null_script>();
    if (name == "ceiling") return std::make_unique<ceiling_script>();
    if (name == "linli") return std::make_unique<linli_script>();
    return nullptr;
}

}  // namespace linli::bench
