#include "gateway/config/load.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "adapters/config_values.hpp"
#include "gateway/config/problems.hpp"

using namespace linli;
using namespace linli::gateway;

namespace {

// A catalogue of its own, so that this test knows every key.
const std::array<std::string_view, 4> bot_keys{"token", "secret", "receive", "api_url"};
const std::array<std::string_view, 2> bot_secrets{"token", "secret"};

std::span<const adapters::channel_type> types() {
    const auto none = [](const adapters::channel_config&) -> adapters::made_adapter {
        return std::unique_ptr<adapters::adapter>();
    };
    const auto bot = [](const adapters::channel_config& c) -> adapters::made_adapter {
        adapters::channel_reader r(c);
        r.needed("token", "ask");
        r.needed("secret", "make one up");
        r.one_of("receive", {"webhook", "poll"});
        r.url("api_url");
        if (!r.found().empty()) return failure{r.found()};
        return std::unique_ptr<adapters::adapter>();
    };
    static const std::array<std::string_view, 1> own_tables{"send"};
    static const std::array<adapters::channel_type, 3> all{{{"web", {}, {}, {}, none},
                                                            {"telegram", bot_keys, bot_secrets, {30, 1, 0.33}, bot},
                                                            {"described", {}, {}, {}, none, own_tables}}};
    return all;
}

result<config, problems> parsed(std::string_view text, const environment& variables = {}) {
    return parse_config(text, "linli.toml", variables, types());
}

std::string wrong(std::string_view text, const environment& variables = {}) {
    const auto c = parsed(text, variables);
    return c ? std::string("nothing is wrong") : to_text(c.error());
}

struct secret_file {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("linli-secret-" + std::to_string(::getpid()));
    explicit secret_file(std::string_view text) { std::ofstream(path) << text; }
    ~secret_file() { std::filesystem::remove(path); }
};

constexpr std::string_view with_bot = R"(
[channels.tg]
type = "telegram"
token = "123:ABC"
secret = "s3cret-of-the-hook"
[staff]
group = { channel = "tg", chat = "-100123" }
)";

}  // namespace

TEST_CASE("a table that is the adapter's own reaches it whole, with its types") {
    const auto c = parsed(R"(
[channels.web]
type = "web"
[channels.k]
type = "described"
sources = ["10.1.0.0/16", "::1"]
[channels.k.send]
path = "/a"
body = { to = ["{to}"], sim = 1, report = true, "dotted.key" = "说\"x\"" }
)",
                          {{"LINLI_CHANNELS__K__SEND__PATH", "/b"}});
    REQUIRE(c);
    const auto* k = c->find_channel("k");
    REQUIRE(k);
    CHECK(
        nlohmann::json::parse(k->table.get("send")) ==
        nlohmann::json::parse(R"({"path":"/b","body":{"to":["{to}"],"sim":1,"report":true,"dotted.key":"说\"x\""}})"));
    REQUIRE(k->sources.size() == 2);
    CHECK(k->sources[0].contains(boost::asio::ip::make_address("10.1.2.3")));
    CHECK_FALSE(k->sources[0].contains(boost::asio::ip::make_address("10.2.2.3")));
}

TEST_CASE("a table that a type does not have, and a source that is no address, are mistakes") {
    CHECK(wrong("[channels.w]\ntype = \"web\"\n[channels.w.send]\n").find("unknown key \"send\"") != std::string::npos);
    CHECK(wrong("[channels.k]\ntype = \"described\"\nsend = 1\n").find("must be a table") != std::string::npos);
    CHECK(wrong("[channels.w]\ntype = \"web\"\nsources = [\"x\"]\n").find("\"sources\" must hold") !=
          std::string::npos);
}

TEST_CASE("with no file the web chat and its staff room are served") {
    const auto c = parsed("");
    REQUIRE(c);
    CHECK(c->listen == endpoint{"127.0.0.1", 8080});
    CHECK(c->database == "data/linli.db");
    CHECK(c->key_file == "data.key");
    REQUIRE(c->web());
    CHECK(c->web()->table.name == "web");
    CHECK(c->staff.group_channel == "web");
    CHECK(c->staff.group_chat == web_staff_room);
    CHECK(c->timing.close_unconfirmed == std::chrono::days{7});
}

TEST_CASE("every key of the design's example is known") {
    const auto c = parsed(R"(
[gateway]
listen = "127.0.0.1:18080"
internal_listen = "[::1]:18081"
public_url = "https://chat.example.org"
data_dir = "elsewhere"
store = "sqlite:elsewhere/linli.db"
language = "en"
time_zone = "Europe/Berlin"
allow_private_media = true
[timing]
ask_solved_after = "30m"
draft_nudge = "10m"
draft_keep = "24h"
score_reminder = "0s"
close_unconfirmed = "7d"
quiet_hours = "22:00-07:00"
[channels.web]
type = "web"
[channels.tg]
type = "telegram"
token = "123:ABC"
secret = "a-webhook-secret"
api_url = "https://api.telegram.org"
receive = "webhook"
limits = { account = "30/s", chat = "60/m", group = "none" }
[staff]
group = { channel = "tg", chat = "-1001234567890" }
[[staff.members]]
name = "李工"
role = "engineer"
departments = ["engineering"]
accounts = { tg = "99887766" }
)");
    REQUIRE(c);
    CHECK(c->internal_listen.text() == "[::1]:18081");
    CHECK(c->language == language::en);
    CHECK(c->timing.score_reminder == span_of_time{});
    CHECK(c->quiet.begin == std::chrono::hours{22});
    const auto* tg = c->find_channel("tg");
    REQUIRE(tg);
    CHECK(tg->limits.account_per_s == 30);
    CHECK(tg->limits.chat_per_s == 1);
    CHECK(tg->limits.group_per_s == 0);
    CHECK(tg->table.webhook_url == "https://chat.example.org/webhooks/tg");
    REQUIRE(c->staff.members.size() == 1);
    CHECK(c->staff.members[0].accounts[0].second == "99887766");
}

TEST_CASE("a wrong key is told with its line and the likely right one") {
    CHECK(wrong("[gateway]\nlisten = \"127.0.0.1:1\"\npublic_ulr = \"https://a.b\"\n") ==
          "linli.toml:3: unknown key \"public_ulr\" in [gateway]; did you mean \"public_url\"?\n");
    CHECK(wrong("[chanels.web]\ntype = \"web\"\n") ==
          "linli.toml:1: unknown key \"chanels\" in the top level; did you mean \"channels\"?\n");
    CHECK(wrong("[channels.tg]\ntype = \"telegramm\"\n") ==
          "linli.toml:2: \"type\" is \"telegramm\", which is none of web, telegram, described; did you mean "
          "\"telegram\"?\n");
    CHECK(wrong("[timing]\nsomething_else_entirely = \"1m\"\n") ==
          "linli.toml:2: unknown key \"something_else_entirely\" in [timing]\n");
}

TEST_CASE("all that is wrong is told at once, each with its line") {
    const auto told = wrong(R"([gateway]
listen = "everywhere"
language = "fr"
allow_private_media = "yes"
time_zone = "Asia/Shanghay"
[timing]
draft_nudge = "10 minutes"
quiet_hours = "22-7"
[channels.tg]
type = "telegram"
token = 5
limits = { account = "fast" }
)");
    for (const auto* line : {"linli.toml:2: ", "linli.toml:3: ", "linli.toml:4: ", "linli.toml:5: ", "linli.toml:7: ",
                             "linli.toml:8: ", "linli.toml:11: ", "linli.toml:12: "})
        CHECK(told.find(line) != std::string::npos);
    CHECK(told.find("[channels.tg] needs \"secret\" (or \"secret_file\")") != std::string::npos);
}

TEST_CASE("what is no TOML is told with its line") {
    CHECK(wrong("[gateway]\nlisten = \n").starts_with("linli.toml:2: "));
}

TEST_CASE("the environment wins over the file and is named where it is wrong") {
    const environment good{{"LINLI_CHANNELS__TG__TOKEN", "999:ENV"},
                           {"LINLI_GATEWAY__ALLOW_PRIVATE_MEDIA", "true"},
                           {"LINLI_STAFF__GROUP__CHAT", "-42"},
                           {"LINLI_KILL_AT", "not ours"}};
    const auto c = parsed(with_bot, good);
    REQUIRE(c);
    CHECK(c->find_channel("tg")->table.get("token") == "999:ENV");
    CHECK(c->allow_private_media);
    CHECK(c->staff.group_chat == "-42");
    CHECK(wrong("", {{"LINLI_GATEWAY__LISTN", "x"}}) ==
          "environment LINLI_GATEWAY__LISTN: unknown key \"listn\" in [gateway]; did you mean "
          "\"listen\"?\n");
    CHECK(wrong("", {{"LINLI_GATEWAY__LISTEN", "x"}}).starts_with("environment LINLI_GATEWAY__LISTEN: "));
}

TEST_CASE("a secret may come from a file, and is never shown") {
    const secret_file file("777:FROM-FILE\n");
    const std::string text = "[channels.tg]\ntype = \"telegram\"\nsecret = \"hook\"\ntoken_file = \"" +
                             file.path.string() + "\"\n[staff]\ngroup = {channel = \"tg\", chat = \"-1\"}\n";
    const auto c = parsed(text);
    REQUIRE(c);
    CHECK(c->find_channel("tg")->table.get("token") == "777:FROM-FILE");
    const auto env = parsed(text, {{"LINLI_CHANNELS__TG__TOKEN", "1:ENV"}});
    REQUIRE(env);
    CHECK(env->find_channel("tg")->table.get("token") == "1:ENV");

    const auto both = wrong(
        "[channels.tg]\ntype = \"telegram\"\nsecret = \"hook\"\ntoken = \"1:SHOWN\"\n"
        "token_file = \"" +
        file.path.string() + "\"\nlisten = 1\n");
    CHECK(both.find("not both") != std::string::npos);
    CHECK(both.find("SHOWN") == std::string::npos);
    CHECK(wrong("[channels.tg]\ntype = \"telegram\"\nsecret = \"h\"\ntoken_file = \"/nonexistent\"\n")
              .find("cannot be read") != std::string::npos);
}

TEST_CASE("what no single table can see is checked too") {
    CHECK(wrong("[staff]\ngroup = { channel = \"wbe\", chat = \"1\" }\n").find("did you mean \"web\"?") !=
          std::string::npos);
    CHECK(wrong("[channels.a]\ntype = \"web\"\n[channels.b]\ntype = \"web\"\n").find("only") != std::string::npos);
    CHECK(wrong("[gateway]\nkey_file = \"data/x.key\"\n").find("outside data_dir") != std::string::npos);
    CHECK(wrong("[gateway]\nstore = \"postgres://db/linli\"\n").find("not supported yet") != std::string::npos);
    CHECK(wrong("[channels.terminal]\ntype = \"web\"\n").find("linli chat") != std::string::npos);
    CHECK(wrong("[channels.own]\ntype = \"web\"\n").find("metrics") != std::string::npos);
}

TEST_CASE("a compound of thirty towers is described in a few lines") {
    const auto c = parsed(R"(
[[community.buildings]]
name = "1-12, 15, A-D"
units = 2
floors = 18
rooms = 4
[[community.buildings]]
name = 30
units = "A-C, 7"
[[community.buildings]]
name = "b01-B12"
)");
    REQUIRE(c);
    REQUIRE(c->buildings.size() == 12 + 1 + 4 + 1 + 12);
    CHECK(listed(c->buildings, language::en) == "1–12, 15, A–D, 30, B1–B12");
    CHECK(c->buildings[11].name == "12");
    CHECK(c->buildings[11].units == std::vector<std::string>{"1", "2"});
    CHECK(c->buildings[11].floors == 18);
    CHECK(c->buildings[11].rooms == 4);
    CHECK(c->buildings[17].units == std::vector<std::string>{"A", "B", "C", "7"});
    CHECK(c->buildings[17].floors == 0);
    CHECK(parsed("")->buildings.empty());
}

TEST_CASE("each mistake in a building is named with its line and what was probably meant") {
    const auto in_building = [](const std::string& lines) { return wrong("[[community.buildings]]\n" + lines); };
    CHECK(in_building("name = \"3栋\"\n") ==
          "linli.toml:2: \"name\": \"3栋\" is no name: it is a number, a letter or both, such as 3, A or B2; did "
          "you mean \"3\"?\n");
    CHECK(in_building("name = \"1\"\nname2 = 1\n").starts_with("linli.toml:3: unknown key \"name2\""));
    CHECK(in_building("name = \"12-1\"\n").find("did you mean \"1-12\"?") != std::string::npos);
    CHECK(in_building("name = \"1-D\"\n").find("is no range") != std::string::npos);
    CHECK(in_building("name = \"A1-B4\"\n").find("is no range") != std::string::npos);
    CHECK(in_building("name = \"1-\"\n").find("is no range") != std::string::npos);
    CHECK(in_building("name = \"1,,2\"\n").find("is no name") != std::string::npos);
    CHECK(in_building("floors = 3\n").find("needs \"name\"") != std::string::npos);
    CHECK(in_building("name = 1\nfloors = 0\n").starts_with("linli.toml:3: \"floors\""));
    CHECK(in_building("name = 1\nrooms = 100\n").starts_with("linli.toml:3: \"rooms\""));
    CHECK(in_building("name = 1\nunits = 0\n").starts_with("linli.toml:3: \"units\""));
    CHECK(in_building("name = 1\nunits = 400\n").starts_with("linli.toml:3: \"units\""));
    CHECK(in_building("name = \"1-12\"\n[[community.buildings]]\nname = 7\n") ==
          "linli.toml:4: building \"7\" is described twice\n");
    CHECK(in_building("name = \"1-999\"\n[[community.buildings]]\nname = \"A1-A9\"\n").find("more than 1000") !=
          std::string::npos);
    CHECK(wrong("[community]\nbuildngs = 1\n").find("did you mean \"buildings\"?") != std::string::npos);
    CHECK(wrong("[community]\nbuildings = 3\n").find("[[community.buildings]]") != std::string::npos);
}

TEST_CASE("durations, rates and hours") {
    using namespace std::chrono;
    CHECK(parse_duration("0s") == milliseconds{0});
    CHECK(parse_duration("30m") == minutes{30});
    CHECK(parse_duration("24h") == hours{24});
    CHECK(parse_duration("7d") == days{7});
    for (const auto* bad : {"", "s", "7", "-1s", "1.5h", "7 d", "7w", "99999d", "4294967296s", "１s"})
        CHECK_FALSE(parse_duration(bad));
    CHECK(parse_rate("30/s") == 30.0);
    CHECK(parse_rate("20/m") == Approx(1.0 / 3));
    for (const auto* bad : {"", "30", "0/s", "30/d", "-1/s", "a/s"}) CHECK_FALSE(parse_rate(bad));
    CHECK(parse_hours("")->none());
    CHECK(parse_hours("22:00-07:00")->end == hours{7});
    CHECK(parse_hours("00:00-24:00")->end == hours{24});
    for (const auto* bad : {"22:00", "22:00-22:00", "25:00-07:00", "22:60-07:00", "2:00-07:00"})
        CHECK_FALSE(parse_hours(bad));
}

TEST_CASE("networks of proxies") {
    const auto ten = parse_network("10.0.0.0/8");
    REQUIRE(ten);
    CHECK(ten->contains(boost::asio::ip::make_address("10.200.3.4")));
    CHECK(ten->contains(boost::asio::ip::make_address("::ffff:10.1.1.1")));
    CHECK_FALSE(ten->contains(boost::asio::ip::make_address("11.0.0.1")));
    CHECK_FALSE(ten->contains(boost::asio::ip::make_address("::1")));
    CHECK(parse_network("fd00::/9")->contains(boost::asio::ip::make_address("fd7f::1")));
    CHECK_FALSE(parse_network("fd00::/9")->contains(boost::asio::ip::make_address("fd80::1")));
    for (const auto* bad : {"", "10.0.0.0/33", "10.0.0.0/", "host"}) CHECK_FALSE(parse_network(bad));
}

TEST_CASE("days off, holidays, shifts and departments' groups are read, and mistakes in them named") {
    const auto c = parsed(std::string(with_bot) + R"(
groups.engineering = { channel = "tg", chat = "-100777" }
[[staff.members]]
name = "李工"
accounts = { tg = "1" }
[[staff.shifts]]
hours = "20:00-08:00"
days = ["fri", "周六"]
departments = ["engineering"]
members = ["李工"]
[calendar]
days_off = ["sun"]
holidays = ["2027-02-05..2027-02-07", "2027-01-01"]
extra_days = ["2027-02-14"]
[rules]
after_photo = true
)");
    REQUIRE(c);
    REQUIRE(c->staff.groups.size() == 1);
    CHECK(c->staff.groups[0].chat == "-100777");
    REQUIRE(c->staff.shifts.size() == 1);
    CHECK(c->staff.shifts[0].days.to_ulong() == 0b1100000);
    CHECK(c->calendar.days_off.to_ulong() == 1);
    CHECK(c->calendar.holidays.size() == 4);
    CHECK(c->calendar.holidays.front() == std::chrono::sys_days{std::chrono::year{2027} / 1 / 1});
    CHECK(c->after_photo);

    const auto about = [](std::string_view more) { return wrong(std::string(with_bot) + std::string(more)); };
    using Catch::Matchers::Contains;
    CHECK_THAT(about("[calendar]\nholidays = [\"2027-02-30\"]\n"), Contains("linli.toml:9") && Contains("2027-02-30"));
    CHECK_THAT(about("[calendar]\ndays_off = [\"sunday\"]\n"), Contains("holds \"sunday\""));
    CHECK_THAT(about("[calendar]\nholliday = []\n"), Contains("did you mean \"holidays\"?"));
    CHECK_THAT(
        about("[[staff.members]]\nname = \"李工\"\n[[staff.shifts]]\nhours = \"20:00-08:00\"\nmembers = [\"李公\"]\n"),
        Contains("\"李公\"") && Contains("did you mean \"李工\"?"));
    CHECK_THAT(about("[[staff.shifts]]\nhours = \"20:00\"\nmembers = [\"x\"]\n"), Contains("hours"));
    CHECK_THAT(about("groups.engineering = { channel = \"tgg\", chat = \"-1\" }\n"), Contains("did you mean \"tg\"?"));
}
