// `linli`: reads the command line and hands over to one of the commands (gateway/cli/).
#include <algorithm>
#include <cstdio>
#include <cstring>

#include <CLI/CLI.hpp>

#include "gateway/cli/commands.hpp"
#include "gateway/config/problems.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/media/photo_child.hpp"
#include "gateway/version.hpp"

namespace {

namespace cli = linli::gateway::cli;
namespace exit_code = linli::gateway::exit_code;

constexpr const char* exit_codes =
    "Exit codes: 0 good, 1 failed or something was found, 2 wrong usage, 3 wrong configuration,\n"
    "4 no running `linli serve`, 5 another `linli serve` works on the same data.";

struct options {
    cli::common common;
    bool json = false, all = false, replay = false, messages = false, new_staff_link = false, words = false;
    std::vector<std::string> batches;
    std::string code, file, name = "resident", language;
    cli::dossier_file dossier;
};

CLI::App* add(CLI::App& top, options& o, const char* name, const char* what, const char* examples) {
    auto* command = top.add_subcommand(name, what);
    command->add_option("--config", o.common.config, "the configuration file (TOML); none: the embedded default");
    command->footer(std::string("Examples:\n") + examples + "\n\n" + exit_codes);
    return command;
}

void add_running(CLI::App& top, options& o, int& code) {
    auto* serve = add(top, o, "serve", "Serve the web chat, the staff room and every configured channel.",
                      "  linli serve\n  linli serve --config linli.toml");
    serve->add_flag("--new-staff-link", o.new_staff_link, "print a manager's sign-in link although there is a manager");
    serve->callback([&] { code = cli::serve(o.common, o.new_staff_link); });
    auto* chat = add(top, o, "chat", "Be a resident in the terminal, at a running `linli serve`.",
                     "  linli chat\n  linli chat --as ann --language en\n  echo 'lift stuck in tower B' | linli chat");
    chat->add_option("--as", o.name, "who: a-z, 0-9, _ and -; each is a resident of their own");
    chat->add_option("--language", o.language, "zh-CN or en")->check(CLI::IsMember({"zh-CN", "en"}));
    chat->callback([&] { code = cli::chat(o.common, o.name, o.language); });
    auto* retry = add(top, o, "retry", "Take the events again that were set aside because their turn failed.",
                      "  linli retry --config linli.toml");
    retry->callback([&] { code = cli::retry(o.common); });
}

void add_reading(CLI::App& top, options& o, int& code) {
    auto* check = add(top, o, "check", "Check the configuration and the data files; say what is wrong, and where.",
                      "  linli check --config linli.toml\n  linli check --replay");
    check->add_flag("--replay", o.replay, "also fold the log of every case and compare it with what is stored");
    check->callback([&] { code = cli::check(o.common, o.replay); });
    auto* classify = add(top, o, "classify", "Say what messages mean: one a line on standard input.",
                         "  echo '厨房水管爆了,3栋2单元1101' | linli classify --json\n"
                         "  linli classify --evaluate\n  linli classify --evaluate y-final.tsv\n"
                         "  linli classify --learn > corrections.tsv   # read it, then:\n"
                         "  linli classify --learn corrections.tsv");
    classify->add_flag("--json", o.json, "one JSON object a line");
    auto* evaluate = classify
                         ->add_option("--evaluate", o.batches,
                                      "how well messages of each batch (all, or those named) are read by "
                                      "models taught on all the others (minutes)")
                         ->expected(0, -1);
    auto* learn = classify
                      ->add_option("--learn", o.file,
                                   "without a file: what staff corrected, to be reviewed; "
                                   "with one: learn from it")
                      ->expected(0, 1);
    classify->callback([&, evaluate, learn] {
        std::erase(o.batches, "");  // how CLI11 says that none was named
        code = evaluate->count() > 0 ? cli::evaluate(o.common, o.batches)
               : learn->count() > 0  ? cli::learn(o.common, o.file)
                                     : cli::classify(o.common, o.json);
    });
    auto* cases = add(top, o, "cases", "List the open cases, the most pressing first.",
                      "  linli cases\n  linli cases --json | jq '.[].code'");
    cases->add_flag("--json", o.json, "an array of every case, closed ones too");
    cases->add_flag("--all", o.all, "closed ones too");
    cases->callback([&] { code = cli::cases(o.common, o.json, o.all); });
    auto* one = add(top, o, "case", "Show one case with its whole timeline.",
                    "  linli case CP-0412 --json\n  linli case CP-0412 --dossier CP-0412.html\n"
                    "  linli case CP-0412 --dossier - --photos link --language en > CP-0412.html");
    one->add_option("CODE", o.code, "such as CP-0412")->required();
    auto* json = one->add_flag("--json", o.json, "one JSON object");
    auto* file = one->add_option("--dossier", o.dossier.path,
                                 "write a page that prints well: a file, or - for "
                                 "standard output");
    one->add_option("--photos", o.dossier.photos,
                    "embed them (one file holds all), or link to gateway.public_url "
                    "for 30 days")
        ->check(CLI::IsMember({"embed", "link"}))
        ->needs(file);
    one->add_option("--language", o.dossier.language, "zh-CN or en")
        ->check(CLI::IsMember({"zh-CN", "en"}))
        ->needs(file);
    file->excludes(json);
    one->callback([&] { code = cli::show_case(o.common, o.code, o.json, o.dossier); });
    auto* doctor = add(top, o, "doctor",
                       "Check this machine, the database, our public address and every channel: what is wrong and what "
                       "to do.",
                       "  linli doctor --config linli.toml\n"
                       "  linli doctor --json | jq '.checks[] | select(.state == \"wrong\")'");
    doctor->add_flag("--json", o.json, "one JSON object: good, and checks with subject, aspect, state, what, do");
    doctor->callback([&] { code = cli::examine(o.common, o.json); });
    auto* trace = add(top, o, "trace",
                      "Show a message's whole life: what it changed, what was sent because of it, and "
                      "how each try ended.",
                      "  linli trace 412                # a message: `id` of `export`, \"message\" in the log\n"
                      "  linli trace CP-0412#2          # the second message of that case\n"
                      "  linli trace wamid.HBgM… --json # a platform's id, of theirs or of ours\n"
                      "  linli trace tg:5512            # the same on one channel, where ids are plain numbers\n"
                      "  linli trace 4294967301         # one message of ours, by its outbox number");
    trace->add_option("MESSAGE", o.code, "which; tries are kept for 14 days")->required();
    trace->add_flag("--json", o.json, "one JSON object");
    trace->add_flag("--words", o.words, "also what was written, numbers masked");
    trace->callback([&] { code = cli::trace(o.common, o.code, o.json, o.words); });
    auto* exporting = add(top, o, "export", "Write what was received, one JSON object a line.",
                          "  linli export --messages > messages.jsonl");
    exporting->add_flag("--messages", o.messages, "every inbound message")->required();
    exporting->callback([&] { code = cli::export_messages(o.common); });
}

// CLI11 would say only that a command is missing. Empty where the first word is one, or an option.
std::string told_of_command(const CLI::App& top, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return {};
    std::vector<std::string> names;
    for (const auto* command : top.get_subcommands({})) names.push_back(command->get_name());
    const std::string word = argv[1];
    if (std::ranges::find(names, word) != names.end()) return {};
    const auto likely = linli::gateway::meant(word, std::vector<std::string_view>(names.begin(), names.end()));
    return "there is no command \"" + word + "\"" + (likely.empty() ? "; `linli --help` lists them" : likely);
}

int run(int argc, char** argv) {
    CLI::App top{"Linli: a complaint chatbot and messaging gateway for residential communities."};
    top.set_version_flag("--version", std::string(linli::gateway::version));
    top.require_subcommand(1);
    top.footer(std::string("Examples:\n  linli serve\n  linli cases --json\n  linli COMMAND --help\n\n") + exit_codes);
    options o;
    int code = exit_code::good;
    add_running(top, o, code);
    add_reading(top, o, code);
    if (const auto wrong = told_of_command(top, argc, argv); !wrong.empty()) {
        cli::complain(wrong);
        return exit_code::usage;
    }
    try {
        top.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return top.exit(e) == 0 ? exit_code::good : exit_code::usage;
    }
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "photo-child") == 0) linli::media::run_photo_child();
    try {
        const int code = run(argc, argv);
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
        std::fputs("linli: what was asked for could not be written\n", stderr);
        return exit_code::failed;
    } catch (const std::exception& e) {  // a bug or a lost database
        std::fprintf(stderr, "linli: %s\n", e.what());
        return exit_code::failed;
    }
}
