// The build refuses what the design forbids: includes that break the floors (docs/architecture.md), and
// symbols in `dialogs` that would make it impure; and what only a reader would notice.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/files.hpp"

using namespace linli;

namespace {

struct floor_rule {
    std::string folder;
    std::vector<std::string> may;      // prefixes of what it may include besides the standard library
    std::vector<std::string> may_not;  // standard headers that it may not
};

const std::vector<std::string> impure{
    "fstream", "iostream", "filesystem",        "thread", "mutex", "random", "future", "ctime",
    "cstdio",  "atomic",   "condition_variable"};

const std::vector<floor_rule> rules{
    {"dialogs", {"dialogs/", "unicode/", "fmt/"}, impure},
    {"adapters",
     {"dialogs/", "adapters/", "nlohmann/", "simdjson.h", "pugixml", "gmime", "openssl/", "fmt/", "unicode/"},
     {"fstream", "iostream", "filesystem", "thread", "mutex", "random", "future", "ctime", "cstdio"}},
    {"storage",
     {"dialogs/", "storage/", "simdjson.h", "sqlite3", "libpq", "sodium", "openssl/", "fmt/", "sys/", "fcntl.h",
      "unistd.h", "linux/", "errno.h"},
     {"thread", "random", "future"}},
};

bool is_standard(const std::string& name) {
    return name.find('/') == std::string::npos && name.find('.') == std::string::npos;
}

// "dialogs/a.cpp includes boost/asio.hpp" for every include that breaks a rule.
std::vector<std::string> broken(const floor_rule& rule, const std::string& file, const std::string& text) {
    static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<std::string> out;
    std::istringstream in(text);
    std::string line;
    while (std::getline(in, line)) {
        std::smatch m;
        if (!std::regex_search(line, m, include)) continue;
        const auto name = m[1].str();
        const auto starts = [&](const std::string& prefix) { return name.starts_with(prefix); };
        bool ok = std::any_of(rule.may.begin(), rule.may.end(), starts);
        if (!ok && is_standard(name))
            ok = std::find(rule.may_not.begin(), rule.may_not.end(), name) == rule.may_not.end();
        if (!ok) out.push_back(file + " includes " + name);
    }
    return out;
}

std::string output_of(const std::string& command) {
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    REQUIRE(pipe);
    std::string out;
    std::array<char, 4096> part;
    while (const auto n = fread(part.data(), 1, part.size(), pipe.get())) out.append(part.data(), n);
    return out;
}

// Everything that we wrote: not what tools fetched or made.
std::vector<std::filesystem::path> ours() {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("")))
        if (entry.is_regular_file()) out.push_back(entry.path());
    for (const std::string folder : {"dialogs", "adapters", "storage", "gateway", "tests"})
        for (auto at = std::filesystem::recursive_directory_iterator(test::source_path(folder)); at != end(at); ++at) {
            const auto name = at->path().filename();
            if (at->is_directory() && (name == "node_modules" || name == "__pycache__"))
                at.disable_recursion_pending();
            else if (at->is_regular_file())
                out.push_back(at->path());
        }
    return out;
}

bool is_code(const std::filesystem::path& path, std::string_view text) {
    static const std::set<std::string> endings{".cpp", ".hpp",  ".ts",   ".tsx", ".js",    ".mjs", ".py",
                                               ".css", ".html", ".toml", ".sql", ".cmake", ".sh"};
    const auto ending = path.extension();
    return endings.contains(ending) || path.filename() == "CMakeLists.txt" ||
           (ending.empty() && text.starts_with("#!"));
}

// "docs/metrics.md", for every page that is named.
std::vector<std::string> pages_in(const std::string& text) {
    const auto of_name = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) ||
               std::string_view("_./-").find(c) != std::string_view::npos;
    };
    std::vector<std::string> out;
    for (const std::string_view ending : {".md", ".yml"})
        for (auto at = text.find(ending); at != text.npos; at = text.find(ending, at + 1)) {
            const auto behind = at + ending.size();
            auto begin = at;
            while (begin > 0 && of_name(text[begin - 1])) --begin;
            const bool whole = behind == text.size() || !of_name(text[behind]) || text[behind] == '.';
            if (whole && begin < at) out.push_back(text.substr(begin, behind - begin));
        }
    return out;
}

}  // namespace

TEST_CASE("every floor includes only what lies below it", "[floors]") {
    for (const auto& rule : rules) {
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path(rule.folder))) {
            const auto path = entry.path();
            if (path.extension() != ".cpp" && path.extension() != ".hpp") continue;
            if (path.string().find("node_modules") != std::string::npos) continue;
            ++files;
            for (const auto& what : broken(rule, path.filename().string(), test::read_file(path))) FAIL_CHECK(what);
        }
        CHECK(files > 5);
    }
}

TEST_CASE("an include that breaks the floors is seen", "[floors]") {
    CHECK(broken(rules[0], "x.cpp", "#include <boost/asio.hpp>\n").size() == 1);
    CHECK(broken(rules[0], "x.cpp", "#include <random>\n#include <vector>\n#include \"storage/store.hpp\"\n").size() ==
          2);
    CHECK(broken(rules[1], "x.cpp", "  # include \"gateway/turns.hpp\"\n").size() == 1);
}

TEST_CASE("the dialogs library asks the system for nothing", "[floors]") {
    const auto symbols = output_of("nm -u " LINLI_BINARY_DIR "/libdialogs.a 2>/dev/null");
    REQUIRE(symbols.size() > 1000);
    for (const std::string forbidden :
         {"open", "open64", "fopen", "fopen64", "socket", "connect", "clock_gettime", "time", "gettimeofday",
          "getrandom", "rand", "pthread_create", "system", "fork", "getenv", "nanosleep"}) {
        const std::regex symbol("^\\s*U " + forbidden + "(@.*)?$", std::regex::multiline);
        INFO(forbidden);
        CHECK_FALSE(std::regex_search(symbols, symbol));
    }
    CHECK(symbols.find("_ZNSt13random_device") == std::string::npos);
    CHECK(symbols.find("_ZNSt6chrono3_V212system_clock3now") == std::string::npos);
}

TEST_CASE("every page that a file of ours names is there", "[floors]") {
    for (const auto& path : ours()) {
        const auto text = test::read_file(path);
        if (!is_code(path, text) && path.extension() != ".txt") continue;  // transcripts as well
        for (const auto& page : pages_in(text)) {
            INFO(path.string() << " names " << page << ", which is not there");
            const auto beside = path.parent_path() / page;
            CHECK((std::filesystem::exists(test::source_path(page)) || std::filesystem::exists(beside)));
        }
    }
}

TEST_CASE("no source file is longer than 400 lines", "[floors]") {
    const std::set<std::string> data{
        "taxonomy.toml"};  // the manager's, in one piece; the corpus is no code by its ending
    std::size_t files = 0;
    for (const auto& path : ours()) {
        if (data.contains(path.filename())) continue;
        const auto text = test::read_file(path);
        if (!is_code(path, text)) continue;
        ++files;
        INFO(path.string());
        CHECK(std::count(text.begin(), text.end(), '\n') <= 400);
    }
    CHECK(files > 500);
}
