// From the configuration and the data files to the `community` that turns know.
#pragma once

#include <functional>
#include <memory>

#include "dialogs/community.hpp"
#include "dialogs/result.hpp"
#include "gateway/config/config.hpp"
#include "gateway/config/problems.hpp"
#include "storage/store.hpp"

namespace linli::gateway {

// Who is behind the addresses of the configuration: at start the store makes whom it does not know;
// a reload may only find.
struct person_lookup {
    std::function<std::optional<person_id>(const storage::address&)> find;
    std::function<void(person_id, const storage::address&)> bind;
};
person_lookup making_persons(storage::store& store);

// The offsets of the time zone from a year ago to ten years ahead are taken at `now`.
result<std::shared_ptr<const community>, problems> build_community(const config& c, const person_lookup& who,
                                                                   instant now);

// The data alone, for commands that open no store: no room, no members.
result<std::shared_ptr<const community>, problems> build_without_people(const config& c, instant now);

}  // namespace linli::gateway
