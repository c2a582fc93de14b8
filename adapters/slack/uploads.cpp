#include "adapters/slack/uploads.hpp"

#include "adapters/json_write.hpp"
#include "adapters/slack/calls.hpp"
#include "adapters/slack/messages.hpp"

namespace linli::adapters::slack {

namespace {

constexpr int upload_s = 120;  // ten megabytes over a slow line

std::string file_name(std::size_t number) { return "photo-" + std::to_string(number + 1) + ".jpg"; }

}  // namespace

uploads::uploads(const settings& app, const job& what) : app_(app) {
    for (const auto& bytes : what.photos)
        if (!bytes.empty()) bytes_.push_back(bytes);  // one that could not be loaded falls away
}

http_call uploads::call(std::string_view channel, std::string_view thread) const {
    if (!path_.empty()) {
        http_call call;  // the address itself is the permission: no token
        call.url = app_.files_url + path_;
        call.headers = {{"Content-Type", "image/jpeg"}};
        call.body = bytes_[at_];
        call.timeout_s = upload_s;
        return call;
    }
    if (at_ < bytes_.size())
        return api_call(app_, "files.getUploadURLExternal",
                        {{"filename", file_name(at_)}, {"length", std::to_string(bytes_[at_].size())}});
    std::string list;
    json_writer out(list);
    out.begin('[');
    for (std::size_t i = 0; i < files_.size(); ++i)
        out.begin('{').key("id").text(files_[i]).key("title").text(file_name(i)).end('}');
    out.end(']');
    form_fields form{{"files", std::move(list)}, {"channel_id", std::string(channel)}};
    if (!thread.empty()) form.emplace_back("thread_ts", thread);
    return api_call(app_, "files.completeUploadExternal", form);
}

bool uploads::feed(const http_reply& reply) {
    if (!path_.empty()) {
        if (reply.status / 100 != 2) return false;
        path_.clear();
        ++at_;
        return true;
    }
    const auto answer = read_answer(reply);
    if (!answer || !succeeded(reply)) return false;
    if (at_ == bytes_.size()) return completed_ = true;
    path_ = file_path(text_at(*answer, "upload_url"), app_);
    const auto id = text_at(*answer, "file_id");
    if (path_.empty() || !id.starts_with('F')) {
        path_.clear();
        return false;
    }
    files_.emplace_back(id);
    return true;
}

}  // namespace linli::adapters::slack
