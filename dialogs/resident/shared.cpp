// What all parts of a resident's talk share.
#include <algorithm>

#include "dialogs/resident/resident.hpp"

namespace linli::resident {

bool has_sign(const reading& r, std::string_view id) { return std::ranges::find(r.signs, id) != r.signs.end(); }

std::vector<const case_file*> own_cases(const work& w, bool open_only) {
    std::vector<const case_file*> out;
    for (auto it = w.self.cases.rbegin(); it != w.self.cases.rend(); ++it)
        if (const auto* f = w.find(it->code); f && (!open_only || is_running(f->state))) out.push_back(f);
    return out;
}

std::vector<std::string> labels(const work& w, std::initializer_list<std::string_view> keys) {
    std::vector<std::string> out;
    for (auto key : keys) out.push_back(w.text(key));
    return out;
}

case_entry by_resident(const work& w, action what, std::string text) {
    case_entry e;
    e.what = what;
    e.actor = w.self.id;
    e.actor_name = w.self.name;
    e.actor_role = role::resident;
    e.text = std::move(text);
    return e;
}

}  // namespace linli::resident
