#include "gateway/web/language.hpp"

#include "dialogs/ascii.hpp"

namespace linli::gateway {

std::optional<language> first_language(std::string_view accept) {
    while (!accept.empty()) {
        const auto comma = accept.find(',');
        const auto one = trimmed_front(accept.substr(0, comma));
        if (one.starts_with("zh")) return language::zh;
        if (one.starts_with("en")) return language::en;
        accept = comma == std::string_view::npos ? std::string_view{} : accept.substr(comma + 1);
    }
    return std::nullopt;
}

language reader_language(const services& s, const exchange& x) {
    if (x.who.role == role::resident)  // a resident's session keeps it where staff have their name
        if (const auto chosen = named<language>(x.who.name)) return *chosen;
    const auto header = x.headers ? x.header(boost::beast::http::field::accept_language) : "";
    return first_language(header).value_or(s.settings.language);
}

}  // namespace linli::gateway
