// What people say about being known: that they would rather leave no name, and who will see it. Pure.
#pragma once

#include <string_view>

namespace linli {

// Said to "your name, and a number to call?" and no more: 不想留, 没有电话, "I'd rather not".
bool declines_to_tell(std::string_view text);

// "Will they see my name?", 会不会报复我. Not 邻居报复我，往门口扔垃圾, which is a complaint.
bool asks_who_sees(std::string_view text);

}  // namespace linli
