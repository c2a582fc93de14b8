// What a database file is, for those who ask before `serve` opens it. Nothing is created or changed, not even the
// files that SQLite keeps beside a database; a running `serve` is not disturbed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "dialogs/result.hpp"

namespace linli::storage {

struct database_look {
    enum class state : std::uint8_t { absent, empty, earlier, current };  // earlier: `serve` brings it up to date
    state how = state::absent;
    int schema = 0;
};

// Fails, with a sentence for people, where `serve` could not work with it: it is no database of Linli's, is of a newer
// release, cannot be read and written, or made, or its key is missing or another one.
result<database_look, std::string> look_at_database(const std::filesystem::path& database,
                                                    const std::filesystem::path& key_file);

// The part of it that needs no SQLite: "" or what is wrong with the file, or with the place for it.
std::string flaw_of_database_file(const std::filesystem::path& database);

}  // namespace linli::storage
