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
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

nlohmann::json with_proof(nlohmann::json table, const nlohmann::json& proof) {
    table["proof"] = proof;
    return table;
}

// Every case of every table that is a request with events.
template <class Visit>
void each_accepted(Visit visit) {
    for (const auto& type : catalogue()) {
        for (const auto& table : tables_of(type)) {
            for (const auto& one : table["cases"]) {
                if (!one.contains("request") || one.contains("refusal")) continue;
                if (one.value("open", false) || one.value("handshake", false)) continue;
                auto config = config_of(table, one);
                config.type = type.name;
                auto made = type.make(config);
                REQUIRE(made);
                INFO(type.name << " " << table["file"] << ": " << one["name"]);
                auto request = request_of(one["request"]);
                sign(request, table);
                visit(**made, one.contains("proof") ? with_proof(table, one["proof"]) : table, request);
            }
        }
    }
}

// The value of "name=…" in a query or form replaced, or the whole pair taken out.
void change_field(std::string& text, const std::string& name, const std::string* value) {
    auto at = text.find(name + "=");
    while (at != std::string::npos && at > 0 && text[at - 1] != '&' && text[at - 1] != '?')
        at = text.find(name + "=", at + 1);
    if (at == std::string::npos) return;
    const auto end = std::min(text.find('&', at), text.size());
    text.replace(at, end - at, value ? name + "=" + *value : "x=y");
}

// The same request with another proof (harness.hpp), or with none.
owned_request proven(const owned_request& good, const std::string& proof, const std::string* value) {
    auto out = good;
    if (proof.starts_with('/')) {
        const auto at = out.target.find(proof);
        if (at != std::string::npos) out.target.replace(at, proof.size(), value ? "/" + *value : "");
    } else if (proof.starts_with('?')) {
        const auto name = proof.substr(1);
        auto body = nlohmann::json::parse(out.body, nullptr, false);
        if (body.is_object() && body.contains(name)) {
            if (value)
                body[name] = *value;
            else
                body.erase(name);
            out.body = body.dump();
        } else {
            change_field(out.body, name, value);
            change_field(out.target, name, value);
        }
    } else {
        std::erase_if(out.headers, [&](const header& h) { return same_header(h.name, proof); });
        if (value) out.headers.push_back({proof, *value});
    }
    return out;
}

std::string proof_in(const owned_request& good, const std::string& proof) {
    if (proof.starts_with('/')) return proof.substr(1);
    if (!proof.starts_with('?')) {
        for (const auto& h : good.headers)
            if (same_header(h.name, proof)) return h.value;
        return {};
    }
    const auto name = proof.substr(1);
    const auto body = nlohmann::json::parse(good.body, nullptr, false);
    if (body.is_object() && body.contains(name)) return body[name];
    for (const auto& text :
         {good.body, good.target.substr(std::min(good.target.find('?'), good.target.size() - 1) + 1)})
        for (const auto& [key, value] : parse_form(text))
            if (key == name) return value;
    return {};
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
        REQUIRE_FALSE(proof_in(good, proof).empty());
        CHECK_FALSE(a.receive(proven(good, proof, nullptr).view(), noon));
        for (const std::string& wrong : {std::string(), std::string("x"), std::string("AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                                         proof_in(good, proof) + 'x', proof_in(good, proof).substr(1)})
            CHECK_FALSE(a.receive(proven(good, proof, &wrong).view(), noon));
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
