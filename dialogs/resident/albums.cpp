// Several pieces of one album are one message, and so are the words that follow while it is coming in.
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

// Of two captions: the more dangerous, else the surer one tells what it is; both tell where and who.
reading read_together(reading first, const reading& more) {
    const bool surer = more.life_safety == first.life_safety && more.sure && !first.sure;
    const bool clearer = more.life_safety > first.life_safety || surer;
    auto all = clearer ? more : first;
    const auto& other = clearer ? first : more;
    for (auto part : {&place::building, &place::unit, &place::room, &place::spot, &place::floor})
        if ((all.place.*part).empty()) all.place.*part = other.place.*part;
    for (auto words : {&reading::phone, &reading::name, &reading::plate, &reading::time_words})
        if ((all.*words).empty()) all.*words = other.*words;
    all.codes.insert(all.codes.end(), other.codes.begin(), other.codes.end());
    all.signs.insert(all.signs.end(), other.signs.begin(), other.signs.end());
    return all;
}

}  // namespace

// It is answered at the tick after the last piece.
void gather(work& w, said s) {
    w.self.sitting.push_back(std::move(s));
    w.self.sitting_until = w.now() + w.c.timing.sitting;
    w.keep_self = true;
}

said merged(std::vector<said> pieces) {
    said all = std::move(pieces.front());
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        auto& piece = pieces[i];
        if (!piece.text.empty()) {
            all.text += (all.text.empty() ? "" : "\n") + piece.text;
            all.reading = all.text == piece.text ? piece.reading : read_together(std::move(all.reading), piece.reading);
        }
        all.media.insert(all.media.end(), piece.media.begin(), piece.media.end());
        all.attachments.insert(all.attachments.end(), piece.attachments.begin(), piece.attachments.end());
    }
    return all;
}

}  // namespace linli::resident
