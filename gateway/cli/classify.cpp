#include <cstdio>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dialogs/understanding/reader.hpp"
#include "dialogs/understanding/text.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/data/data_files.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/web/sessions.hpp"

namespace linli::gateway::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t characters_max = 4'000;  // as every message

ordered_json or_null(const std::string& text) { return text.empty() ? ordered_json() : ordered_json(text); }

// The intents that outsiders know: the taxonomy's and "complaint"; the bot's own words are none.
ordered_json intent_of(const taxonomy& t, const reading& r) {
    if (r.intent == "complaint") return r.intent;
    for (const auto& known : t.intents)
        if (known.id == r.intent) return r.intent;
    return nullptr;
}

ordered_json described(const taxonomy& t, const reading& r) {
    constexpr double least_confidence = 0.02;  // below it the message speaks of no complaint
    const bool danger = r.life_safety == danger::certain;
    double confidence = r.guesses.empty() ? 0.0 : static_cast<double>(r.guesses.front().confidence);
    std::string category;
    if (confidence >= least_confidence)
        category = r.guesses.front().category;
    else
        confidence = 0;
    if (danger && !r.danger_category.empty() && category != r.danger_category) {
        category = r.danger_category;
        confidence = 1.0;
    }
    const auto* kind = t.find(category);
    const auto priority = danger ? ordered_json(name_of(priority::p0))
                          : kind ? ordered_json(name_of(kind->priority))
                                 : ordered_json();
    return {
        {"category", or_null(category)},
        {"confidence", confidence},
        {"priority", priority},
        {"life_safety", danger},
        {"intent", intent_of(t, r)},
        {"place",
         {{"building", or_null(r.place.building)}, {"unit", or_null(r.place.unit)}, {"room", or_null(r.place.room)}}}};
}

void print_plain(const ordered_json& d, const std::string& text) {
    const auto word = [&](const char* key) {
        return d[key].is_string() ? d[key].get<std::string>() : std::string("-");
    };
    fmt::print("{:24} {:5.2f}  {:2}  {:9} {}\n", word("category"), d["confidence"].get<double>(), word("priority"),
               word("intent"), text);
}

}  // namespace

int classify(const common& o, bool json) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto built = build_without_people(*settings, now());
    if (!built) {
        std::fputs(to_text(built.error()).c_str(), stderr);
        return exit_code::configuration;
    }
    const auto& c = **built;
    const auto model = model_of(settings->data_dir);
    const linli::reader reads(c.taxonomy, model.bytes(), c.buildings);
    for (std::string line; std::getline(std::cin, line);) {
        bool cut = false;
        const auto text = clean(line, characters_max, cut);
        const auto d = described(c.taxonomy, text ? reads.read(*text, c.language) : reading{});
        if (json) {
            const auto out = d.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
            std::fwrite(out.data(), 1, out.size(), stdout);
        } else {
            print_plain(d, text ? *text : "");
        }
    }
    return exit_code::good;
}

}  // namespace linli::gateway::cli
