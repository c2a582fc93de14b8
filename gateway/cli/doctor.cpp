#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/verdicts.hpp"
#include "gateway/channel_builder.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/doctor/examination.hpp"
#include "gateway/exit_codes.hpp"

namespace linli::gateway::cli {
namespace {

using doctor::check;
using doctor::state;

// No adapter puts a secret into a finding; whatever a platform answers with passes here all the same.
void without_secrets_of(const config& c, doctor::report& all) {
    std::vector<std::string_view> secrets;
    for (const auto& one : c.channels)
        for (const auto key : adapters::find_channel_type(one.table.type)->secrets)
            if (const auto value = one.table.get(key); !value.empty()) secrets.push_back(value);
    for (auto& line : all) {
        line.what = adapters::without_secrets(line.what, secrets);
        line.remedy = adapters::without_secrets(line.remedy, secrets);
    }
}

void print_json(const doctor::report& all, bool good) {
    auto checks = nlohmann::ordered_json::array();
    for (const auto& c : all)
        checks.push_back({{"subject", c.subject},
                          {"aspect", c.aspect},
                          {"state", name_of(c.how)},
                          {"what", c.what},
                          {"do", c.remedy}});
    const nlohmann::ordered_json whole{{"good", good}, {"checks", checks}};
    std::puts(whole.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void print_lines(const doctor::report& all) {
    for (const auto& c : all) {
        const auto mark = c.how == state::good ? "ok   " : c.how == state::wrong ? "WRONG" : "-    ";
        fmt::print("{} {:<16} {:<12} {}{}\n", mark, c.subject, c.aspect, c.what,
                   c.remedy.empty() ? "" : ". " + c.remedy);
    }
}

}  // namespace

int examine(const common& o, bool json) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    channels known;
    build_channels(*settings, known);
    auto all = doctor::examine(*settings, known);
    without_secrets_of(*settings, all);
    const auto wrong = std::ranges::count(all, state::wrong, &check::how);
    if (json)
        print_json(all, wrong == 0);
    else
        print_lines(all);
    if (!json) complain(wrong == 0 ? "nothing is wrong" : fmt::format("{} checks are wrong", wrong));
    return wrong == 0 ? exit_code::good : exit_code::failed;
}

}  // namespace linli::gateway::cli
