// The generator's result as one line of JSON, for bench.py.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/bench/generator.hpp"

namespace linli::bench {
namespace {

nlohmann::ordered_json spread(std::vector<std::uint32_t> us) {
    if (us.empty()) return nullptr;
    std::sort(us.begin(), us.end());
    auto ms = [&](double share) {
        const auto at = static_cast<std::size_t>(share * static_cast<double>(us.size() - 1) + 0.5);
        return static_cast<double>(us[at]) / 1000.0;
    };
    return {{"p50", ms(0.5)}, {"p99", ms(0.99)}, {"p99.9", ms(0.999)}, {"max", ms(1)}, {"n", us.size()}};
}

}  // namespace

std::string generator::report() const {
    std::uint64_t live = moved_out_, talks = dialogues_;
    for (const auto& t : turns_) {
        live += t.who.talks > 0 || t.who.answers > 0 || t.who.stage > 0;
        talks += t.who.talks;
    }
    const double s = options_.measured_s;
    nlohmann::ordered_json j{
        {"script", options_.script},
        {"in_flight", options_.rate > 0 ? 0 : options_.in_flight},
        {"offered_rate", options_.rate},
        {"api_delay_ms", options_.api_delay_ms},
        {"measured_s", s},
        {"turns", tally_.turns},
        {"turns_per_s", static_cast<double>(tally_.turns) / s},
        {"ack_ms", spread(tally_.ack_us)},
        {"reply_ms", spread(tally_.reply_us)},
        {"server_cpu_s", server_cpu_s_},
        {"server_cores", server_cpu_s_ / s},
        {"generator_cores", own_cpu_s_ / s},
        {"cpu_s_per_1000", tally_.turns ? 1000 * server_cpu_s_ / static_cast<double>(tally_.turns) : 0},
        {"residents_live", live},
        {"dialogues_ended", talks},
        {"updates", tally_.updates},
        {"acked", tally_.acked},
        {"replays", tally_.replays},
        {"replies", tally_.replies},
        {"other_sends", tally_.other_sends},
        {"api_calls", tally_.calls},
        {"errors",
         {{"http", tally_.http_errors},
          {"wrong", tally_.wrong},
          {"duplicate", tally_.duplicate},
          {"lost", tally_.lost},
          {"late", tally_.late}}},
    };
    if (!tally_.first_wrong.empty()) j["first_wrong"] = tally_.first_wrong;
    if (tally_.first_status != 0) j["first_status"] = tally_.first_status;
    return j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace linli::bench
