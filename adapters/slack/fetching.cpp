#include "adapters/slack/fetching.hpp"

#include <algorithm>

#include "adapters/fetching.hpp"
#include "adapters/slack/calls.hpp"
#include "adapters/slack/messages.hpp"
#include "adapters/slack/text.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::size_t redirects_max = 3;
constexpr std::size_t toast_max = 500;  // bytes; nobody reads more of it

http_call download(const settings& app, const std::string& path) {
    return download_call(app.files_url + path, {authorization(app)});
}

bool redirects(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

// Without the right to read files Slack answers 200 with its login page.
bool is_login_page(const http_reply& reply, const media_handle& what) {
    const auto type = reply.find("Content-Type");
    return type.starts_with("text/html") && what.name.find(".htm") == std::string::npos;
}

step fetched(const settings& app, const job& what, const http_reply& reply, std::size_t requests) {
    if (reply.status == 200) {
        if (is_login_page(reply, what.media))
            return ended_as(end::misconfigured, "Slack shows its login page: the app needs files:read");
        return downloaded(reply);
    }
    if (redirects(reply.status)) {
        const auto path = file_path(reply.find("Location"), app);
        if (path.empty() || requests > redirects_max) return ended_as(end::rejected, "the file is at another host");
        return download(app, path);
    }
    if (reply.status == 404 || reply.status == 410) return ended_as(end::rejected, "gone");
    return failed(app, reply, true);
}

// Where files.info says the file is; a verdict when it does not.
step asked(const settings& app, const http_reply& reply) {
    const auto answer = read_answer(reply);
    if (!answer || !succeeded(reply)) {
        auto v = failed(app, reply, true);
        if (error_of(reply) == "file_not_found" || error_of(reply) == "file_deleted") v.how = end::rejected;
        return v;
    }
    const auto file = object_at(*answer, "file");
    auto address = file ? text_at(*file, "url_private_download") : std::string_view();
    if (address.empty() && file) address = text_at(*file, "url_private");
    const auto path = file_path(address, app);
    if (path.empty()) return ended_as(end::rejected, "the file is at another host");
    return download(app, path);
}

}  // namespace

step next_of_fetch(const settings& app, const job& what, const std::vector<http_reply>& replies) {
    if (what.media.size > static_cast<std::int64_t>(file_max)) return ended_as(end::rejected, "file is too big");
    const std::string_view handle = what.media.handle;
    const bool ask = handle.starts_with(ask_first);
    if (replies.empty()) {
        if (ask) return api_call(app, "files.info", {{"file", std::string(handle.substr(ask_first.size()))}});
        if (!handle.starts_with('/')) return ended_as(end::rejected, "not a file of Slack");
        return download(app, what.media.handle);
    }
    if (ask && replies.size() == 1) return asked(app, replies[0]);
    return fetched(app, what, replies.back(), replies.size());
}

step next_of_tap(const settings& app, const job& what, const std::vector<http_reply>& replies) {
    std::string_view rest = what.tap_id;
    const auto word = [&rest] {
        const auto space = std::min(rest.find(' '), rest.size());
        const auto out = rest.substr(0, space);
        rest.remove_prefix(std::min(space + 1, rest.size()));
        return out;
    };
    const auto channel = word();
    const auto user = word();
    const auto thread = word();
    const auto& toast = what.message.text;
    if (!replies.empty() || toast.empty() || user.empty()) {
        if (replies.empty() || succeeded(replies[0])) return verdict{};
        return failed(app, replies[0]);
    }
    const auto end = prefix_within(toast, toast_max);
    form_fields form{{"channel", std::string(channel)},
                     {"user", std::string(user)},
                     {"text", repaired_utf8(mrkdwn(std::string_view(toast).substr(0, end)))}};
    if (!thread.empty()) form.emplace_back("thread_ts", thread);
    return api_call(app, "chat.postEphemeral", form);
}

}  // namespace linli::adapters::slack
