#include "dialogs/incidents.hpp"

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/trade.hpp"
#include "dialogs/work.hpp"

namespace linli {
namespace {

constexpr span_of_time incident_lasts = std::chrono::hours{48};  // later it is another one

// Two places are one when what both name agrees: an incident of a whole building has neighbours in it.
bool same_place(const place& a, const place& b) {
    if (!a.building.empty() || !b.building.empty()) {
        if (a.building != b.building) return false;
        return a.unit.empty() || b.unit.empty() || a.unit == b.unit;
    }
    return !a.spot.empty() && a.spot == b.spot;
}

}  // namespace

std::string place_key(std::string_view category, const place& where) {
    if (category.empty() || (where.building.empty() && where.spot.empty())) return {};
    return std::string(trade_of(category)) + "|" + (where.building.empty() ? where.spot : where.building);
}

const known_incident* incident_like(const office& o, std::string_view category, const place& where, instant now) {
    const auto found = std::find_if(o.incidents.rbegin(), o.incidents.rend(), [&](const known_incident& i) {
        return now - i.since < incident_lasts && same_trade(i.category, category) && same_place(i.place, where);
    });
    return found == o.incidents.rend() ? nullptr : &*found;
}

std::string joined_text(const community& c, const case_file& f, language l, case_code as, instant now) {
    auto text = c.texts.say(l, "told.joined", {{"code", code_text(as)}, {"state", state_text(c, f, l)}});
    if (f.promised_until > now)
        text += c.texts.say(l, "told.expected", {{"time", c.calendar.when(f.promised_until, now)}});
    return text;
}

bool came_loose(const case_file& f, const prompt& news) {
    return news.joined_to != case_code::none && news.joined_to != f.incident;
}

}  // namespace linli
