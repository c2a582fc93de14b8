#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

TEST_CASE("Every phrase of a life-safety category is at least possible danger") {
    for (const auto& c : test::the_taxonomy().categories)
        for (const auto& s : c.subcategories) {
            if (!s.life_safety) continue;
            for (const auto* phrases : {&s.phrases_zh, &s.phrases_en})
                for (const auto& phrase : *phrases) {
                    INFO(phrase);
                    const auto r = reading_of(phrase);
                    CHECK(r.life_safety >= danger::possible);
                    CHECK(test::the_taxonomy().find(r.danger_category) != nullptr);
                }
        }
}

TEST_CASE("No phrase of another category is danger; some kinds may be asked about") {
    // An open shaft, a lift that moves with its door open, a flooded garage, a tree over the wires; and
    // "smoking in the stairwell", which is a word away from smoke.
    constexpr std::string_view asked[] = {"facility.manhole", "elevator.unsafe", "water.burst", "greening.tree_risk",
                                          "neighbour.fumes"};
    for (const auto& c : test::the_taxonomy().categories)
        for (const auto& s : c.subcategories) {
            if (s.life_safety) continue;
            const bool may_be = std::ranges::find(asked, s.id) != std::end(asked);
            const auto most = may_be ? danger::possible : danger::none;
            for (const auto* phrases : {&s.phrases_zh, &s.phrases_en})
                for (const auto& phrase : *phrases) {
                    INFO(s.id << ": " << phrase);
                    CHECK(reading_of(phrase).life_safety <= most);
                }
        }
}

TEST_CASE("Danger of a kind that has a safety card of its own is filed as that kind") {
    for (const auto& [text, kind] :
         std::vector<std::pair<std::string, std::string>>{{"水管爆了，水已经漫到插座了，还通着电", "water.burst"},
                                                          {"墙裂了一条大缝，正在往下掉砖，下面有人", "building.crack"},
                                                          {"一条大狗咬住我孩子不松口", "neighbour.dogs"}}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety == danger::certain);
        CHECK(r.danger_category == kind);
        CHECK(test::best(r) == kind);
    }
}

TEST_CASE("Whoever only says where, when or who is in no danger") {
    for (const char* text : {"就是小区东门旁边那栋", "东门进来左手边第二栋旁边那个位置", "菜鸟驿站对面那一排楼中间那栋",
                             "从正门进来走到头，最里面那栋", "就在小区中心花园旁边靠近喷泉的那栋",
                             "the one behind the playground, on the left as you come in",
                             "by the parcel lockers, just opposite the gym"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety == danger::none);
    }
}

TEST_CASE("The taxonomy's look-alikes are no danger") {
    for (const auto& n : test::the_taxonomy().red_flag_negatives) {
        INFO(n.text);
        CHECK(reading_of(n.text).life_safety == danger::none);
    }
}

TEST_CASE("Danger here and now is certain, of the right kind") {
    struct row {
        const char* text;
        const char* category;
    };
    for (const auto& [text, category] : std::initializer_list<row>{
             {"楼道里好大煤气味 3栋2单元", "safety.gas"},
             {"厨房燃气管漏气了，嘶嘶响", "safety.gas"},
             {"there's a strong smell of gas on our floor", "safety.gas"},
             {"电动车充电着火了快叫人", "safety.fire"},
             {"smoke is coming from under the door of 502", "safety.fire"},
             {"This is not a drill, fire in building 6", "safety.fire"},
             {"摸水龙头被电了一下", "safety.electric"},
             {"the gate shocked me when I touched it", "safety.electric"},
             {"花盆從十樓掉下來差點砸到人", "safety.falling"},
             {"bricks are falling from the wall near gate 3", "safety.falling"},
             {"我妈晕倒了叫不醒", "safety.person"},
             {"an elderly woman fell on the stairs and cannot get up", "safety.person"},
             {"有人拿刀在楼下", "safety.crime"},
             {"there is an intruder in my flat", "safety.crime"},
             {"電梯裡困了兩個人", "elevator.trapped"},
             {"help I'm trapped in the elevator", "elevator.trapped"},
             {"停电了家里有人用呼吸机", "energy.building_out"},
             {"上次修过 现在又有煤气味", "safety.gas"},
             {"昨天到现在一直有煤气味", "safety.gas"},
             {"没有着火但是冒烟了", "safety.fire"},
         }) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety == danger::certain);
        CHECK(r.danger_category == category);
        CHECK(test::best(r) == category);
        CHECK(r.sure);
        CHECK(r.intent == "complaint");
    }
}

TEST_CASE("Danger that is only hedged is danger") {
    for (const char* text : {"好像有点煤气味", "好像有点煤气味，不确定，3栋1单元",
                             "maybe there is smoke in the basement", "I think something is burning"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety == danger::certain);
    }
}

TEST_CASE("Danger that may be meant is asked about") {
    for (const char* text : {"电梯坏了", "3栋电梯坏了", "没气了", "臭"}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety == danger::possible);
        CHECK(r.danger_category != "");
        CHECK_FALSE(r.sure);
    }
}

TEST_CASE("A cry for help that is the whole message is asked about, and is neither a greeting nor a command") {
    for (const char* text : {"火", "爆炸", "有血", "死人了", "要死人了", "快来", "sos", "SOS!!", "120", "110", "119",
                             "911", "HELP!!", "不好了", "不好了 出事了", "someone stuck", "被困住了"}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety != danger::none);
        CHECK(r.danger_category != "");
        CHECK(r.intent == "complaint");
    }
    for (const char* text : {"help", "HELP", "火锅店开到几点", "room 120", "不好意思", "好了", "你好", "快递到了"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety == danger::none);
    }
}

TEST_CASE("Whoever wants to die is told apart from other danger; who only says so in jest is not") {
    for (const char* text :
         {"我不想活了", "我受不了了想死", "想死", "我割腕了", "i want to kill myself", "i dont want to live"}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety == danger::certain);
        CHECK(r.danger_category == "safety.despair");
    }
    CHECK(reading_of("他割腕了").danger_category == "safety.person");  // who is bleeding needs the other card
    for (const char* text : {"暖气太热，热得想死", "想死你了"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety != danger::certain);
    }
}

TEST_CASE("Fire, gas and a cry are understood in the languages of likely residents") {
    for (const auto& [text, kind] :
         std::vector<std::pair<std::string, std::string>>{{"ガス臭い", "safety.gas"},
                                                          {"запах газа", "safety.gas"},
                                                          {"가스 냄새가 나요", "safety.gas"},
                                                          {"пожар в подъезде", "safety.fire"},
                                                          {"불이야", "safety.fire"},
                                                          {"hay fuego en el piso 5", "safety.fire"},
                                                          {"cháy nhà", "safety.fire"},
                                                          {"cheiro de gás na cozinha", "safety.gas"},
                                                          {"au secours", "safety.person"},
                                                          {"es brennt im keller", "safety.fire"},
                                                          {"ช่วยด้วย", "safety.person"},
                                                          {"حريق في المبنى", "safety.fire"},
                                                          {"आग लगी है", "safety.fire"},
                                                          {"kebakaran di lantai 3", "safety.fire"}}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety != danger::none);
        CHECK(r.danger_category == kind);
    }
}

TEST_CASE("Water on sockets, alarms that ring, lifts that fall and people behind a locked door are noticed") {
    const std::vector<std::pair<std::string, std::string>> told{{"4栋1单元电梯坏了，里面有人", "elevator.trapped"},
                                                                {"闻到煤气", "safety.gas"},
                                                                {"漏水 插座旁边", "safety.electric"},
                                                                {"漏水 插座湿了", "safety.electric"},
                                                                {"空调漏水 滴在插座上", "safety.electric"},
                                                                {"电瓶在楼道充电，有焦味", "safety.electric"},
                                                                {"烟感响了", "safety.fire"},
                                                                {"电梯突然掉下来 好几层", "elevator.trapped"},
                                                                {"我妈被锁在卫生间了", "safety.person"},
                                                                {"着伙啦", "safety.fire"}};
    for (const auto& [text, kind] : told) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.life_safety != danger::none);
        CHECK(r.danger_category == kind);
    }
}

TEST_CASE("What only looks like danger is no alarm, and mostly no question") {
    for (const char* text :
         {"有人按错门铃", "帮我搬东西了", "家里灯一闪一闪的", "楼道有烟味", "没气了做不了饭", "6栋2单元楼道有大便",
          "煤气账单不对", "停车费涨得跟抢劫一样", "火锅店味道", "煮饭烧糊了,没事了,报警器别来人了",
          "9栋3单元停电 我奶奶一个人在家害怕", "我妈的手机掉电梯井里了 3栋1单元", "我奶奶不开门"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety == danger::none);
    }
}

TEST_CASE("Another building in the next clause is another matter") {
    const auto r = reading_of("3栋漏水，5栋路灯坏了");
    REQUIRE(r.matters.size() == 2);
    CHECK(r.matters[0].text == "3栋漏水");
    CHECK(r.matters[0].category == "water.leak");
    CHECK(r.matters[0].place.building == "3");
    CHECK(r.matters[1].category == "energy.lights");
    CHECK(r.matters[1].place.building == "5");
    for (const char* one :
         {"3栋漏水，5栋也漏水", "我住3栋，5栋路灯坏了", "3栋，5栋都停水了", "路灯坏了，在3栋和5栋中间"}) {
        INFO(one);
        CHECK(reading_of(one).matters.empty());
    }
    const auto fire = reading_of("5栋路灯坏了，3栋1单元有煤气味");
    CHECK(fire.life_safety == danger::certain);
    REQUIRE(fire.matters.size() == 2);
    CHECK(fire.matters[0].category == "safety.gas");
    CHECK(fire.matters[0].place.building == "3");
}

TEST_CASE("A danger is told apart from the matter beside it") {
    const auto r = reading_of("东门路灯坏了，另外6栋1单元有煤气味");
    CHECK(r.life_safety == danger::certain);
    REQUIRE(r.matters.size() == 2);
    CHECK(r.matters[0].category == "safety.gas");
    CHECK(r.matters[0].place == place{"6", "1", "", ""});
    CHECK(r.matters[1].category == "energy.lights");
    CHECK(r.matters[1].place == place{"", "", "", "东门"});
    CHECK(reading_of("厨房着火了。好大的烟，另外孩子还在里面").matters.empty());
}

TEST_CASE("Danger that is past, supposed or only asked about is no alarm") {
    for (const char* text :
         {"上次煤气泄漏的事有结果吗", "昨天家里进贼了", "去年这里着过火", "万一着火怎么逃生", "如果电梯困人打哪个电话",
          "last month someone was trapped in the lift", "what if there is a fire in the garage"}) {
        INFO(text);
        CHECK(reading_of(text).life_safety != danger::certain);
    }
}

TEST_CASE("Danger that is denied, or only sounds like it, is none") {
    for (const char* text : {"没有煤气味",
                             "没有闻到煤气味，就是打不着火",
                             "电梯停了 没人被困",
                             "电梯里没有人",
                             "没有人被困，电梯就是停了",
                             "the lift is not working but nobody is trapped",
                             "I don't smell gas",
                             "there is no gas leak, just no gas",
                             "no sparks, just no power",
                             "热水器打不着火",
                             "灶台打不着火了",
                             "消防演习是几号",
                             "when is the fire drill",
                             "防火门坏了",
                             "the smoke detector keeps beeping",
                             "邻居抽烟烟味飘进来",
                             "电动车的电瓶被偷了",
                             "带电梯的房子物业费多少",
                             "价格太惊人",
                             "the price is shocking",
                             "孩子在楼道里跑来跑去",
                             "树叶掉下来没人扫",
                             "my parcel fell behind the locker",
                             "电梯困扰我们很久了",
                             "垃圾桶满了没人倒",
                             "你好",
                             "3-2-1101",
                             ""}) {
        INFO(text);
        CHECK(reading_of(text).life_safety == danger::none);
    }
}

TEST_CASE("A denied danger leaves the complaint behind it") {
    const auto r = reading_of("电梯停了 没人被困");
    CHECK(test::best(r) == "elevator.stopped");
    CHECK(r.sure);
}
