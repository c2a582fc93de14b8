// What people ask about a case of theirs. Pure.
#pragma once

#include <string_view>

namespace linli {

// When will somebody come, when is it mended? 几点来？ 今天能修吗, "what time", "can you come today". Not when
// something began, and not when an outage does.
bool asks_when(std::string_view text);

// A wish for a time: 能不能下午, "could it be in the afternoon?"
bool wishes_time(std::string_view text);

// 不撤, "don't withdraw it": the case goes on.
bool keeps_case(std::string_view text);
// 我不要了, 撤了吧: of a case that runs; in a question about something else it may mean that.
bool gives_case_up(std::string_view text);

}  // namespace linli
