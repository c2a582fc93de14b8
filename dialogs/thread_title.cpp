// The name of a case's thread. It stands in a list that everybody in the room sees for as long as the
// room exists, so it holds less than the card.
#include "dialogs/cards.hpp"
#include "dialogs/work.hpp"

namespace linli {

std::string thread_title(const community& c, const case_file& f) {
    std::string out = code_text(f.code);
    const auto part = [&](std::string_view more) {
        if (!more.empty()) out.append(" · ").append(more);
    };
    part(category_text(c, f.category, c.language));
    auto where = f.place;
    // A spot is in the resident's own words, which may say whose door it is.
    const auto tells = [&](const std::string& contact) {
        return !contact.empty() && where.spot.find(contact) != std::string::npos;
    };
    if (tells(f.name) || tells(f.phone) || f.intake.confidential) where.spot.clear();
    // Whoever asked not to be named is not to be found by their flat either.
    if (f.intake.confidential) where.room.clear();
    part(place_text(c, where, c.language));
    return out;
}

}  // namespace linli
