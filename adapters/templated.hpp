// SMS in mainland China: operators carry approved templates only. Our words go as the one free
// parameter of a template that the administrator had approved (docs/channels/aliyun_sms.md). The vendors
// there sign nothing of what they push, so their requests are proven by a secret in the address.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/catalogue.hpp"
#include "adapters/json_read.hpp"
#include "adapters/sms.hpp"

namespace linli::adapters::templated {

// What every such channel is told, besides its keys to the vendor's API and its template.
struct settings {
    std::string secret;           // secret; in the address that the vendor calls
    std::string previous_secret;  // still accepted while the address is changed at the vendor
    std::string sign_name;
    std::string api_url;  // without a trailing slash
    std::string hook_path;
    sms::options phone;
    std::size_t characters = 0;  // of the parameter, in one message
};

// Reads `secret`, `previous_secret`, `sign_name`, `api_url`, the settings of sms.hpp, `template_characters`
// (what the template says besides the parameter) and `parameter_max` (what the vendor approved for it). A text
// costs one part up to 70 characters and one for each 67 beyond, signature and template included.
settings read_settings(channel_reader& r, std::string_view api_url);

// What one vendor has of its own.
struct vendor {
    http_answer taken;  // to a push
    std::vector<inbound> (*read)(const json& push);
    // One message, whose parameter is `words`.
    std::function<http_call(const job& what, const std::string& words, std::size_t index)> call;
    std::function<sms::outcome(const http_reply& reply)> answer;
};

// Unless `r` has found something wrong.
made_adapter make_adapter(const channel_reader& r, settings s, vendor own);

// "+86" before a number of mainland China, else "+" where it is missing.
std::string international(std::string_view number);

inline constexpr std::chrono::minutes china_time = std::chrono::hours{8};

}  // namespace linli::adapters::templated
