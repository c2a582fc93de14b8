// Who may see a stored photo or file: the people it was shown to or who sent it, and, once it
// belongs to a case, its reporter and whoever may see cases. Thread: the writer's; inside a commit.
#pragma once

#include <string>
#include <vector>

#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class photo_rights {
public:
    explicit photo_rights(connection& db);

    // Everything in these changes that shows a photo to somebody.
    void write(const batch_changes& changes);
    void put(person_id who, const std::vector<attachment>& all);
    void put(person_id who, const std::vector<photo>& all);
    // Gives the hashes that nobody may see any more: their bytes can be deleted.
    std::vector<std::string> forget(person_id who);

private:
    void put(person_id who, const std::string& hash);
    void put_entry(const batch_changes& changes, const case_entry& e);

    connection& db_;
    statement put_, reporter_;
};

inline constexpr person_id case_viewers = person_id::nobody;

}  // namespace linli::storage
