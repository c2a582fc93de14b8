// application/x-www-form-urlencoded and percent-coding (RFC 3986, and the form rules of HTML).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linli::adapters {

using form_fields = std::vector<std::pair<std::string, std::string>>;  // in the order given

inline constexpr std::size_t form_fields_max = 200;  // Twilio's longest has about 60

// Everything but A-Z a-z 0-9 - . _ ~ as %XX.
std::string percent_encoded(std::string_view text);
// `+` is a space in forms and queries. A broken %XX stays as it is.
std::string percent_decoded(std::string_view text, bool plus_is_space);

// Fields beyond form_fields_max are not read.
form_fields parse_form(std::string_view body);
std::string compose_form(const form_fields& fields);

// The first value of that name, or empty.
std::string_view field(const form_fields& fields, std::string_view name);

}  // namespace linli::adapters
