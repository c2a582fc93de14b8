#include "adapters/telegram/fetching.hpp"

#include "adapters/json_read.hpp"
#include "adapters/telegram/calls.hpp"
#include "adapters/urlencoded.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::size_t file_max = 20 << 20;  // the cloud API gives out no larger file
constexpr std::size_t toast_max = 200;      // characters of answerCallbackQuery's text
constexpr int download_s = 120;             // 20 MB over a slow line

verdict too_big() { return ended_as(end::rejected, "file is too big"); }

// The path comes from Telegram, but it becomes part of an address of ours: its segments only.
std::string path_escaped(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const auto stop = std::min(path.find('/'), path.size());
        const auto segment = path.substr(0, stop);
        if (segment.empty() || segment == "." || segment == "..") return {};
        if (!out.empty()) out += '/';
        out += percent_encoded(segment);
        path.remove_prefix(std::min(stop + 1, path.size()));
    }
    return out;
}

step download(const settings& bot, const http_reply& reply) {
    const auto answer = read_answer(reply);
    if (reply.status == 0 || !answer || !answer->ok) return failed(bot, reply);
    const auto body = parse_json(reply.body);
    const auto file = body ? object_at(*body, "result") : std::nullopt;
    if (file && number_at(*file, "file_size") > static_cast<std::int64_t>(file_max)) return too_big();
    const auto path = file ? path_escaped(text_at(*file, "file_path")) : "";
    if (path.empty()) return ended_as(end::rejected, "no file_path");
    http_call call;
    call.method = "GET";
    call.url = bot.api_url + "/file/bot" + bot.token + "/" + path;
    call.timeout_s = download_s;
    call.body_limit = file_max;
    call.to_disk = true;
    return call;
}

verdict downloaded(const settings& bot, const http_reply& reply) {
    if (reply.status == 200) {
        verdict v;
        v.content_type = reply.find("Content-Type");
        return v;
    }
    auto v = failed(bot, reply);
    // The address is good for an hour; a stale one is asked for anew in the next attempt.
    if (reply.status == 404) v.how = end::retry;
    return v;
}

}  // namespace

step next_of_fetch(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    if (replies.size() == 1) return download(bot, replies[0]);
    if (replies.size() >= 2) return downloaded(bot, replies[1]);
    if (what.media.size > static_cast<std::int64_t>(file_max)) return too_big();
    std::string body;
    json_writer(body).begin('{').key("file_id").text(what.media.handle).end('}');
    return api_call(bot, "getFile", std::move(body));
}

step next_of_tap(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    if (!replies.empty()) {
        const auto answer = replies[0].status ? read_answer(replies[0]) : std::nullopt;
        if (answer && (answer->ok || answer->description.find("query is too old") != std::string::npos ||
                       answer->description.find("query ID is invalid") != std::string::npos))
            return verdict{};
        return failed(bot, replies[0]);
    }
    std::string_view toast = what.message.text;
    std::size_t at = 0;
    for (std::size_t n = 0; at < toast.size() && n < toast_max; ++n) at += read_utf8(toast, at).size;
    std::string body;
    json_writer out(body);
    out.begin('{').key("callback_query_id").text(what.tap_id);
    if (!toast.empty()) out.key("text").text(toast.substr(0, at));
    out.end('}');
    return api_call(bot, "answerCallbackQuery", std::move(body));
}

}  // namespace linli::adapters::telegram
