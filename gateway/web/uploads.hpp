// Which browser sent which photo, so that nobody attaches a picture of somebody else by its hash.
//
//   <data>/uploads/<hex SHA-256 of subject|hash>   "<width> <height> <hash>\n"
//
// Written before the upload is answered, good for two days (by then a message was sent with it, or never
// will be). Swept an hour later, when every message that was sent with it is on disk; the photo of one that
// never was goes with it. Blocking; any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/message.hpp"
#include "dialogs/time.hpp"

namespace linli::gateway {

class uploads {
public:
    static constexpr std::chrono::hours kept{48};
    static constexpr std::chrono::hours swept{49};

    explicit uploads(const std::filesystem::path& data_dir);

    // False: the disk would not take it.
    bool add(std::string_view subject, const photo& p) const;
    std::optional<photo> find(std::string_view subject, std::string_view hash) const;
    // `last` is called for each photo that no later upload names any more, before the upload is forgotten:
    // should it throw, it is called again the next time.
    void sweep(instant now, const std::function<void(const std::string& hash)>& last) const;

private:
    std::filesystem::path file_of(std::string_view subject, std::string_view hash) const;

    std::filesystem::path folder_;
};

}  // namespace linli::gateway
