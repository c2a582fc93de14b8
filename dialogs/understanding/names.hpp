// Names that nothing introduces as such: an answer to "your name, and a number to call?", and whoever says
// where they live before who they are. Pure.
#pragma once

#include <string>
#include <string_view>

namespace linli {

// 我是3栋2单元1101的张伟: behind the place. Not 我是3栋的业主.
std::string name_behind_place(std::string_view text);

// The name in an answer to the question for it: Lee, "my name Fatima", "Ahmed no phone", 我是3栋的张伟.
std::string answered_name(std::string_view text);

}  // namespace linli
