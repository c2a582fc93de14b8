// Files to Slack in three steps: an address is asked for, the bytes go there, the upload is completed
// into a channel (files.getUploadURLExternal).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

// The photos of one message, one after the other.
class uploads {
public:
    uploads(const settings& app, const job& what);

    bool over() const { return at_ == bytes_.size() && (completed_ || files_.empty()); }
    // The next request; `thread` may be empty.
    http_call call(std::string_view channel, std::string_view thread) const;
    // False when the answer is no success.
    bool feed(const http_reply& reply);
    const std::vector<std::string>& files() const { return files_; }  // ids, once completed

private:
    const settings& app_;
    std::vector<std::string_view> bytes_;
    std::vector<std::string> files_;
    std::string path_;  // where the bytes of the present one go
    std::size_t at_ = 0;
    bool completed_ = false;
};

}  // namespace linli::adapters::slack
