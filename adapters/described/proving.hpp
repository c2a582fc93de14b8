// Whether a request comes from who the description says it must.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/described/description.hpp"
#include "adapters/hook.hpp"

namespace linli::adapters::described {

// The path behind the proof ("" or "/…"), or why the request is refused.
result<std::string_view, refusal> proven_path(const description& d, const http_request& request,
                                              const hook_place& place, instant now);

}  // namespace linli::adapters::described
