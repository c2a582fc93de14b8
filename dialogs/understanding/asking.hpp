// What people ask about a case of theirs. Pure.
#pragma once

#include <string_view>

namespace linli {

// When will somebody come, when is it mended? 几点来？ 今天能修吗, "what time", "can you come today". Not when
// something began, and not when an outage does.
bool asks_when(std::string_view text);

// A wish for a time: 能不能下午, "could it be in the afternoon?"
bool wishes_time(std::string_view text);

}  // namespace linli
