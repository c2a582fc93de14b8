#include "gateway/health.hpp"

#include <algorithm>
#include <filesystem>

#include "gateway/services.hpp"

namespace linli::gateway {

namespace net = boost::asio;

awaitable<reply> livez(services&, exchange&) { co_return plain(200, "alive"); }

namespace {

// So little is left that the next commits may fail: a twentieth of the disk, and of a large one a gigabyte.
bool almost_full(const std::filesystem::path& folder) {
    constexpr std::uintmax_t plenty = 1'000'000'000;  // bytes
    std::error_code unknown;
    const auto disk = std::filesystem::space(folder, unknown);
    return !unknown && disk.available < std::min(disk.capacity / 20, plenty);
}

}  // namespace

std::string not_ready(const services& s) {
    std::string reasons;
    if (s.health.draining) reasons += "draining\n";
    if (!s.health.store_well || !s.loop.ready()) reasons += "the store cannot commit\n";
    if (almost_full(s.settings.data_dir)) reasons += "the disk is almost full\n";
    return reasons;
}

awaitable<reply> readyz(services& s, exchange&) {
    auto reasons = not_ready(s);
    const int status = reasons.empty() ? 200 : 503;
    if (reasons.empty()) reasons = "ready\n";
    for (const auto& c : s.known.all())
        if (const auto trouble = s.known.trouble(c->name); !trouble.empty())
            reasons += "channel " + c->name + ": " + trouble + "\n";
    co_return plain(status, std::string_view(reasons).substr(0, reasons.size() - 1));
}

awaitable<reply> metrics(services& s, exchange&) {
    const auto now = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
    const auto drafts_end_by = now + s.now_serving->timing.draft_keep;
    auto look = [drafts_end_by](storage::reader& r) {
        return stored_figures{r.count(), r.active_talks(drafts_end_by)};
    };
    const auto stored = co_await s.ask.ask(std::move(look));
    reply r;
    r.content_type = "text/plain; version=0.0.4; charset=utf-8";
    r.body = s.metrics_text(stored);
    co_return r;
}

}  // namespace linli::gateway
