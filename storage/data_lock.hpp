// Keeps a second program off the same data: an exclusive lock on <folder>/linli.lock, held as long
// as this lives and let go by the kernel however the program ends.
#pragma once

#include <filesystem>
#include <string>

#include "dialogs/result.hpp"

namespace linli::storage {

struct not_locked {
    std::string why;    // a sentence for people
    bool held = false;  // by another program; else the folder itself cannot be used
};

class data_lock {
public:
    data_lock(data_lock&& other) noexcept;
    data_lock& operator=(data_lock&& other) noexcept;
    ~data_lock();

private:
    friend result<data_lock, not_locked> lock_data_folder(const std::filesystem::path& folder);
    explicit data_lock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

// Makes the folder (readable by its owner alone) where it is missing. Refuses a folder that another
// program holds, or that lies on a network file system, where neither locks nor SQLite's shared
// memory can be trusted.
result<data_lock, not_locked> lock_data_folder(const std::filesystem::path& folder);

// "" or why `lock_data_folder` would refuse it, in the same words; nothing is made, and whoever holds it is no flaw.
std::string flaw_of_data_folder(const std::filesystem::path& folder);

// Whether statfs's f_type is one of a network file system.
bool is_network(long type);

}  // namespace linli::storage
