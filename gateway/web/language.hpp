// In which language a browser's reader is spoken to.
#pragma once

#include "gateway/services.hpp"

namespace linli::gateway {

// What the page said when it made its session, else the browser's first preference, else the
// community's own.
language reader_language(const services& s, const exchange& x);

// "zh-CN,zh;q=0.9,en;q=0.8": of ours, the one that stands first; nothing where neither does.
std::optional<language> first_language(std::string_view accept_language);

}  // namespace linli::gateway
