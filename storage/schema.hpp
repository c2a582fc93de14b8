// Brings a database to the schema of this release: numbered files of schema/, each in one
// transaction, each remembered with its checksum.
#pragma once

#include <span>
#include <string>

#include "dialogs/embedded.hpp"
#include "storage/sqlite.hpp"

namespace linli::storage {

std::span<const embedded_file> schema_files();  // made by CMake from schema/*.sql

// How far a database is. `number` 0: nothing is in it.
int schema_number(connection& db);

// "" when the database is empty, or of this release or an earlier one; else a sentence for people.
std::string schema_mismatch(connection& db, std::span<const embedded_file> files);

// "" when the database is, after this call, exactly of this release; else a sentence for people
// that says why not. Nothing is changed then, but for migrations that had succeeded before the one
// that failed.
std::string migrate(connection& db, std::span<const embedded_file> files);

// The same question without changing anything, for those who only read.
std::string check_schema(connection& db, std::span<const embedded_file> files);

}  // namespace linli::storage
