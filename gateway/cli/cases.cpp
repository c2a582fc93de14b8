#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "dialogs/cards.hpp"
#include "dialogs/work.hpp"
#include "gateway/case_json.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/dossier/account.hpp"
#include "gateway/dossier/page.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/web/sessions.hpp"
#include "storage/photos.hpp"

namespace linli::gateway::cli {
namespace {

constexpr std::size_t cases_max = 1'000'000;  // a community of a million matters has outgrown a list

void print(const nlohmann::ordered_json& value) {
    const auto text = value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

std::shared_ptr<const community> words_of(const config& c) {
    auto built = build_without_people(c, now());
    if (built) return *built;
    std::fputs(to_text(built.error()).c_str(), stderr);
    return nullptr;
}

void print_line(const community& c, const case_file& f) {
    const auto line =
        fmt::format("{}  {}  {:10}  {}  {}  {}\n", code_text(f.code), name_of(f.priority), name_of(f.state),
                    utc_text(f.created_at), place_text(c, f.place, c.language), f.intake.summary);
    std::fputs(line.c_str(), stdout);
}

void print_whole(const community& c, const case_file& f, const std::vector<case_entry>& log) {
    print_line(c, f);
    fmt::print("{}\n", category_text(c, f.category, c.language));
    if (!f.owner_name.empty()) fmt::print("owner: {}\n", f.owner_name);
    if (!f.result.empty()) fmt::print("result: {}\n", f.result);
    if (f.score) fmt::print("score: {} {}\n", f.score, f.comment);
    if (const auto why = why_rejected(f, log); !why.empty()) fmt::print("rejected: {}\n", why);
    const auto word = [&](std::string_view table, std::string_view name) {
        const auto key = fmt::format("dossier.{}.{}", table, name);
        return c.texts.has(c.language, key) ? c.texts.say(c.language, key) : std::string(name);
    };
    for (const auto& e : log) {
        const auto as = word("role", name_of(e.actor_role));
        const auto who = e.actor_name.empty() ? as : e.actor_name + " (" + as + ")";
        fmt::print("{}  {}  {}{}{}\n", utc_text(e.at), word("action", name_of(e.what)), who, e.text.empty() ? "" : "  ",
                   e.text);
    }
}

// Where the page finds a photo or a file; an error is a sentence for people.
result<std::function<std::string(const attachment&)>, std::string> sources(const config& settings,
                                                                           const dossier_file& dossier) {
    using source = std::function<std::string(const attachment&)>;
    if (dossier.photos != "link")
        return source(
            [photos = std::make_shared<storage::photo_store>(settings.data_dir)](const attachment& a) -> std::string {
                if (a.kind != media_kind::photo) return {};
                const auto bytes = photos->read(a.photo.hash, storage::photo_size::full);
                if (!bytes) return {};
                return data_address("image/jpeg", {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
            });
    if (settings.public_url.empty()) return failure{std::string("--photos link needs gateway.public_url")};
    const auto keys = storage::key_ring::open(settings.key_file, false);
    if (!keys) return failure{keys.error()};
    return source([links = media::links_of(*keys), base = settings.public_url](const attachment& a) {
        return base + links.media(a.photo.hash, now() + media::media_links::media_life);
    });
}

// Readable by its owner alone, like the database.
bool write_file(const std::string& path, const std::string& text) {
    if (path == "-") return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    std::FILE* file = ::fdopen(fd, "wb");
    if (!file) return ::close(fd), false;
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    return std::fclose(file) == 0 && written;
}

int write_dossier(const config& settings, const case_file& file, const std::vector<case_entry>& log,
                  const dossier_file& dossier) {
    const auto c = words_of(settings);
    if (!c) return exit_code::configuration;
    auto source = sources(settings, dossier);
    if (!source) {
        complain(source.error());
        return exit_code::usage;
    }
    dossier_options o;
    o.speaks = named<language>(dossier.language).value_or(c->language);
    o.now = now();
    o.source = *std::move(source);
    o.alone = true;
    if (dossier.photos == "link") o.pictures_from = settings.public_url;
    if (write_file(dossier.path, dossier_page(*c, file, log, o))) return exit_code::good;
    complain("cannot write " + dossier.path + ": " + std::strerror(errno));
    return exit_code::failed;
}

}  // namespace

int cases(const common& o, bool json, bool all) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    auto list = reads->cases(!all && !json, cases_max);
    if (!json) {
        const auto c = words_of(*settings);
        if (!c) return exit_code::configuration;
        sort_by_urgency(list);
        for (const auto& f : list) print_line(*c, f);
        if (list.empty()) complain(all ? "there are no cases" : "no case is open (--all shows the others)");
        return exit_code::good;
    }
    auto array = nlohmann::ordered_json::array();
    for (const auto& f : list) array.push_back(listed_case(f));
    print(array);
    return exit_code::good;
}

int show_case(const common& o, const std::string& code, bool json, const dossier_file& dossier) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto wanted = parse_code(code);
    if (!wanted) {
        complain("\"" + code + "\" is no case code; one looks like CP-0412");
        return exit_code::usage;
    }
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    const auto file = reads->find_case(*wanted);
    if (!file) {
        complain("there is no case " + code_text(*wanted));
        return exit_code::failed;
    }
    const auto log = reads->entries(*wanted);
    if (!dossier.path.empty()) return write_dossier(*settings, *file, log, dossier);
    if (json) {
        print(whole_case(*file, log, reads->messages_of(*wanted)));
        return exit_code::good;
    }
    const auto c = words_of(*settings);
    if (!c) return exit_code::configuration;
    print_whole(*c, *file, log);
    return exit_code::good;
}

int export_messages(const common& o) {
    const auto settings = load(o);
    if (!settings) return exit_code::configuration;
    const auto reads = open_reader(*settings);
    if (!reads) return exit_code::failed;
    bool written = true;
    reads->messages([&](const storage::message_row& m) {
        const nlohmann::ordered_json line{
            {"id", m.id},
            {"time", utc_text(m.at)},
            {"channel", m.channel},
            {"sender", m.sender},
            {"text", m.text},
            {"kind", m.kind},
            {"case",
             m.about == case_code::none ? nlohmann::ordered_json() : nlohmann::ordered_json(code_text(m.about))}};
        const auto text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
        written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
        return written;
    });
    return written && std::fflush(stdout) == 0 ? exit_code::good : exit_code::failed;
}

}  // namespace linli::gateway::cli
