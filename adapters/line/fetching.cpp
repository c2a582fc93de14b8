#include "adapters/line/fetching.hpp"

#include "adapters/fetching.hpp"
#include "adapters/line/calls.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::line {

namespace {

constexpr span_of_time preparing = std::chrono::seconds{5};

bool is_id(std::string_view text) { return text.size() <= 40 && all_digits(text); }

}  // namespace

step next_of_fetch(const settings& bot, const job& what, const std::vector<http_reply>& replies) {
    const auto& handle = what.media.handle;
    const bool ours = is_id(handle);
    if (what.media.size > static_cast<std::int64_t>(file_max)) return ended_as(end::rejected, "file is too big");
    if (replies.empty()) {
        if (!ours && !handle.starts_with("https://")) return ended_as(end::rejected, "not an address of a content");
        if (!ours) return download_call(handle);
        return download_call(bot.data_url + "/v2/bot/message/" + handle + "/content", {authorization(bot)});
    }
    const auto& reply = replies[0];
    if (reply.status == 200) return downloaded(reply);
    if (reply.status == 202) {
        auto v = ended_as(end::retry, "LINE is still preparing it");
        v.after = preparing;
        return v;
    }
    if (reply.status == 404 || reply.status == 410) return ended_as(end::rejected, "gone");
    if (reply.status / 100 == 3) return ended_as(end::rejected, "the content is at another host");
    if (!ours && reply.status / 100 == 4) return ended_as(end::rejected, "HTTP " + std::to_string(reply.status));
    return failed(bot, reply);
}

}  // namespace linli::adapters::line
