// SMS in mainland China: operators carry approved templates only. Our words go as the one free
// parameter of a template that the administrator had approved (docs/channels/aliyun_sms.md).
#pragma once

#include <string>
#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/catalogue.hpp"
#include "adapters/sms.hpp"

namespace linli::adapters::templated {

struct options {
    sms::options phone;
    std::size_t characters = 0;  // of the parameter, in one message
};

// Reads `max_parts`, `plain_text`, `template_characters` (what the template says besides the
// parameter) and `parameter_max` (what the vendor approved for it). A text costs one part up to 70
// characters and one for each 67 beyond, signature and template included.
result<options, std::string> read_options(const channel_config& config, std::string_view sign);

// A parameter is one line.
std::string one_line(std::string_view words);

// "+86" before a number of mainland China, else "+" where it is missing.
std::string international(std::string_view number);

inline constexpr std::chrono::minutes china_time = std::chrono::hours{8};

}  // namespace linli::adapters::templated
