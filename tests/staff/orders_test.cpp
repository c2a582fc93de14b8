#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;

namespace {

constexpr auto one = static_cast<case_code>(1), two = static_cast<case_code>(2);
constexpr auto engineer = static_cast<person_id>(7), colleague = static_cast<person_id>(8);

said words_of(std::string text) {
    said s;
    s.text = std::move(text);
    return s;
}

said reply_to(case_code about, std::string text, std::string tag = {}) {
    auto s = words_of(std::move(text));
    s.reply_to_us = true;
    s.reply_case = about;
    s.reply_tag = std::move(tag);
    return s;
}

order read(const said& s, const office& o = {}, person_id who = engineer) {
    event e;
    e.sender = who;
    return order_of(o, e, s);
}

office waiting(std::string tag, std::string verb, std::string words) {
    office o;
    unfinished_order u;
    u.tag = std::move(tag);
    u.by = engineer;
    u.verb = std::move(verb);
    u.words = std::move(words);
    u.until = instant{std::chrono::hours{1}};
    o.unfinished.push_back(std::move(u));
    return o;
}

}  // namespace

TEST_CASE("talk among colleagues that mentions a case asks for nothing", "[staff]") {
    for (const std::string text : {"CP-0001 那家今天在家吗", "完成 这句话没有单号", "到场", "完成，CP-0001也该结了",
                                   "谁去看看 CP-0001", "CP-0001 上门 约好了吗？"}) {
        const auto o = read(words_of(text));
        INFO(text);
        CHECK_FALSE(o.is_order);
        CHECK_FALSE(o.command.slash);
        CHECK(o.about == case_code::none);
    }
}

TEST_CASE("somebody is removed by their whole name, and things are spoken of", "[staff]") {
    office o;
    o.members.push_back({colleague, "赵师傅", role::engineer, {}});
    for (const std::string text : {"移除 赵师傅", "请出 赵师傅", "/remove 赵师傅", "/remove 谁"}) {
        const auto asked = read(words_of(text), o);
        INFO(text);
        CHECK(asked.is_order);
        CHECK(asked.command.verb == verb::remove);
    }
    CHECK_FALSE(read(words_of("移除 旧沙发"), o).is_order);
    const auto told = read(reply_to(one, "移除 旧沙发了"), o);
    CHECK_FALSE(told.is_order);
    CHECK(told.about == one);
    CHECK(told.command.rest == "移除 旧沙发了");
}

TEST_CASE("the card that is answered wins over a code in the words", "[staff]") {
    const auto torn = read(reply_to(two, "/done CP-0001那边总阀关了，这家也不漏了"));
    CHECK(torn.about == two);
    CHECK(torn.other == one);
    CHECK(torn.command.rest == "CP-0001那边总阀关了，这家也不漏了");
    const auto same = read(reply_to(two, "/done CP-0002 换了软管"));
    CHECK(same.other == case_code::none);
    CHECK(same.command.rest == "换了软管");
    const auto part = read(reply_to(two, "备注 同 CP-0001"));
    CHECK(part.about == two);
    CHECK(part.other == case_code::none);
    CHECK(part.command.rest == "同 CP-0001");
    const auto merged = read(reply_to(two, "/merge CP-0001"));
    CHECK(merged.about == two);
    CHECK(merged.other == case_code::none);
    CHECK(merged.command.rest == "CP-0001");
}

TEST_CASE("words reach a resident only in a reply to a card, or in its thread", "[staff]") {
    CHECK(read(reply_to(one, "十分钟后到")).about == one);
    CHECK(read(reply_to(one, "周三", "refused:abc")).about == case_code::none);
    CHECK(read(reply_to(one, "第三步做完了", "list:1")).among_us);
    CHECK(read(reply_to(one, "太贵了", "staff:plan:1.2")).put == "plan");
    auto help = words_of("这个命令怎么用？");
    help.reply_to_us = true;
    help.quoted = "/merge 合并 CP-0003";
    help.thread_case = two;
    CHECK(read(help).about == case_code::none);
    auto card = words_of("马上来");
    card.reply_to_us = true;
    card.quoted = "🚽 CP-0001 · P1 · 下水堵塞/返水";
    CHECK(read(card).about == one);
    auto in_thread = words_of("马上来");
    in_thread.thread_case = two;
    CHECK(read(in_thread).about == two);
}

TEST_CASE("what was asked back completes the order", "[staff]") {
    const auto asked = waiting("which:t", "done", "换了软管");
    const auto named = read(reply_to(case_code::none, "CP-0002，就是欠费那家", "which:t"), asked);
    CHECK(named.is_order);
    CHECK(named.command.verb == verb::done);
    CHECK(named.about == two);
    CHECK(named.command.rest == "换了软管");
    const auto by_another = read(reply_to(case_code::none, "CP-0002", "which:t"), asked, colleague);
    CHECK_FALSE(by_another.is_order);
    CHECK(by_another.about == case_code::none);
    const auto torn = waiting("which:t", "done", "CP-0001那边总阀关了");
    CHECK(read(reply_to(case_code::none, "CP-0001", "which:t"), torn).command.rest == "那边总阀关了");
    CHECK(read(reply_to(case_code::none, "CP-0002", "which:t"), torn).command.rest == "那边总阀关了");

    const auto until = waiting("askfor:wait:t", "wait", "等配件");
    const auto told = read(reply_to(one, "周三", "askfor:wait:t"), until);
    CHECK(told.command.verb == verb::wait);
    CHECK(told.about == one);
    CHECK(told.command.rest == "等配件 周三");
    CHECK_FALSE(told.wants_time);
    const auto later = waiting("askfor:plan:when:t", "plan", "换软管");
    const auto another = read(reply_to(one, "明天 10:00", "askfor:plan:when:t"), later);
    CHECK(another.command.verb == verb::plan);
    CHECK(another.command.rest == "换软管 明天 10:00");
    CHECK(another.wants_time);
    CHECK_FALSE(read(reply_to(one, "/done 换了软管", "askfor:plan:when:t"), later).wants_time);
    CHECK(read(reply_to(one, "换了软管", "askfor:done:x")).command.verb == verb::done);
}

TEST_CASE("in a private chat a verb alone is about the case we told of, and a question is none", "[staff]") {
    event e;
    e.sender = engineer;
    CHECK(order_of({}, e, words_of("到场"), one).is_order);
    CHECK(order_of({}, e, words_of("到场"), one).about == one);
    CHECK(order_of({}, e, words_of("/done CP-0002 换了软管"), one).about == two);
    CHECK(order_of({}, e, reply_to(two, "/done 换了软管"), one).about == two);
    CHECK_FALSE(order_of({}, e, words_of("到场 了吗？"), one).is_order);
    CHECK(order_of({}, e, words_of("人都出来了"), one).about == case_code::none);
}
