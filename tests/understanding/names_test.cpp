#include <catch2/catch.hpp>

#include "dialogs/understanding/names.hpp"

using namespace linli;

TEST_CASE("a name behind where they live") {
    CHECK(name_behind_place("我是3栋2单元1101的张伟 电话13812345678") == "张伟");
    CHECK(name_behind_place("我是三栋的老王，家里漏水") == "老王");
    CHECK(name_behind_place("我是3栋1101的住户张三") == "张三");
    CHECK(name_behind_place("我是5栋的陈女士") == "陈女士");
    for (const char* text : {"我是业主", "我是3栋的业主", "我是3栋的", "我是楼下的邻居", "我是新来的保洁",
                             "我是3栋的老人", "我是3栋1101的，家里漏水"}) {
        INFO(text);
        CHECK(name_behind_place(text).empty());
    }
}

TEST_CASE("a name that answers the question for it") {
    struct row {
        const char* text;
        const char* name;
    };
    for (const auto& r : {row{"Lee", "Lee"}, row{"Mohammed", "Mohammed"}, row{"my name Fatima", "Fatima"},
                          row{"my name Ahmed no phone", "Ahmed"}, row{"name: Tom", "Tom"}, row{"Ann Lee", "Ann Lee"},
                          row{"Hurry", ""}, row{"still leaking", ""}, row{"the lift", ""}, row{"no phone", ""},
                          row{"please come now", ""}, row{"it smells bad in here", ""}}) {
        INFO(r.text);
        CHECK(answered_name(r.text) == r.name);
    }
}
