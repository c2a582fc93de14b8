// Reads texts/zh-CN and texts/en: every sentence that Linli says, in both languages, each in several files by subject
// or in one.
//
// Pure: text in, texts or the first error out. A key that only one language has, that stands twice, or whose
// {placeholders} differ, is an error, so that no resident ever meets half a translation.
#pragma once

#include <span>
#include <string_view>

#include "dialogs/result.hpp"
#include "dialogs/texts.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

struct text_file {
    std::string_view name;  // stands in errors only
    std::string_view toml;
};

// None of them is empty.
result<texts, config_error> parse_texts(std::span<const text_file> zh, std::span<const text_file> en);

}  // namespace linli
