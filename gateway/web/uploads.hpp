// Which browser sent which photo, so that nobody attaches a picture of somebody else by its hash.
//
//   <data>/uploads/<hex SHA-256 of subject|hash>   "<width> <height>\n"
//
// Written before the upload is answered, swept after two days (then a message was sent with it, or never
// will be). Blocking; any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/message.hpp"

namespace linli::gateway {

class uploads {
public:
    static constexpr std::chrono::hours kept{48};

    explicit uploads(const std::filesystem::path& data_dir);

    // False: the disk would not take it.
    bool add(std::string_view subject, const photo& p) const;
    std::optional<photo> find(std::string_view subject, std::string_view hash) const;
    void sweep() const;

private:
    std::filesystem::path file_of(std::string_view subject, std::string_view hash) const;

    std::filesystem::path folder_;
};

}  // namespace linli::gateway
