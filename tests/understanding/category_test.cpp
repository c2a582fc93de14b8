#include <catch2/catch.hpp>

#include "tests/understanding/reading_of.hpp"

using namespace linli;
using test::reading_of;

TEST_CASE("Ordinary complaints are read right, and need no question") {
    struct row {
        const char* category;
        const char* text;
    };
    for (const auto& [category, text] : std::initializer_list<row>{
             {"water.leak", "3栋2单元1101卫生间天花板一直滴水"},
             {"elevator.stopped", "lift not working in tower B"},
             {"energy.lights", "楼道灯不亮"},
             {"cleaning.garbage", "垃圾没人收"},
             {"neighbour.night_noise", "楼上半夜吵"},
             {"water.leak", "厨房水槽下面的管子一直漏水"},
             {"water.leak", "卫生间的天花板在滴水，楼上说不关他们事"},
             {"water.leak", "主卧墙上有一大片水渍"},
             {"water.leak", "洗手间吊顶滴答滴答"},
             {"water.leak", "my kitchen ceiling is dripping"},
             {"water.leak", "water coming through bathroom ceiling slowly"},
             {"water.leak", "the tap in the bathroom wont stop dripping"},
             {"water.burst", "水管爆了快来人"},
             {"water.burst", "地下车库淹了"},
             {"water.burst", "pipe burst in my kitchen, water everywhere"},
             {"water.burst", "basement flooded, cars in water"},
             {"water.none", "我们这栋没水"},
             {"water.none", "怎么停水了也不通知一声"},
             {"water.none", "there is no water in building 5"},
             {"water.none", "when will the water come back"},
             {"water.sewage", "马桶堵了"},
             {"water.sewage", "厨房下水道堵了，水下不去"},
             {"water.sewage", "my toilet is blocked"},
             {"water.sewage", "sink is clogged"},
             {"water.quality", "水龙头出来的水是黄的"},
             {"water.quality", "自来水有股怪味"},
             {"water.quality", "the water is yellow and smells weird"},
             {"water.pressure", "六楼水压太低热水器都启动不了"},
             {"water.pressure", "water pressure is too low on the 20th floor"},
             {"energy.building_out", "我们单元停电了"},
             {"energy.building_out", "整栋楼都没电了"},
             {"energy.building_out", "power outage in block 7"},
             {"energy.flat_out", "家里突然没电了，邻居家有电"},
             {"energy.flat_out", "跳闸了推不上去"},
             {"energy.flat_out", "there is no power in my apartment only"},
             {"energy.lights", "三楼楼道灯坏了"},
             {"energy.lights", "地下车库好黑，灯都不亮"},
             {"energy.lights", "小区路灯坏了好几个"},
             {"energy.lights", "the corridor light on 5th floor is broken"},
             {"energy.lights", "street lights are off near gate 2"},
             {"energy.heating", "家里暖气一点都不热"},
             {"energy.heating", "暖气片冰冷的"},
             {"energy.heating", "the heating is not working"},
             {"energy.heat_leak", "暖气漏水了"},
             {"energy.heat_leak", "radiator leaking in the living room"},
             {"energy.gas_off", "燃气灶打不着火了"},
             {"energy.gas_off", "怎么没有燃气了"},
             {"energy.gas_off", "no gas in the kitchen, cannot cook"},
             {"energy.charging", "充电桩坏了"},
             {"energy.charging", "the ev charger is broken"},
             {"building.entrance", "单元门坏了关不上"},
             {"building.entrance", "门禁刷不了卡"},
             {"building.entrance", "the front door of building 2 doesnt close"},
             {"building.entrance", "intercom not working"},
             {"building.roof", "下大雨窗户边上渗水"},
             {"building.roof", "屋顶漏雨"},
             {"building.roof", "rain water leaking from the window"},
             {"building.crack", "墙上裂了一条缝"},
             {"building.crack", "there's a crack in the wall of the garage"},
             {"building.fire_gear", "灭火器过期"},
             {"building.fire_gear", "消防栓没有水"},
             {"building.fire_gear", "the fire extinguisher is missing on floor 3"},
             {"building.public_fix", "楼道窗户玻璃碎了"},
             {"building.public_fix", "楼梯扶手松动"},
             {"building.public_fix", "the handrail on the stairs is loose"},
             {"facility.manhole", "东门口井盖不见了"},
             {"facility.manhole", "a manhole cover is missing near the playground"},
             {"facility.play", "儿童滑梯坏了"},
             {"facility.play", "the swing in the playground is broken"},
             {"facility.road", "小区里面路面坑坑洼洼"},
             {"facility.road", "big pothole near the gate"},
             {"facility.water_feature", "泳池的水很脏"},
             {"facility.water_feature", "the pool is dirty"},
             {"facility.parcel", "快递柜打不开"},
             {"facility.parcel", "the parcel locker is jammed"},
             {"cleaning.garbage", "垃圾桶满了没人倒"},
             {"cleaning.garbage", "楼下垃圾好几天没清了"},
             {"cleaning.garbage", "the bins haven't been emptied for a week"},
             {"cleaning.garbage", "trash is piling up behind block 2"},
             {"cleaning.stairs", "楼道很久没打扫了"},
             {"cleaning.stairs", "大堂地面很脏"},
             {"cleaning.stairs", "the stairs are filthy"},
             {"cleaning.smell", "楼道里有一股臭味"},
             {"cleaning.smell", "bad smell in the garage"},
             {"cleaning.pests", "楼里有蟑螂"},
             {"cleaning.pests", "地下室有老鼠"},
             {"cleaning.pests", "there are rats in the basement"},
             {"cleaning.pet", "草坪上到处是狗屎"},
             {"cleaning.pet", "dog poop everywhere on the grass"},
             {"cleaning.debris", "楼下堆了一堆装修垃圾"},
             {"cleaning.debris", "someone dumped an old mattress"},
             {"greening.tree_risk", "大树快倒了"},
             {"greening.tree_risk", "a tree fell on the road"},
             {"greening.shade", "树太高把阳光都挡住了"},
             {"greening.shade", "the hedge needs trimming"},
             {"greening.dead", "草都枯死了"},
             {"greening.dead", "the grass is all dead"},
             {"greening.pesticide", "打农药为什么不提前通知"},
             {"greening.encroach", "有人在草坪上种菜"},
             {"greening.encroach", "someone is growing vegetables on the public lawn"},
             {"order.fire_lane", "消防通道被车堵了"},
             {"order.fire_lane", "cars parked in the fire lane"},
             {"order.wire_charge", "有人在楼道里给电动车充电"},
             {"order.wire_charge", "somebody is charging an ebike in the corridor"},
             {"order.clutter", "楼道里堆满了杂物"},
             {"order.clutter", "邻居把鞋柜放在走廊里"},
             {"order.clutter", "boxes piled in the stairwell"},
             {"order.access", "陌生人随便进小区"},
             {"order.access", "strangers keep getting into the building"},
             {"order.guard", "东门保安不在岗"},
             {"order.guard", "the security guard is always sleeping"},
             {"order.cctv", "我想查一下监控"},
             {"order.cctv", "the camera in the lobby is broken"},
             {"order.theft", "我的电动车被偷了"},
             {"order.theft", "快递不见了"},
             {"order.theft", "my bike was stolen"},
             {"parking.bay_taken", "我的车位被别人占了"},
             {"parking.bay_taken", "somebody parked in my parking space"},
             {"parking.blocked", "有车堵在我车前面，麻烦通知挪一下"},
             {"parking.blocked", "a car is blocking my car"},
             {"parking.gate", "道闸坏了抬不起来"},
             {"parking.gate", "the barrier is broken"},
             {"parking.parking_fee", "停车费太贵了"},
             {"parking.parking_fee", "why is the parking fee so high"},
             {"parking.bike", "自行车乱停乱放"},
             {"parking.bike", "bikes parked all over the entrance"},
             {"neighbour.renovation", "楼上天天装修吵死了"},
             {"neighbour.renovation", "upstairs is drilling all day"},
             {"neighbour.night_noise", "楼上小孩半夜一直跑跳"},
             {"neighbour.night_noise", "隔壁晚上唱歌太吵了"},
             {"neighbour.night_noise", "my upstairs neighbour makes noise at night"},
             {"neighbour.plaza", "广场舞音乐太大声"},
             {"neighbour.plaza", "square dance music too loud"},
             {"neighbour.dogs", "有人遛狗不牵绳"},
             {"neighbour.night_noise", "楼上的狗一直叫"},
             {"neighbour.dogs", "a dog bit my son"},
             {"neighbour.fumes", "邻居在楼道里抽烟"},
             {"neighbour.fumes", "neighbour smokes on the balcony"},
             {"neighbour.illegal", "隔壁房子群租"},
             {"neighbour.illegal", "楼上在违建"},
             {"neighbour.leak_dispute", "楼上漏水不肯赔钱"},
             {"neighbour.leak_dispute", "空调外机滴水到我家窗户"},
             {"service.fee", "物业费为什么涨价"},
             {"service.fee", "the management fee is too high"},
             {"service.invoice", "我要开发票"},
             {"service.invoice", "装修押金什么时候退"},
             {"service.invoice", "I need an invoice"},
             {"service.attitude", "保安态度很差"},
             {"service.attitude", "the receptionist was rude to me"},
             {"service.ignored", "报修三次了都没人管"},
             {"service.ignored", "I reported this two weeks ago and nobody came"},
             {"service.charges", "换个灯泡收我一百块"},
             {"service.privacy", "我的手机号被你们泄露了"},
             {"service.transparency", "维修基金花到哪里去了"},
             {"governance.suggest", "建议小区多种点树"},
             {"governance.suggest", "could you install more lights in the garden"},
             {"governance.praise", "表扬3号楼的保洁阿姨"},
             {"governance.praise", "thank you to the guard at gate 1"},
             {"governance.meeting", "业主大会几号开"},
             {"governance.report", "举报物业经理收回扣"},
             {"elevator.stopped", "电梯停运两天了"},
             {"elevator.stopped", "电梯又不能用了"},
             {"elevator.stopped", "elevator out of order in building 3"},
             {"elevator.stopped", "the lift isn't working"},
             {"elevator.minor", "电梯按钮失灵"},
             {"elevator.minor", "the lift button for floor 5 is broken"},
             {"elevator.unsafe", "电梯运行时一直抖动"},
             {"elevator.unsafe", "the elevator is making a strange noise"},
             {"elevator.ebike", "有人把电动车推进电梯"},
         }) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(test::best(r) == category);
        CHECK(r.sure);
        CHECK(r.intent == "complaint");
        CHECK(r.ambiguous == "");
    }
}

TEST_CASE("Nearly every phrase of the taxonomy is read as what it stands for") {
    int right = 0;
    int all = 0;
    int wrongly_sure = 0;
    for (const auto& c : test::the_taxonomy().categories)
        for (const auto& s : c.subcategories)
            for (const auto* phrases : {&s.phrases_zh, &s.phrases_en})
                for (const auto& phrase : *phrases) {
                    const auto r = reading_of(phrase);
                    ++all;
                    right += test::best(r) == s.id;
                    wrongly_sure += r.sure && test::best(r) != s.id;
                }
    CHECK(right >= all * 98 / 100);
    CHECK(wrongly_sure <= all / 100);
}

TEST_CASE("An ambiguous opener asks before it decides") {
    for (const auto& a : test::the_taxonomy().ambiguous) {
        INFO(a.text);
        const auto r = reading_of(a.text);
        CHECK(r.ambiguous == a.text);
        CHECK_FALSE(r.sure);
        CHECK(r.guesses.size() >= 2);
        CHECK(r.intent == "complaint");
        CHECK(test::the_taxonomy().find_question(a.question) != nullptr);
        for (const auto& candidate : a.candidates)
            CHECK(std::any_of(r.guesses.begin(), r.guesses.end(),
                              [&](const guess& g) { return g.category == candidate; }));
    }
    CHECK(reading_of("3栋漏水了").ambiguous == "漏水");
    CHECK(reading_of("lift is broken").ambiguous == "电梯坏了");
}

TEST_CASE("Guesses are few, ordered and between 0 and 1") {
    for (const char* text : {"电梯坏了", "漏水", "臭", "water", "楼道", "3栋", "help me with the noise and the leak"}) {
        INFO(text);
        const auto r = reading_of(text);
        CHECK(r.guesses.size() <= 4);
        for (std::size_t i = 0; i < r.guesses.size(); ++i) {
            CHECK(r.guesses[i].confidence > 0);
            CHECK(r.guesses[i].confidence <= 1);
            CHECK(test::the_taxonomy().find(r.guesses[i].category) != nullptr);
            if (i > 0) CHECK(r.guesses[i].confidence <= r.guesses[i - 1].confidence);
        }
    }
}

TEST_CASE("What is no complaint has no sure category") {
    for (const char* text :
         {"你好", "谢谢", "3-2-1101", "1", "是的", "13800138000", "转人工", "hello", "😀", "asdf qwer"}) {
        INFO(text);
        CHECK_FALSE(reading_of(text).sure);
        CHECK(reading_of(text).intent != "complaint");
    }
}

TEST_CASE("Links and markup say nothing of the kind") {
    const std::string words = "3栋2单元1101卫生间天花板一直滴水";
    for (const std::string around : {"<b>", "</div><script>x</script>", "https://example.org/a?b=fire "}) {
        const auto r = reading_of(around + words);
        CHECK(test::best(r) == "water.leak");
        CHECK(r.sure);
        CHECK(r.place.room == "1101");
    }
    CHECK(reading_of("<" + std::string(2000, 'a')).life_safety == danger::none);
}
