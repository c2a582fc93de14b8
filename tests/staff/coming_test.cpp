#include <catch2/catch.hpp>

#include "dialogs/staff/staff.hpp"

using namespace linli;
using namespace linli::staff;

TEST_CASE("whoever says that they come, in whatever words, takes the alarm", "[staff]") {
    for (const std::string_view text :
         {"收到", "好的！", "收到，马上到", "收到马上到", "收到 我这就去", "马上到", "马上", "我马上过去", "我去看看", "我来", "来了来了", "在路上了",
          "出发了", "10分钟到", "我大概五分钟就到", "等我10分钟，马上到", "我赶过去", "我到楼下了", "马上就到",  "接了", "没问题，马上到", "没问题马上到", "没问题，收到", "没事，我马上到",
          "不好意思刚看到，我马上到", "不好意思刚看到我马上到", "不好意思，马上过去", "不客气，我这就来", "没关系我去", "您别急，马上到",
          "您先到室外，我马上到", "收到，这就去，让他们别扒门", "收到，马上到，已通知燃气公司", "不要紧，我现在过去", "知道了，正在赶过去",
          "on my way", "OMW", "Got it, coming", "No problem, on my way", "no worries I'm coming", "Sorry just saw this, on my way",
          "ok be there in 5", "I’ll be there in 10 minutes", "roger", "heading over now", "Please stay outside, I'm on my way"}) {
        INFO(text);
        CHECK(says_coming(text));
    }
}

TEST_CASE("whoever is not coming, or sends somebody else, takes no alarm", "[staff]") {
    for (const std::string_view text :
         {"我来不了", "没法过去", "不过去了", "我不去", "还没到", "收到，我在外地", "收到，我来不了", "好的，但我过不去", "没问题，让小王去",
          "没问题，小王马上到", "没问题吗？", "没问题", "不好意思，我去不了", "不好意思我下班了", "不好意思，马上开会", "收到，小王过去了",
          "电梯公司的人，马上到", "派人过去了", "收到，明天我来", "忙完我马上到", "如果没人，我去", "我到家了", "我接孩子呢", "我现在在外面",
          "我接了个电话", "我去叫李工", "我来联系电梯公司", "马上就让李工去", "好的，我让李工去", "收到，到了叫我", "我赶飞机",
          "我到下午有空", "等我去", "请马上到", "on my way to another job", "我去出差", "到哪了", "来个人", "去看看", "谁去", "到了告诉我", "收到，联系不上", "can't come", "I can’t come", "ok, can’t be there",
          "not coming", "no, heading home", "no problem, John is coming", "sorry, I'm off duty", "coming?", "I will not be there",
          "cannot come, please go", "on my way home", "no problem", "coming tomorrow", "cant be there"}) {
        INFO(text);
        CHECK_FALSE(says_coming(text));
    }
}
