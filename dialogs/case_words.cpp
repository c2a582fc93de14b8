// What a case is in words, for staff and residents: its place, its state, who works on it, what was said
// (declared beside the card that is made of them, cards.hpp).
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {

std::string place_text(const community& c, const place& p, language l) {
    std::string out;
    const auto add = [&](const std::string& value, std::string_view key) {
        if (value.empty()) return;
        if (l == language::en && !out.empty()) out += ", ";
        out += c.texts.say(l, key, {{"n", value}});
    };
    add(p.building, "place.building");
    add(p.unit, "place.unit");
    if (p.room.empty()) add(p.floor, "place.floor");
    add(p.room, "place.room");
    if (!p.spot.empty() && out.find(p.spot) == std::string::npos) {
        if (!out.empty()) out += l == language::en ? ", " : " ";
        out += p.spot;
    }
    return out;
}

std::string state_text(const community& c, const case_file& f, language l) {
    std::string key = "state." + std::string(name_of(f.state));
    if (f.state == state::closed) key += "." + std::string(name_of(f.outcome));
    const auto owner = f.owner_name.empty() ? c.texts.say(l, "state.somebody") : f.owner_name;
    return c.texts.say(l, key, {{"name", owner}, {"what", f.waiting_for}});
}

std::string category_text(const community& c, std::string_view subcategory, language l) {
    const auto* sub = c.taxonomy.find(subcategory);
    return sub ? sub->name.in(l) : std::string();
}

std::string department_text(const community& c, std::string_view id, language l) {
    const auto* d = c.taxonomy.find_department(id);
    return d ? d->name.in(l) : c.texts.say(l, "department.any");
}

std::string source_text(const community& c, const case_file& f) {
    const auto key = "source." + f.intake.channel;
    return c.texts.has(c.language, key) ? c.texts.say(c.language, key) : f.intake.channel;
}

std::string nameless(const case_file& f, std::string words) {
    constexpr std::size_t least = 3;  // bytes of a name: one Chinese character, three letters
    const auto national = f.phone.starts_with("+86") ? f.phone.substr(3) : std::string();
    for (const auto& what : {f.name, f.intake.reporter_name, f.phone, f.intake.phone, national}) {
        if (what.size() < least) continue;
        for (auto at = words.find(what); at != std::string::npos; at = words.find(what, at + 3))
            words.replace(at, what.size(), "***");
    }
    return words;
}

std::string shown_words(const case_file& f, std::string words) {
    if (f.intake.words_withheld) return "***";
    return f.intake.confidential ? nameless(f, std::move(words)) : words;
}

std::string resident_name(const community& c, const case_file& f) {
    return f.name.empty() || f.intake.confidential ? c.texts.say(c.language, "state.resident") : f.name;
}

std::string slot_text(const community& c, const slot& s, instant now) {
    return c.calendar.when(s.from, now) + "–" + c.calendar.clock(s.to);
}

std::string phone_text(const community& c, const case_file& f) {
    return f.phone.empty() ? c.texts.say(c.language, "group.no_phone") : f.phone;
}

std::string call_key(const case_file& f, std::string_view key) {
    const bool reached = !f.phone.empty() || f.intake.reporter != person_id::nobody;
    return std::string(key) + (reached ? "" : "_in_person");
}

std::string quoted(std::string_view said, std::size_t max_bytes) {
    const auto words = softened(said);
    std::string out;
    out.reserve(std::min(words.size(), max_bytes) + 8);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (out.size() >= max_bytes && (static_cast<unsigned char>(words[i]) & 0xC0) != 0x80) {
            out += "…";
            break;
        }
        out += words[i] == '\n' ? ' ' : words[i];
    }
    // A line that begins with a slash could be taken for a command by a platform or a reader.
    const auto first = out.find_first_not_of(' ');
    if (first != std::string::npos && (out[first] == '/' || out.compare(first, 3, "／") == 0)) out.insert(first, "»");
    // A mention would ring somebody's phone: the sign stays, the platform no longer sees a name.
    for (std::size_t at = out.find('@'); at != std::string::npos; at = out.find('@', at + 4)) out.replace(at, 1, "＠");
    return out;
}

}  // namespace linli
