#include "dialogs/community.hpp"

#include <algorithm>

namespace linli {

bool community::is_room(person_id id) const {
    return id != person_id::nobody &&
           (id == room || std::any_of(department_rooms.begin(), department_rooms.end(),
                                      [&](const department_room& d) { return d.room == id; }));
}

person_id community::room_of(std::string_view department) const {
    const auto own = std::find_if(department_rooms.begin(), department_rooms.end(),
                                  [&](const department_room& d) { return d.department == department; });
    return own == department_rooms.end() ? room : own->room;
}

}  // namespace linli
