// Reads texts/zh-CN.toml and texts/en.toml: every sentence that Linli says, in both languages.
//
// Pure: text in, texts or the first error out. A key that only one language has, or whose
// {placeholders} differ, is an error, so that no resident ever meets half a translation.
#pragma once

#include <string_view>

#include "dialogs/result.hpp"
#include "dialogs/texts.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

struct text_file {
    std::string_view name;  // stands in errors only
    std::string_view toml;
};

result<texts, config_error> parse_texts(text_file zh, text_file en);

}  // namespace linli
