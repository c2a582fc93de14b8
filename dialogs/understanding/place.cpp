#include "dialogs/understanding/place.hpp"

#include <array>

#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/corrections.hpp"
#include "dialogs/understanding/floors.hpp"
#include "dialogs/understanding/levels.hpp"

namespace linli {
namespace {

// There is one of these in a community, or few: enough for staff to find it.
constexpr auto landmarks = std::to_array<std::string_view>({"东门",
                                                            "西门",
                                                            "南门",
                                                            "北门",
                                                            "正门",
                                                            "后门",
                                                            "侧门",
                                                            "大门",
                                                            "东南门",
                                                            "西南门",
                                                            "东北门",
                                                            "西北门",
                                                            "小区门口",
                                                            "门岗",
                                                            "岗亭",
                                                            "地下车库",
                                                            "地库",
                                                            "车库",
                                                            "停车场",
                                                            "地下停车场",
                                                            "大堂",
                                                            "大厅",
                                                            "入户大厅",
                                                            "花园",
                                                            "中心花园",
                                                            "广场",
                                                            "中心广场",
                                                            "儿童乐园",
                                                            "游乐场",
                                                            "儿童游乐区",
                                                            "滑梯",
                                                            "游泳池",
                                                            "泳池",
                                                            "会所",
                                                            "快递柜",
                                                            "丰巢",
                                                            "垃圾站",
                                                            "垃圾房",
                                                            "垃圾点",
                                                            "车棚",
                                                            "健身房",
                                                            "健身区",
                                                            "篮球场",
                                                            "羽毛球场",
                                                            "网球场",
                                                            "乒乓球台",
                                                            "景观池",
                                                            "喷泉",
                                                            "人工湖",
                                                            "凉亭",
                                                            "物业办公室",
                                                            "物业前台",
                                                            "客服中心",
                                                            "配电房",
                                                            "水泵房",
                                                            "监控室",
                                                            "地下室",
                                                            "架空层",
                                                            "幼儿园",
                                                            "超市",
                                                            "驿站",
                                                            "充电站",
                                                            "lobby",
                                                            "garage",
                                                            "basement",
                                                            "car park",
                                                            "carpark",
                                                            "parking lot",
                                                            "main gate",
                                                            "north gate",
                                                            "south gate",
                                                            "east gate",
                                                            "west gate",
                                                            "back gate",
                                                            "front gate",
                                                            "side gate",
                                                            "playground",
                                                            "swimming pool",
                                                            "pool",
                                                            "garden",
                                                            "courtyard",
                                                            "gym",
                                                            "clubhouse",
                                                            "club house",
                                                            "bike shed",
                                                            "bin area",
                                                            "bin store",
                                                            "basketball court",
                                                            "tennis court",
                                                            "pond",
                                                            "fountain",
                                                            "pavilion",
                                                            "guard house",
                                                            "gatehouse",
                                                            "reception",
                                                            "front desk",
                                                            "underground parking",
                                                            "parcel lockers",
                                                            "management office",
                                                            "square"});

// Every building has these, so they say where only when the building is known.
constexpr auto parts = std::to_array<std::string_view>(
    {"楼道",      "走廊",     "楼梯间",  "楼梯",    "过道", "电梯厅",  "电梯间",     "单元门口",  "单元门",
     "楼顶",      "天台",     "屋顶",    "顶楼",    "楼下", "门口",    "消防通道",   "stairwell", "stairs",
     "staircase", "corridor", "hallway", "landing", "roof", "rooftop", "lift lobby", "entrance"});

struct span_of_text {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// "3号门", "gate 3", "no 3 gate": the first gate with its number from `begin` on.
span_of_text numbered_gate(const folded& text, std::size_t begin) {
    for (std::size_t i = begin; i < text.size(); ++i) {
        if (text.chars[i] == U'g' && stands(text, i, U"gate ") && (i == 0 || !is_word(text.chars[i - 1]))) {
            const auto at = i + 5;
            const auto n = number_at(text, at);
            if (n && n->digits.size() <= 2 && !is_word(text.at(n->end))) return {i, n->end};
            if (is_letter(text.at(at)) && !is_word(text.at(at + 1)) && text.at(at) != U'a') return {i, at + 1};
        }
        if (i > 0 && is_digit(text.chars[i - 1])) continue;
        const auto n = number_at(text, i);
        if (!n || n->digits.size() > 2) continue;
        const auto at = skip_spaces(text, n->end);
        if (stands(text, at, U"号门")) return {i, at + 2};
    }
    return {};
}

}  // namespace

place_reader::place_reader(const folder& fold, std::vector<building> known) : known_(std::move(known)) {
    for (const auto word : landmarks) landmarks_ = spots_.add(word, fold) + 1;
    for (const auto word : parts) spots_.add(word, fold);
    spots_.seal();
}

place_found place_reader::read(const folded& text, claims& taken) const {
    auto found = address_scanner(text, taken, known_).run();
    const auto matches = spots_.find(text);
    claims denied(text.size());
    const auto corrected = correct_place(text, taken, denied, known_, landmarks_of(text, matches), found);
    if (!corrected.to_spot) {
        if (found.room.empty()) found.floor = read_floor(text);
        found.spot = read_spot(text, matches, denied, !found.building.empty());
    }
    return {std::move(found), corrected.made, corrected.nothing_else};
}

std::vector<named_spot> place_reader::landmarks_of(const folded& text, std::span<const rule_match> matches) const {
    std::vector<named_spot> all;
    const auto add = [&](std::size_t begin, std::size_t end) {
        all.push_back({begin, end, std::string(text.words(begin, end))});
    };
    for (auto gate = numbered_gate(text, 0); gate.end > 0; gate = numbered_gate(text, gate.end))
        add(gate.begin, gate.end);
    for (const auto& m : matches)
        if (m.rule < landmarks_) add(level_before(text, m.begin), level_behind(text, m.end));
    return all;
}

std::string place_reader::read_spot(const folded& text, std::span<const rule_match> matches, const claims& denied,
                                    bool building_known) const {
    for (auto gate = numbered_gate(text, 0); gate.end > 0; gate = numbered_gate(text, gate.end))
        if (!denied.taken(gate.begin)) return std::string(text.words(gate.begin, gate.end));
    const rule_match* best = nullptr;
    for (const auto& m : matches) {
        if ((m.rule >= landmarks_ && !building_known) || denied.taken(m.begin)) continue;
        const bool longer = best == nullptr || m.end - m.begin > best->end - best->begin;
        const bool more = best == nullptr || (m.rule < landmarks_) > (best->rule < landmarks_);
        const bool equal = best != nullptr && (m.rule < landmarks_) == (best->rule < landmarks_);
        if (more || (equal && longer)) best = &m;
    }
    if (best == nullptr) return level_alone(text);
    return std::string(text.words(level_before(text, best->begin), level_behind(text, best->end)));
}

std::string lone_name(std::string_view text) {
    static const folder plain({});
    const auto folded_text = plain.fold(text);
    claims taken(folded_text.size());
    return address_scanner(folded_text, taken).name_alone();
}

}  // namespace linli
