#include "storage/codec.hpp"

#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::temporary_folder;

namespace {

// Sets every field, however deep, to something that is not its default.
struct filler {
    int n = 0;

    template <class T>
    void fill(T& v) {
        ++n;
        if constexpr (std::is_same_v<T, std::string>) {
            v = "text \"" + std::to_string(n) + "\" 渗水\n";
        } else if constexpr (std::is_same_v<T, bool>) {
            v = !v;
        } else if constexpr (std::is_same_v<T, instant>) {
            v = instant{std::chrono::milliseconds{1'764'000'000'000 + n}};
        } else if constexpr (std::is_floating_point_v<T>) {
            v = T(n) + T(0.1);
        } else if constexpr (std::is_integral_v<T>) {
            v = T(n % 100 + 1);
        } else if constexpr (codec::named_enum<T>) {
            v = static_cast<T>(v == T{1} ? 0 : 1);
        } else if constexpr (std::is_enum_v<T>) {
            v = static_cast<T>(n);
        } else if constexpr (codec::is_vector<T>) {
            v.clear();
            for (int i = 0; i < 2; ++i) fill(v.emplace_back());
        } else if constexpr (codec::is_optional<T>) {
            fill(v.emplace());
        } else if constexpr (codec::is_variant<T>) {
            std::visit([&](auto& held) { fill(held); }, v);
        } else {
            T::fields(v, [&](const char*, auto& field) { fill(field); });
        }
    }
};

struct count_fields {
    int n = 0;
    template <class F>
    void operator()(const char*, F&) {
        ++n;
    }
};

template <class T>
int listed() {
    T blank{};
    count_fields c;
    T::fields(blank, c);
    return c.n;
}

struct anything {
    template <class T>
    operator T() const;
};
// How many fields an aggregate has, by how many values it can be made of.
template <class T, class... A>
constexpr int declared() {
    if constexpr (requires { T{A{}..., anything{}}; })
        return declared<T, A..., anything>();
    else
        return static_cast<int>(sizeof...(A));
}

struct keys {
    temporary_folder folder;
    key_ring ring = *key_ring::open(folder / "key", true);
};

template <class T>
T round(const T& v, const key_ring& ring) {
    return decode<T>(encode(v, ring), ring);
}

}  // namespace

TEMPLATE_TEST_CASE("every field of a stored struct comes back", "[codec]", conversation, linli::office, draft, own_case,
                   case_file, case_entry, intake, outgoing, said, pressed, media_stored, media_refused, delivery, tick,
                   prompt, presence, media_handle, attachment, reading, member) {
    keys k;
    TestType full{};
    filler f;
    f.fill(full);
    INFO(encode(full, k.ring));
    // The filler moved every field away from its default, so nothing may be left out.
    const auto document = nlohmann::json::parse(encode(full, k.ring));
    CHECK(static_cast<int>(document.size()) == listed<TestType>() + 1);
    CHECK(round(full, k.ring) == full);
    CHECK(encode(TestType{}, k.ring) == "{\"v\":1}");
    CHECK(round(TestType{}, k.ring) == TestType{});
}

TEST_CASE("no struct has a field that is not stored, but for keys and versions", "[codec]") {
    CHECK(declared<conversation>() == listed<conversation>() + 2);    // id, version
    CHECK(declared<linli::office>() == listed<linli::office>() + 2);  // room, version
    CHECK(declared<case_file>() == listed<case_file>() + 1);          // version
    CHECK(declared<case_entry>() == listed<case_entry>());
    CHECK(declared<intake>() == listed<intake>());
    CHECK(declared<draft>() == listed<draft>());
    CHECK(declared<armed_question>() == listed<armed_question>());
    CHECK(declared<own_case>() == listed<own_case>());
    CHECK(declared<media_job>() == listed<media_job>());
    CHECK(declared<sent_words>() == listed<sent_words>());
    CHECK(declared<unfinished_order>() == listed<unfinished_order>());
    CHECK(declared<member>() == listed<member>());
    CHECK(declared<outgoing>() == listed<outgoing>());
    CHECK(declared<choice>() == listed<choice>());
    CHECK(declared<photo>() == listed<photo>());
    CHECK(declared<attachment>() == listed<attachment>());
    CHECK(declared<media_handle>() == listed<media_handle>());
    CHECK(declared<said>() == listed<said>());
    CHECK(declared<pressed>() == listed<pressed>());
    CHECK(declared<media_stored>() == listed<media_stored>());
    CHECK(declared<media_refused>() == listed<media_refused>());
    CHECK(declared<delivery>() == listed<delivery>());
    CHECK(declared<tick>() == listed<tick>());
    CHECK(declared<prompt>() == listed<prompt>());
    CHECK(declared<presence>() == listed<presence>());
    CHECK(declared<linli::place>() == listed<linli::place>());
    CHECK(declared<guess>() == listed<guess>());
    CHECK(declared<answer>() == listed<answer>());
}

TEST_CASE("an event keeps its kind", "[codec]") {
    keys k;
    event e;
    filler f;
    f.fill(e.at);
    e.body = prompt{"ask_solved", case_code{412}, "x"};
    e.sender_name = "陈女士";
    const auto text = encode(e, k.ring);
    CHECK(text.find("\"kind\":\"prompt\"") != text.npos);
    const auto back = decode<event>(text, k.ring);
    CHECK(back.body == e.body);
    CHECK(back.at == e.at);
    CHECK(back.sender_name == e.sender_name);
}

TEST_CASE("names and numbers are never readable", "[codec]") {
    keys k;
    conversation c;
    c.name = "Chen Xiaoming";
    c.phone = "13800138000";
    case_file f;
    f.name = f.intake.reporter_name = c.name;
    f.phone = f.intake.phone = c.phone;
    case_entry e;
    e.phone = c.phone;
    e.opened = {f.intake};
    for (const auto& text : {encode(c, k.ring), encode(f, k.ring), encode(e, k.ring)}) {
        CHECK(text.find("13800138000") == text.npos);
        CHECK(text.find("Chen") == text.npos);
    }
    CHECK(round(c, k.ring) == c);
    CHECK(round(e, k.ring) == e);

    SECTION("and open with the right key only") {
        keys other;
        CHECK_THROWS_AS(decode<conversation>(encode(c, k.ring), other.ring), codec_error);
    }
    SECTION("and cannot be put into another field") {
        auto j = nlohmann::json::parse(encode(c, k.ring));
        j["name"] = j["phone"];
        CHECK_THROWS_AS(decode<conversation>(j.dump(), k.ring), codec_error);
    }
}

// Written by the first release. When this test fails, an old database cannot be read any more.
TEST_CASE("a row of the first release is readable", "[codec]") {
    keys k;
    const std::string old =
        R"({"v":1,"language":"en","met":true,"channel":"tg","home":{"building":"12","unit":"2","room":"301"},)"
        R"("drafts":[{"started":1764000000000,"touched":1764000060000,"words":["water \"drips\""],)"
        R"("answers":[{"question":"since","text":"昨晚"}],"category":"water.leak",)"
        R"("guesses":[{"category":"water.leak","confidence":0.75}],"asked":2}],)"
        R"("armed":{"id":"where","about":412,"serial":7,"choices":[{"digit":1,"label":"是","data":"a:1"}]},)"
        R"("cases":[{"code":411},{"code":412}],"serial":7,"sitting":[{"text":"hi","album":"a","reading":{"digit":3,"answer":"yes"}}],)"
        R"("seen_at":1764000060000,"dropped_field":{"a":[1,2,{}]}})";
    const auto c = decode<conversation>(old, k.ring);
    CHECK(c.language == language::en);
    CHECK(c.home.unit == "2");
    REQUIRE(c.drafts.size() == 1);
    CHECK(c.drafts[0].words == std::vector<std::string>{"water \"drips\""});
    CHECK(c.drafts[0].guesses[0].confidence == 0.75f);
    CHECK(c.armed.choices[0].label == "是");
    CHECK(c.armed.about == case_code{412});
    REQUIRE(c.cases.size() == 2);
    CHECK(c.cases[1].code == case_code{412});
    CHECK(c.sitting[0].reading.digit == 3);
    CHECK(c.sitting[0].reading.answer == yes_no::yes);
    CHECK(c.seen_at == instant{std::chrono::milliseconds{1764000060000}});
}

TEST_CASE("damage is refused, not guessed at", "[codec]") {
    keys k;
    const auto bad = GENERATE(
        as<std::string>{}, "", "[]", "{}", "{\"v\":2}", "{\"v\":1", "{\"v\":1,\"met\":1}", "{\"v\":1,\"serial\":1.5}",
        "{\"v\":1,\"serial\":4294967296}", "{\"v\":1,\"serial\":\"1\"}", "{\"v\":1,\"language\":\"xx\"}",
        "{\"v\":1,\"language\":0}", "{\"v\":1,\"cases\":{}}", "{\"v\":1,\"home\":[]}", "{\"v\":1,\"drafts\":[1]}",
        "{\"v\":1,\"channel\":\"\xff\"}", "{\"v\":1,\"phone\":\"13800138000\"}", "{\"v\":1,\"seen_at\":1e30}");
    CHECK_THROWS_AS(decode<conversation>(bad, k.ring), codec_error);
    CHECK_THROWS_AS(decode<event>("{\"v\":1,\"body\":{\"kind\":\"unheard\"}}", k.ring), codec_error);
    CHECK_THROWS_AS(decode<event>("{\"v\":1,\"body\":{}}", k.ring), codec_error);
}

TEST_CASE("deep nesting is refused before it is parsed", "[codec]") {
    keys k;
    const std::string deep(100'000, '[');
    CHECK_THROWS_AS(decode<conversation>("{\"v\":1,\"x\":" + deep, k.ring), codec_error);
    CHECK_NOTHROW(decode<conversation>("{\"v\":1,\"x\":\"" + deep + "\"}", k.ring));
}

TEST_CASE("hostile bytes cannot make a row unreadable", "[codec]") {
    keys k;
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    all += "\xED\xA0\x80 \xC0\xAF \xF4\x90\x80\x80 \xE6\xB8";  // surrogate, overlong, too large,
                                                               // cut off
    delivery d;
    d.detail = all;
    const auto back = round(d, k.ring);
    CHECK(back.detail.substr(0, 128) == all.substr(0, 128));
    CHECK(round(back, k.ring) == back);
    guess g;
    g.confidence = std::numeric_limits<float>::quiet_NaN();
    CHECK(round(g, k.ring).confidence == 0);
}
