// The buildings and entrances that residents name, learned where nobody described them.
//
// Each filed complaint that a resident confirmed counts once for its place; the summary stands in the
// state of the staff room (staff_room.hpp), and is written by an event that the filing turn posts
// there. It is bounded: `times_most` for each name, `heard_most` names; after that nothing is posted,
// and in an estate of more names than that no name counts as new.
#pragma once

#include <string>
#include <string_view>

#include "dialogs/staff_room.hpp"
#include "dialogs/work.hpp"

namespace linli {

// Counts `p` as heard, by a post to the staff room, unless the summary has enough of it.
void hear_place(work& w, const place& p);
// The turn of that post, in the staff room.
void learn_place(work& w, std::string_view heard);

// The building of `p`, or its entrance, where it is new and hardly any new one is expected.
misfit sounds_new(const office& o, const place& p);

}  // namespace linli
