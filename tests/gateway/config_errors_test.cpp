// What an administrator reads when a configuration is wrong: tables of bad files, and every word of the answer.
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "gateway/community_builder.hpp"
#include "gateway/config/load.hpp"

using namespace linli;
using namespace linli::gateway;

namespace {

std::string wrong(std::string_view text, const environment& variables = {}) {
    const auto c = parse_config(text, "linli.toml", variables, adapters::catalogue());
    return c ? std::string("nothing is wrong") : to_text(c.error());
}

struct bad {
    std::string_view lines, told;
};

struct own_folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("linli-config-" + std::to_string(::getpid()));
    own_folder() { std::filesystem::create_directories(path); }
    ~own_folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a wrong value of a channel is told with its line, its key and the likely right one") {
    constexpr std::string_view web = "[channels.web]\ntype = \"web\"\n";
    const bad table[] = {
        {"[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\nsecret = \"s\"\nreceive = \"pol\"\n",
         "linli.toml:7: \"receive\" is \"pol\", which is none of webhook, poll; did you mean \"poll\"?\n"},
        {"[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\nreceive = \"pol\"\n",
         "linli.toml:6: \"receive\" is \"pol\", which is none of webhook, poll; did you mean \"poll\"?\n"},
        {"[channels.tg]\ntype = \"telegram\"\nreceive = \"poll\"\n",
         "linli.toml:3: [channels.tg] needs \"token\" (or \"token_file\"): ask @BotFather for one\n"},
        {"[channels.tg]\ntype = \"telegram\"\ntoken = 5\nreceive = \"poll\"\n",
         "linli.toml:5: \"token\" must be a text such as token = \"…\", and is a whole number\n"},
        {"[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\nsecret = \"MY SECRET\"\n",
         "linli.toml:6: \"secret\" may hold 1 to 256 of A-Z a-z 0-9 _ - and nothing else\n"},
        {"[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\nreceive = \"poll\"\napi_url = \"api.telegram.org\"\n",
         "linli.toml:7: \"api_url\" must be an address such as https://api.example.org, and is \"api.telegram.org\"\n"},
        {"[channels.v]\ntype = \"vonage\"\napi_key = \"k\"\napi_secret = \"s\"\nsignature_secret = \"t\"\nnumber = "
         "4477\n"
         "signature_method = \"sha265\"\nmax_parts = 11\nplain_text = \"maybe\"\n",
         "linli.toml:9: \"signature_method\" is \"sha265\", which is none of any, md5hash, md5, sha1, sha256, sha512; "
         "did "
         "you mean \"sha256\"?\n"
         "linli.toml:10: \"max_parts\" must be a whole number from 1 to 10, and is \"11\"\n"
         "linli.toml:11: \"plain_text\" is \"maybe\", which is none of false, true\n"},
        {"[channels.tw]\ntype = \"twilio\"\naccount_sid = \"AC\"\ntoken = \"t\"\nnumber = \"+1\"\n",
         "linli.toml:3: [channels.tw] needs gateway.public_url: Twilio signs the address it calls, and has no other "
         "way "
         "to bring messages\n"},
        {"[channels.a]\ntype = \"android_sms\"\ntoken = \"u:p\"\nsigning_key = \"k\"\nmax_age = \"5 minutes\"\n",
         "linli.toml:7: \"max_age\" must be a time such as 5m or 2d, and at most 30d, and is \"5 minutes\"\n"},
        {"[channels.m]\ntype = \"messenger\"\ntoken = \"t\"\napp_secret = \"s\"\nverify_token = \"v\"\npage_id = "
         "\"1\"\n"
         "human_agent = \"yes\"\n",
         "linli.toml:9: \"human_agent\" is \"yes\", which is none of false, true\n"},
        {"[channels.w]\ntype = \"whatsapp\"\ntoken = \"t\"\napp_secret = \"s\"\nverify_token = \"v\"\n",
         "linli.toml:3: [channels.w] needs \"phone_number_id\": WhatsApp Manager shows it beside your number; it is "
         "not "
         "the number itself\n"},
        {"[channels.s]\ntype = \"slack\"\ntoken = \"t\"\nsigning_secret = \"s\"\nfiles_url = \"https://\"\n",
         "linli.toml:7: \"files_url\" must be an address such as https://api.example.org, and is \"https://\"\n"},
        {"[channels.l]\ntype = \"line\"\ntoken = \"t\"\nchannel_secret = \"s\"\napi_url = \"https://a:99999\"\n",
         "linli.toml:7: \"api_url\" must be an address such as https://api.example.org, and is \"https://a:99999\"\n"},
        {"[channels.t]\ntype = \"tencent_sms\"\nsecret_id = \"i\"\nsecret_key = \"k\"\nsecret = \"short-SECRET\"\n"
         "sms_sdk_app_id = 1400\nsign_name = \"n\"\ntemplate_id = 1\n",
         "linli.toml:7: \"secret\" is too short: at least 16 letters and digits, such as `openssl rand -hex 16` "
         "gives\n"},
        {"[channels.al]\ntype = \"aliyun_sms\"\naccess_key_id = \"i\"\naccess_key_secret = \"k\"\n"
         "secret = \"0123456789abcdef\"\nsign_name = \"n\"\ntemplate_code = \"c\"\nparameter_max = 10\n",
         "linli.toml:3: [channels.al] leaves so little room for our words (10 characters) that nothing could be said: "
         "raise max_parts or parameter_max\n"},
        {"[channels.x]\ntype = \"smpp\"\nhost = \"h\"\nport = 70000\nsystem_id = \"i\"\npassword = \"p\"\nnumber = "
         "\"311\"\n"
         "encoding = \"gsm-7\"\nrate = 0.5\nton = 9\n",
         "linli.toml:6: \"port\" must be a whole number from 1 to 65535, and is \"70000\"\n"
         "linli.toml:10: \"encoding\" is \"gsm-7\", which is none of gsm7, latin1, ucs2; did you mean \"gsm7\"?\n"
         "linli.toml:12: \"ton\" must be a whole number from 0 to 6, and is \"9\"\n"},
        {"[channels.k]\ntype = \"described\"\nsecret = \"0123456789abcdef\"\napi_url = \"http://a\"\n"
         "[channels.k.verify]\nhow = \"querry\"\n[channels.k.send]\npth = \"/x\"\n[channels.k.message]\nid = \"a\"\n"
         "sender = \"b\"\n[channels.k.answer]\nstatuses = { 202 = \"fine\" }\n",
         "linli.toml:8: \"how\" is \"querry\", which is none of path, query, header, basic, hmac; did you mean "
         "\"query\"?\n"
         "linli.toml:10: unknown key \"pth\" in [channels.k.send]; did you mean \"path\"?\n"
         "linli.toml:11: [channels.k.message] needs \"text\"\n"
         "linli.toml:15: \"statuses\" must say accepted, retry, rejected, recipient_gone or misconfigured\n"},
        {"[channels.k]\ntype = \"described\"\nsecret = \"0123456789abcdef\"\napi_url = \"http://a\"\nverify = 1\n",
         "linli.toml:3: [channels.k] needs \"send\": a table: how a text is sent\n"
         "linli.toml:7: \"verify\" must be a table, and is a whole number\n"},
    };
    for (const auto& one : table) {
        INFO(one.lines);
        CHECK(wrong(std::string(web) + std::string(one.lines)) == one.told);
    }
}

TEST_CASE("what can be there once only is told with both lines") {
    CHECK(wrong(R"([channels.web]
type = "web"
[[staff.members]]
name = "Ann"
accounts = { web = "7" }
[[staff.members]]
name = "Ann"
accounts = { web = 7 }
[[staff.shifts]]
hours = "20:00-08:00"
members = ["Ann"]
)") == "linli.toml:8: \"web\" is the account of Ann (line 5) already; an account belongs to one member only\n"
       "linli.toml:11: \"Ann\" is the name of 2 members (lines 4, 7); give each a name of their own\n");
    constexpr std::string_view bot = "type = \"telegram\"\nreceive = \"poll\"\ntoken = \"1:SECRET\"\n";
    const auto two =
        "[channels.web]\ntype = \"web\"\n[channels.a]\n" + std::string(bot) + "[channels.b]\n" + std::string(bot);
    CHECK(wrong(two) ==
          "linli.toml:10: \"token\" is that of [channels.a] (line 6) already; a bot can be one channel only, so "
          "ask for another bot\n");
    CHECK(wrong(two, {{"LINLI_CHANNELS__B__TOKEN", "2:OTHER"}}) == "nothing is wrong");
    CHECK(wrong(two, {{"LINLI_CHANNELS__A__TOKEN", "1:SECRET"}}) ==
          "linli.toml:10: \"token\" is that of [channels.a] already; a bot can be one channel only, so ask for another "
          "bot\n");
}

TEST_CASE("two members may share a name while no shift names them") {
    CHECK(wrong("[[staff.members]]\nname = \"Ann\"\n[[staff.members]]\nname = \"Ann\"\n") == "nothing is wrong");
}

TEST_CASE("a secret in the wrong place is not shown") {
    const auto with = [](std::string_view key, std::string_view value) {
        return wrong(std::string("[channels.web]\ntype = \"web\"\n[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\n"
                                 "secret = \"s\"\n") +
                     std::string(key) + " = \"" + std::string(value) + "\"\n");
    };
    constexpr std::string_view token = "123456789:AAHSECRET";
    constexpr std::string_view values[] = {token,
                                           "https://user:PASSWORD@host/x?tok=SECRET",
                                           "https://user:PASSWORD",
                                           "user:PASSWORD",
                                           "user:p/PASSWORD://@host",
                                           "https://h/botSECRET/ x"};
    for (const auto key : {"receive", "api_url"})
        for (const auto value : values) {
            INFO(key << " " << value);
            const auto told = with(key, value);
            CHECK(told.starts_with("linli.toml:7: \"" + std::string(key) + "\" "));
            CHECK(told.find("SECRET") == std::string::npos);
            CHECK(told.find("PASSWORD") == std::string::npos);
        }
    CHECK(with("receive", token) ==
          "linli.toml:7: \"receive\" is a text of 19 characters, which is none of webhook, poll\n");
    CHECK(with("api_url", "https://h:1a/x?tok=SECRET") ==
          "linli.toml:7: \"api_url\" must be an address such as https://api.example.org, and is \"https://…\"\n");
    CHECK(wrong("[gateway]\nlisten = \"123456789:AAHSECRET\"\nlanguage = \"123456789:AAHSECRET\"\n").find("SECRET") ==
          std::string::npos);
}

TEST_CASE("a secret whose file cannot be read is told once, and truly") {
    const own_folder here;
    std::ofstream(here.path / "empty") << "\n";
    const auto with = [&](const std::filesystem::path& file) {
        return wrong(
            "[channels.web]\ntype = \"web\"\n[channels.tg]\ntype = \"telegram\"\nreceive = \"poll\"\ntoken_file = \"" +
            file.string() + "\"\n");
    };
    const auto line = [&](std::string_view name, std::string_view why) {
        return "linli.toml:6: \"token_file\": " + (here.path / name).string() + std::string(why) + "\n";
    };
    CHECK(with(here.path / "absent") == line("absent", " cannot be read: there is no such file"));
    CHECK(with(here.path / "empty") == line("empty", " is empty"));
    CHECK(with(here.path) ==
          "linli.toml:6: \"token_file\": " + here.path.string() + " cannot be read: it is a folder\n");
}

TEST_CASE("a configuration that is no readable file is told plainly") {
    const own_folder here;
    const auto told = [](const std::filesystem::path& file) {
        const auto c = load_config(file, {}, adapters::catalogue());
        return c ? std::string("nothing is wrong") : to_text(c.error());
    };
    CHECK(told(here.path) == "the configuration: " + here.path.string() + " cannot be read: it is a folder\n");
    CHECK(told(here.path / "x.toml") ==
          "the configuration: " + (here.path / "x.toml").string() + " cannot be read: there is no such file\n");
    std::ofstream(here.path / "large.toml") << std::string(1 << 20, '#') << "\n";
    CHECK(told(here.path / "large.toml").find(" is larger than 1024 KiB") != std::string::npos);
    std::ofstream(here.path / "good.toml") << "[gateway]\nlanguage = \"en\"\n";
    CHECK(told(here.path / "good.toml") == "nothing is wrong");
}

TEST_CASE("mistakes of every table come in the order of their lines, each once") {
    CHECK(wrong(R"([staff]
group = { channel = "tgg", chat = "-1" }
[[staff.members]]
name = "Ann"
role = "enginer"
accounts = { web = "1", wbe = "2" }
[[staff.shifts]]
hours = "20:00-08:00"
members = ["An"]
[staff.groups.engineering]
channel = 5
chat = "1"
[channels.web]
type = "web"
[channels.two]
type = "web"
[channels.tg]
type = "telegam"
[gateway]
language = "eng"
texts_dir = "/nowhere"
[chanels.x]
)") == "linli.toml:2: \"tgg\" is no channel: there is no such [channels.…]; did you mean \"tg\"?\n"
       "linli.toml:5: \"role\" is \"enginer\", which is none of engineer, desk, lead, manager, quality, committee; did "
       "you mean \"engineer\"?\n"
       "linli.toml:6: \"wbe\" is no channel: there is no such [channels.…]; did you mean \"web\"?\n"
       "linli.toml:9: \"An\" is none of [[staff.members]]; did you mean \"Ann\"?\n"
       "linli.toml:11: \"channel\" must be a text such as channel = \"…\", and is a whole number\n"
       "linli.toml:14: there can be one channel of type \"web\" only\n"
       "linli.toml:18: \"type\" is \"telegam\", which is none of web, telegram, twilio, vonage, aliyun_sms, "
       "tencent_sms, android_sms, smpp, whatsapp, messenger, slack, line, described; did you mean \"telegram\"?\n"
       "linli.toml:20: \"language\" is \"eng\", which is none of zh-CN, en; did you mean \"en\"?\n"
       "linli.toml:21: \"texts_dir\" must name a folder, and is \"/nowhere\"\n"
       "linli.toml:22: unknown key \"chanels\" in the top level; did you mean \"channels\"?\n");
}

TEST_CASE("a channel that is wrong makes no other mistake of what names it") {
    CHECK(wrong("[channels.tg]\ntype = \"telegramm\"\n[staff]\ngroup = { channel = \"tg\", chat = \"-1\" }\n")
              .find("[channels") == std::string::npos);
    const auto no_group = wrong("[channels.w]\ntype = \"webb\"\n");
    CHECK(no_group.find("staff") == std::string::npos);
    CHECK(no_group.starts_with("linli.toml:2: "));
}

TEST_CASE("what the environment lacks or has wrong is named by its variable") {
    CHECK(
        wrong("", {{"LINLI_CHANNELS__WEB__TYPE", "web"},
                   {"LINLI_CHANNELS__TG__TYPE", "telegram"},
                   {"LINLI_CHANNELS__TG__RECEIVE", "pol"}}) ==
        "environment LINLI_CHANNELS__TG__RECEIVE: \"receive\" is \"pol\", which is none of webhook, poll; did you mean "
        "\"poll\"?\n"
        "environment LINLI_CHANNELS__TG__RECEIVE: [channels.tg] needs \"token\" (or \"token_file\"): ask @BotFather "
        "for one\n");
}

TEST_CASE("a department that nobody knows is told with the line that names it") {
    const auto c = parse_config(
        "[[staff.members]]\nname = \"Ann\"\ndepartments = [\"enginering\"]\n"
        "[staff.groups.cleanin]\nchannel = \"web\"\nchat = \"1\"\n",
        "linli.toml", {}, adapters::catalogue());
    REQUIRE(c);
    const auto built = build_without_people(*c, instant{});
    REQUIRE_FALSE(built);
    const auto told = to_text(built.error());
    CHECK(told.starts_with("the embedded default:3: the department \"enginering\" of Ann is none of "));
    CHECK(told.find("did you mean \"engineering\"?\nthe embedded default:4: the department \"cleanin\"") !=
          std::string::npos);
}

TEST_CASE("a key of another table is told where it belongs in every table") {
    CHECK(wrong("[gateway]\nquiet_hours = \"22:00-07:00\"\n[timing]\ndays_off = [\"sun\"]\nlanguage = \"en\"\n"
                "[staff]\nafter_photo = true\n[rules]\nmembers = 1\n[calendar]\nbuildings = 1\ndays_of = 1\n") ==
          "linli.toml:2: unknown key \"quiet_hours\" in [gateway]; it belongs in [timing]\n"
          "linli.toml:4: unknown key \"days_off\" in [timing]; it belongs in [calendar]\n"
          "linli.toml:5: unknown key \"language\" in [timing]; it belongs in [gateway]\n"
          "linli.toml:7: unknown key \"after_photo\" in [staff]; it belongs in [rules]\n"
          "linli.toml:9: unknown key \"members\" in [rules]; it belongs in [staff]\n"
          "linli.toml:11: unknown key \"buildings\" in [calendar]; it belongs in [community]\n"
          "linli.toml:12: unknown key \"days_of\" in [calendar]; did you mean \"days_off\"?\n");
}

TEST_CASE("a key of another table is told where it belongs, and an unknown one what there is") {
    CHECK(
        wrong("listen = \"127.0.0.1:80\"\nquiet_hours = \"22:00-07:00\"\nsms = 1\n[channels.web]\ntype = \"web\"\n") ==
        "linli.toml:1: unknown key \"listen\" in the top level; it belongs in [gateway]\n"
        "linli.toml:2: unknown key \"quiet_hours\" in the top level; it belongs in [timing]\n"
        "linli.toml:3: unknown key \"sms\" in the top level; there are gateway, timing, calendar, rules, channels, "
        "community, staff\n");
}
