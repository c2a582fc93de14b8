// What /metrics serves, against docs/metrics.md and against what happened.
#include <regex>
#include <set>

#include "tests/gateway/serving.hpp"
#include "tests/support/files.hpp"

using namespace linli;
using namespace linli::test;

namespace {

struct family {
    std::string type;
    std::set<std::string> labels;
    bool operator==(const family&) const = default;
};
using families = std::map<std::string, family>;

std::ostream& operator<<(std::ostream& out, const family& f) {
    out << f.type;
    for (const auto& l : f.labels) out << ' ' << l;
    return out;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

std::set<std::string> all_matches(const std::string& text, const std::regex& what) {
    std::set<std::string> all;
    for (std::sregex_iterator at(text.begin(), text.end(), what), end; at != end; ++at) all.insert((*at)[1]);
    return all;
}

// Of /metrics: every family with its type, and the labels of its samples.
struct scrape {
    std::vector<std::string> lines;
    families known;
    std::map<std::string, int> samples;

    explicit scrape(const serving& s) {
        const auto answer = raw(s.internal_port(), "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        REQUIRE(answer.starts_with("HTTP/1.1 200 OK"));
        lines = lines_of(answer.substr(answer.find("\r\n\r\n") + 4));
        static const std::regex type("# TYPE (\\w+) (\\w+)"), sample("(\\w+?)(\\{.*\\})? [^ ]+"), label("(\\w+)=\"");
        std::smatch m;
        for (const auto& line : lines) {
            if (std::regex_match(line, m, type)) known[m[1]].type = m[2];
            if (line.starts_with('#') || !std::regex_match(line, m, sample)) continue;
            auto name = m[1].str();
            for (const std::string part : {"_bucket", "_sum", "_count"})
                if (name.ends_with(part) && known.contains(name.substr(0, name.size() - part.size())))
                    name.resize(name.size() - part.size());
            ++samples[name];
            for (const auto& l : all_matches(m[2].str(), label))
                if (l != "le") known[name].labels.insert(l);
        }
    }
    // As it is written; "" when there is no such sample.
    std::string operator[](const std::string& sample) const {
        for (const auto& line : lines)
            if (line.starts_with(sample + " ")) return line.substr(sample.size() + 1);
        return {};
    }
};

families documented() {
    static const std::regex row(
        "\\| `(linli_[a-z_]+)` \\| (counter|gauge|histogram) \\| ([^|]*) \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|");
    static const std::regex label("`(\\w+)`");
    families all;
    for (const auto& line : lines_of(read_source("docs/metrics.md"))) {
        if (!line.starts_with("| `")) continue;
        std::smatch m;
        INFO(line);
        REQUIRE(std::regex_match(line, m, row));
        CHECK(all.emplace(m[1], family{m[2], all_matches(m[3].str(), label)}).second);
    }
    return all;
}

std::string with_hook() {
    return "[channels.web]\ntype = \"web\"\n[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\n"
           "secret = \"hook-secret-0123456789\"\napi_url = \"http://127.0.0.1:9\"\nlimits = { account = \"none\" }\n";
}

nlohmann::json say(int n, const std::string& text) {
    return {
        {"t", "say"}, {"id", "00000000-000" + std::to_string(n)}, {"text", text}, {"photos", nlohmann::json::array()}};
}

}  // namespace

TEST_CASE("docs/metrics.md names every family that is served, and no other", "[metrics]") {
    serving s(with_hook());
    const scrape now(s);
    const auto told = documented();
    for (const auto& [name, f] : now.known) {
        INFO(name << " is served");
        REQUIRE(told.contains(name));
        CHECK(told.at(name) == f);
    }
    for (const auto& [name, f] : told) {
        INFO(name << " is documented");
        CHECK(now.known.contains(name));
    }
    CHECK(now.known.size() > 20);
}

TEST_CASE("docs/alerts.yml watches only what is served", "[metrics]") {
    static const std::regex watched("\\b(linli_[a-z_]+?)(?:_bucket)?\\b");
    const auto told = documented();
    std::size_t rules = 0;
    for (const auto& line : lines_of(read_source("docs/alerts.yml"))) {
        rules += line.find("- alert: ") != std::string::npos;
        if (line.starts_with('#') || line.find("action:") != std::string::npos) continue;
        for (const auto& name : all_matches(line, watched)) {
            INFO(name);
            CHECK(told.contains(name));
        }
    }
    CHECK(rules > 10);
}

TEST_CASE("what can be counted stands at 0 before anything happened", "[metrics]") {
    serving s(with_hook());
    const scrape now(s);
    for (const auto& [name, f] : now.known) {
        INFO(name);
        CHECK((now.samples.contains(name) || name == "linli_clock_skew_seconds"));  // no platform has answered
    }
    for (const auto* sample :
         {"linli_inbound_messages_total{adapter=\"tg\",result=\"parked\"}",
          "linli_outbound_attempts_total{adapter=\"tg\",result=\"window_closed\"}",
          "linli_auth_failures_total{kind=\"sign_in\"}", "linli_auth_failures_total{kind=\"origin\"}",
          "linli_signature_failures_total{adapter=\"tg\"}", "linli_complaints_total{category=\"unknown\"}",
          "linli_complaints_total{category=\"safety.gas\"}", "linli_conversations_active{state=\"collecting\"}",
          "linli_conversations_active{state=\"case_resolved\"}", "linli_satisfaction_score_bucket{le=\"5\"}",
          "linli_first_response_seconds_count", "linli_resolution_seconds_count", "linli_spool_oldest_seconds"}) {
        INFO(sample);
        CHECK(now[sample] == "0");
    }
}

TEST_CASE("a case that is told, taken and done moves the figures", "[metrics]") {
    serving s;
    const auto states = [&] {
        const scrape now(s);
        std::string all;
        for (const std::string state : {"collecting", "confirming", "case_open", "case_resolved"})
            all += now["linli_conversations_active{state=\"" + state + "\"}"] + " ";
        return all;
    };
    browser resident(s);
    REQUIRE(resident.post("/api/chat/session", R"({"language":"en"})").status == 200);
    page chat(resident, "/ws/chat");
    chat.next_of_bot();
    int said = 0;
    const auto told = [&](const std::string& text) {
        chat.send(say(++said, text));
        return chat.next_of_bot()["text"].get<std::string>();
    };
    const auto hear_of = [&](const std::string& what) {
        while (chat.next_of_bot()["text"].get<std::string>().find(what) == std::string::npos) {
        }
    };
    auto asked = told("The street lamp in front of building 3 is broken");
    CHECK(states() == "1 0 0 0 ");
    for (int i = 0; i < 4 && !asked.starts_with("Send this?"); ++i) asked = told("1");  // skipped
    CHECK(states() == "0 1 0 0 ");
    REQUIRE(told("1").find("CP-0001") != std::string::npos);
    CHECK(states() == "0 0 1 0 ");
    browser staff(s);
    REQUIRE(staff.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Li"}}.dump()).status ==
            200);
    page room(staff, "/ws/staff");
    room.next("welcome");
    CHECK(scrape(s)["linli_first_response_seconds_count"] == "0");
    room.send(say(++said, "/take CP-0001"));
    hear_of("Li");
    CHECK(scrape(s)["linli_first_response_seconds_count"] == "1");
    CHECK(scrape(s)["linli_resolution_seconds_count"] == "0");
    room.send(say(++said, "/done CP-0001 a new bulb"));
    hear_of("a new bulb");
    const scrape end(s);
    CHECK(end["linli_resolution_seconds_count"] == "1");
    CHECK(end["linli_resolution_seconds_bucket{le=\"60\"}"] == "1");
    CHECK(end["linli_complaints_total{category=\"energy.lights\"}"] == "1");
    CHECK(states() == "0 0 0 1 ");
}
