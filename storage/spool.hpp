// Bytes that were received and are not worked up yet: on the disk before they are acknowledged.
//
//   <data>/spool/<32 hex digits>   whole
//   <data>/spool/partial/          being written
//
// A name is random and given by `put`; any other text names nothing (`not_found`). What nobody
// fetched is swept by age. Blocking; any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/disk.hpp"

namespace linli::storage {

class spool {
public:
    static constexpr std::size_t bytes_max = 64 * 1024 * 1024;  // as much as a stored file has

    explicit spool(std::filesystem::path data_dir,
                   std::unique_ptr<disk_calls> os = std::make_unique<disk_calls>());

    // The name. On the disk for good when this returns.
    result<std::string, disk_error> put(bytes_view content) const;
    result<bytes, disk_error> read(std::string_view name) const;

    // Everything that is whole, oldest first.
    result<std::vector<directory_entry>, disk_error> list() const;
    result<done, disk_error> remove(std::string_view name) const;

    // Removes what was written before that time, half-written pieces included; how many.
    result<std::size_t, disk_error> sweep_old(instant before) const;

private:
    std::filesystem::path folder_;
    std::unique_ptr<disk_calls> os_;
};

}  // namespace linli::storage
