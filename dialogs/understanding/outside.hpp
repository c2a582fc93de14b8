// "I'm outside", 我们下楼了: where the speaker is now, and that they are safe. It does not say where the danger is.
#pragma once

#include <string_view>

namespace linli {

bool says_outside(std::string_view text);  // it says this and nothing else. Pure

}  // namespace linli
