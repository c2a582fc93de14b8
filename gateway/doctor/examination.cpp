#include "gateway/doctor/examination.hpp"

#include <fmt/format.h>

#include "gateway/case_json.hpp"
#include "gateway/doctor/words.hpp"
#include "gateway/log.hpp"
#include "gateway/web/sessions.hpp"

namespace linli::gateway::doctor {
namespace {

// Signatures of platforms are good for five minutes, and a clock that is off drifts on.
constexpr std::chrono::seconds clock_slack{60};

std::string ago(instant then, instant now) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(now - then).count();
    if (minutes < 1) return "just now";
    if (minutes < 120) return fmt::format("{} min ago", minutes);
    if (minutes < 48 * 60) return fmt::format("{} h ago", minutes / 60);
    return fmt::format("{} days ago", minutes / (24 * 60));
}

check last(const std::string& subject, std::string_view aspect, std::optional<instant> when, instant now,
           std::string_view none, std::string_view remedy) {
    if (when) return {subject, std::string(aspect), state::good, utc_text(*when) + ", " + ago(*when, now), ""};
    return {subject, std::string(aspect), state::unsaid, std::string(none), std::string(remedy)};
}

void look_at_clock(report& to, const std::string& subject, std::chrono::seconds ahead) {
    const auto off = std::chrono::abs(ahead);
    if (off <= clock_slack) {
        to.push_back({subject, "clock", state::good, fmt::format("{} s apart from the platform's", off.count()), ""});
        return;
    }
    to.push_back({subject, "clock", state::wrong,
                  fmt::format("this machine's clock is {} minutes {} the platform's", (off.count() + 30) / 60,
                              ahead.count() > 0 ? "ahead of" : "behind"),
                  "switch time synchronisation on (timedatectl set-ntp true); signatures are refused meanwhile"});
}

}  // namespace

void look_at_channels(report& to, const config& c, const channels& known, const answers& told, const running& serve,
                      storage::tracing* record, instant now) {
    for (const auto& settings : c.channels) {
        const auto& name = settings.table.name;
        const auto subject = "channel " + name;
        const auto* one = known.find(name);
        const bool hosted = one && one->adapter->can().hosted;
        if (hosted) to.push_back({subject, "account", state::good, "served by Linli itself", ""});
        if (const auto asked = told.channels.find(name); asked != told.channels.end()) {
            for (const auto& f : asked->second.findings) {
                to.push_back(worded(settings, f));
                to.back().what = masked_digits(to.back().what);
            }
            if (asked->second.ahead) look_at_clock(to, subject, *asked->second.ahead);
        }
        if (const auto t = serve.troubles.find(name); t != serve.troubles.end())
            to.push_back({subject, "serve", state::wrong, "the running `linli serve` says: " + masked_digits(t->second),
                          "it tries again by itself; what is wrong above must be mended first"});
        if (!record) continue;
        to.push_back(last(subject, "last inbound", record->last_heard(name), now, "nothing was ever received",
                          hosted ? "" : "write to it, and look again"));
        to.push_back(
            last(subject, "last sent", record->last_sent(name), now, "nothing was sent in the last 14 days", ""));
    }
}

report examine(const config& c, const channels& known) {
    report all;
    all.push_back(
        {"configuration", "file", state::good, c.file.empty() ? "the embedded default" : c.file.string(), ""});
    look_at_disk(all, c);
    const auto record = look_at_database(all, c, now());
    const auto serve = look_at_serve(all, c);
    const auto told = ask_everybody(c, known);
    look_at_address(all, c, told.own, serve.here);
    look_at_channels(all, c, known, told, serve, record.get(), now());
    return all;
}

}  // namespace linli::gateway::doctor
