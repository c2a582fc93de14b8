// Every channel of the catalogue against its tables (harness.hpp), and against damaged copies of
// the requests in them: no proof, a wrong proof, cut short, any field of another type.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/urlencoded.hpp"
#include "tests/adapters/harness.hpp"
#include "tests/adapters/signing.hpp"

namespace fs = std::filesystem;
using namespace linli;
using namespace linli::adapters;
using namespace linli::adapters::testing;

namespace {

std::vector<nlohmann::json> tables_of(const channel_type& type) {
    std::vector<nlohmann::json> out;
    const auto folder = fs::path(LINLI_SOURCE_DIR) / "tests/adapters" / type.name;
    if (!fs::is_directory(folder)) return out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path());
        INFO(entry.path());
        out.push_back(nlohmann::json::parse(file, nullptr, true, true));
        out.back()["file"] = entry.path().filename();
    }
    return out;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) out += "\n  " + line;
    return out;
}

bool same_header(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

// Every case of every table that is a request with events.
template <class Visit>
void each_accepted(Visit visit) {
    for (const auto& type : catalogue()) {
        for (const auto& table : tables_of(type)) {
            for (const auto& one : table["cases"]) {
                if (!one.contains("request") || one.contains("refusal")) continue;
                auto config = config_of(table, one);
                config.type = type.name;
                auto made = type.make(config);
                REQUIRE(made);
                INFO(type.name << " " << table["file"] << ": " << one["name"]);
                auto request = request_of(one["request"]);
                sign(request, table);
                visit(**made, table, request);
            }
        }
    }
}

// The JSON pointers of every value in a body.
void places(const nlohmann::json& at, const nlohmann::json::json_pointer& here,
            std::vector<nlohmann::json::json_pointer>& out) {
    out.push_back(here);
    if (at.is_object())
        for (const auto& [key, value] : at.items()) places(value, here / key, out);
    if (at.is_array())
        for (std::size_t i = 0; i < at.size(); ++i) places(at[i], here / i, out);
}

}  // namespace

TEST_CASE("every channel has a table, and every case of it holds") {
    for (const auto& type : catalogue()) {
        std::size_t cases = 0;
        for (const auto& table : tables_of(type)) {
            for (const auto& one : table["cases"]) {
                ++cases;
                const auto problems = run_case(type, table, one);
                INFO(type.name << " " << table["file"] << ": " << one["name"] << joined(problems));
                CHECK(problems.empty());
            }
        }
        INFO("channel " << type.name << " has no table in tests/adapters/" << type.name);
        CHECK(cases > 0);
    }
}

TEST_CASE("a request without its proof, or with another, is refused") {
    std::size_t tried = 0;
    each_accepted([&](const adapter& a, const nlohmann::json& table, const owned_request& good) {
        const std::string proof = table.value("proof", "");
        REQUIRE_FALSE(proof.empty());
        auto without = good;
        std::erase_if(without.headers, [&](const header& h) { return same_header(h.name, proof); });
        CHECK_FALSE(a.receive(without.view(), noon));
        for (const auto* wrong : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
            auto forged = without;
            forged.headers.push_back({proof, wrong});
            CHECK_FALSE(a.receive(forged.view(), noon));
        }
        auto longer = good;
        for (auto& h : longer.headers)
            if (same_header(h.name, proof)) h.value += 'x';
        CHECK_FALSE(a.receive(longer.view(), noon));
        ++tried;
    });
    CHECK(tried > 0);
}

TEST_CASE("a request that is cut short anywhere is refused or understood, and never throws") {
    each_accepted([](const adapter& a, const nlohmann::json& table, const owned_request& good) {
        for (std::size_t size = 0; size < good.body.size(); ++size) {
            auto cut = good;
            cut.body.resize(size);
            CHECK_NOTHROW(a.receive(cut.view(), noon));
            sign(cut, table, true);
            CHECK_NOTHROW(a.receive(cut.view(), noon));
        }
    });
}

TEST_CASE("a field of another type never throws") {
    const std::vector<nlohmann::json> others{nullptr,
                                             true,
                                             -1,
                                             18446744073709551615u,
                                             1e300,
                                             "text",
                                             "\xF0\x9F\x98\x80",
                                             nlohmann::json::array({1, "x"}),
                                             nlohmann::json::object({{"id", {{"id", 1}}}})};
    std::size_t tried = 0;
    each_accepted([&](const adapter& a, const nlohmann::json& table, const owned_request& good) {
        const auto payload = std::string(field(parse_form(good.body), "payload"));
        const auto& text = payload.empty() ? good.body : payload;
        const auto body = nlohmann::json::parse(text, nullptr, false);
        if (body.is_discarded()) return;
        std::vector<nlohmann::json::json_pointer> all;
        places(body, {}, all);
        for (const auto& place : all) {
            for (const auto& other : others) {
                auto damaged = body;
                damaged[place] = other;
                auto request = good;
                request.body = damaged.dump();
                if (!payload.empty()) request.body = compose_form({{"payload", request.body}});
                sign(request, table, true);
                CHECK_NOTHROW(a.receive(request.view(), noon));
                ++tried;
            }
        }
    });
    CHECK(tried > 1000);
}
