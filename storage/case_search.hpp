// Full text of the cases that were mended, written in the commit that changes them.
//
// A case gets its row when it is resolved, and a new one when words are added to it after that; one that
// is under way has none, since nobody can learn from it yet: most turns cost nothing. What it holds is
// free of the resident's name and numbers, so that forgetting finds nothing to remove, and looks all the
// same. Of a complaint of a colleague it holds the kind and the place, and none of the words. Thread: the writer's;
// `write` and `forgot` inside a commit. Throws store_error.
#pragma once

#include <string>
#include <vector>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class case_search {
public:
    case_search(connection& db, const key_ring& keys);

    // The cases of these changes whose text changed; call when their entries are written.
    void write(const batch_changes& changes);
    // Codes, most fitting first: all the words in that place, then elsewhere, the newest first; then the
    // same kind of matter; then those with most of the words. Bounded, however many cases there are.
    std::vector<case_code> find(const lookup& what, std::size_t most);
    // After a person's cases were rewritten: their rows as well, and no trace of the old ones stays.
    void forgot(const std::vector<case_code>& cases);
    // Makes every row anew where an earlier release made them in another way, or not at all.
    void fill();

private:
    struct row {
        std::string kind, place, wrong, done;
        bool operator==(const row&) const = default;
    };
    row row_of(const case_file& f);
    void put(const case_file& f);
    std::vector<case_code> newest(const std::string& expression, std::size_t most);
    std::vector<case_code> holding_some(const std::vector<std::string>& terms);

    connection& db_;
    const key_ring& keys_;
    statement log_, case_, old_, drop_, put_, newest_;
};

}  // namespace linli::storage
