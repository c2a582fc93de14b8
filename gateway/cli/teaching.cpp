// `linli classify --evaluate` and `--learn`: how well the reader reads, and how it learns from what staff
// have corrected.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "dialogs/ascii.hpp"
#include "dialogs/understanding/evaluation.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/data/data_files.hpp"
#include "gateway/data/read_file.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/web/sessions.hpp"

namespace linli::gateway::cli {
namespace {

constexpr std::size_t confusions_shown = 20;
constexpr std::size_t cases_read = 100'000;        // of the newest; a large community's ten years
constexpr std::size_t corrections_max = 64 << 20;  // bytes: a million lines
constexpr std::size_t long_number = 7;             // digits: a phone, a card; never needed to learn from

void print_row(std::string_view name, const figures& f) {
    fmt::print("{:<18}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8.1f}{:8d}\n", name,
               f.category.percent(), f.subcategory.percent(), f.among_four.percent(), f.sure.percent(),
               f.intent.percent(), f.place_fields.percent(), f.acted.percent(), f.noticed.percent(),
               f.alarmed.percent(), f.bothered.percent(), f.intent.of);
    std::fflush(stdout);
}

void print_details(const figures& all) {
    std::vector<std::pair<int, std::string>> worst;
    for (const auto& [pair, n] : all.confused)
        worst.push_back({n, fmt::format("{} read as {}", pair.first, pair.second)});
    std::sort(worst.rbegin(), worst.rend());
    fmt::print("\nConfused most often:\n");
    for (std::size_t i = 0; i < std::min(worst.size(), confusions_shown); ++i)
        fmt::print("{:6}  {}\n", worst[i].first, worst[i].second);
    fmt::print("\nDanger that was neither acted on nor asked about ({}):\n", all.missed.size());
    for (const auto& text : all.missed) fmt::print("  {}\n", text);
}

std::string without_numbers(std::string text) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_digit(text[end])) ++end;
        if (end - i >= long_number) std::fill(text.begin() + i, text.begin() + end, '0');
        i = std::max(end, i + 1);
    }
    for (auto& c : text)
        if (c == '\t' || c == '\n') c = ' ';
    return text;
}

// What staff have said instead, one line a case, for a person to read and to delete from.
int print_corrections(const config& settings) {
    const auto reads = open_reader(settings);
    if (!reads) return exit_code::failed;
    fmt::print(
        "# label\tdanger (0 1 ?)\tbuilding/unit/room or -\twords\n"
        "# Delete what teaches nothing or names somebody, then: linli classify --learn FILE\n");
    for (const auto& f : reads->cases(false, cases_read)) {
        const bool corrected = f.category != f.intake.category && !f.category.empty();
        if (!corrected || f.intake.words.empty()) continue;
        const auto level = f.intake.life_safety ? danger::certain : danger::none;
        fmt::print("{}\n", to_tsv({f.category, level, {}, without_numbers(f.intake.words.front())}));
    }
    return exit_code::good;
}

std::optional<corpus_batch> read_batch(const std::filesystem::path& path) {
    const auto bytes = read_file(path, corrections_max);
    if (!bytes) {
        complain(bytes.error());
        return std::nullopt;
    }
    auto batch = parse_batch(path.filename().string(), *bytes);
    if (!batch) {
        complain(fmt::format("{}:{}: {}", path.string(), batch.error().line, batch.error().what));
        return std::nullopt;
    }
    return *std::move(batch);
}

std::shared_ptr<const community> data_of(const config& settings) {
    auto built = build_without_people(settings, now());
    if (built) return *std::move(built);
    std::fputs(to_text(built.error()).c_str(), stderr);
    return nullptr;
}

// A label that the taxonomy does not know would become a kind that nobody handles.
bool labels_known(const taxonomy& t, const corpus_batch& batch) {
    for (const auto& line : batch.lines) {
        const bool intent = line.label.starts_with(intent_class);
        const auto id = intent ? line.label.substr(intent_class.size()) : line.label;
        const bool known = line.label == no_class || (intent ? std::any_of(t.intents.begin(), t.intents.end(),
                                                                           [&](const auto& i) { return i.id == id; })
                                                             : t.find(id) != nullptr);
        if (known) continue;
        complain(fmt::format("{}: \"{}\" is no category, no intent and not none", batch.name, line.label));
        return false;
    }
    return true;
}

}  // namespace

int evaluate(const common& o, const std::vector<std::string>& only) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto data = data_of(*settings);
    if (!data) return exit_code::configuration;
    const auto batches = embedded_corpus();
    const auto wanted = [&](const std::string& name) {
        return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
    };
    for (const auto& name : only)
        if (std::none_of(batches.begin(), batches.end(), [&](const auto& b) { return b.name == name; })) {
            complain("there is no batch " + name);
            return exit_code::usage;
        }
    fmt::print(
        "Each batch is read by models taught on the others. Percent.\n{:<18}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}"
        "{:>8}{:>8}{:>8}{:>8}{:>8}\n",
        "batch", "categ", "subcat", "in four", "sure", "intent", "place", "acted", "noticed", "alarmed", "asked",
        "lines");
    const evaluation exams(data->taxonomy, batches);
    figures all;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (!wanted(batches[i].name)) continue;
        const auto f = exams.exam(i);
        print_row(batches[i].name, f);
        all.add(f);
    }
    print_row("all", all);
    print_details(all);
    return exit_code::good;
}

int learn(const common& o, const std::string& file) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    if (file.empty()) return print_corrections(*settings);
    const auto data = data_of(*settings);
    if (!data) return exit_code::configuration;
    auto batch = read_batch(file);
    if (!batch || !labels_known(data->taxonomy, *batch)) return exit_code::failed;
    const auto learned = batch->lines.size();
    auto batches = embedded_corpus();
    batches.push_back(*std::move(batch));
    const auto bytes = evaluation(data->taxonomy, batches).models_of_all();
    const auto path = settings->data_dir / learned_model;
    const auto fresh = std::filesystem::path(path.string() + ".new");
    std::ofstream out(fresh, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code wrong;
    if (out) std::filesystem::rename(fresh, path, wrong);
    if (!out || wrong) {
        complain(path.string() + " cannot be written");
        return exit_code::failed;
    }
    fmt::print(stderr, "Learned from {} lines; {} takes effect with the next start or SIGHUP.\n", learned,
               path.string());
    return exit_code::good;
}

}  // namespace linli::gateway::cli
