// Several photos that staff send at once arrive one by one, and only the first of them has the words.
#include <algorithm>

#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

constexpr span_of_time comes_in = std::chrono::minutes{1};  // slow uploads; a platform makes a new id for the next
constexpr std::size_t albums_max = 20;

}  // namespace

void remember_album(work& w, const said& s, case_code about, bool internal) {
    if (s.album.empty() || !w.c.is_room(w.e.room)) return;
    auto& all = w.office().albums;
    std::erase_if(all, [&](const open_album& a) { return a.until < w.now() || a.id == s.album; });
    if (all.size() >= albums_max) all.erase(all.begin());
    all.push_back({s.album, w.e.sender, about, internal, w.now() + comes_in});
}

bool goes_on(work& w, const said& s) {
    if (s.album.empty() || !s.text.empty() || s.edited || s.forwarded) return false;
    const auto& all = w.read_office().albums;
    const auto mine = std::find_if(all.begin(), all.end(), [&](const open_album& a) {
        return a.id == s.album && a.by == w.e.sender && a.until >= w.now();
    });
    if (mine == all.end()) return false;
    const auto first = *mine;
    fetch_all(w, s, first.about, first.internal);
    return true;
}

}  // namespace linli::staff
