#include "gateway/web/return_page.hpp"

#include <fmt/format.h>

#include "gateway/html.hpp"

namespace linli::gateway {
namespace {

constexpr std::string_view policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

std::string html_of(const community& c, language speaks, bool instead) {
    const auto say = [&](std::string_view key) { return escaped(c.texts.say(speaks, "return." + std::string(key))); };
    const auto warning = instead ? fmt::format("<p class=\"error\">{}</p>\n", say("instead")) : std::string();
    const auto stay = instead ? fmt::format("<a class=\"plain\" href=\"/\">{}</a>\n", say("stay")) : std::string();
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n"
        "<link rel=\"stylesheet\" href=\"/assets/chat.css\">\n</head>\n<body>\n<div class=\"app\">\n"
        "<main class=\"alone\">\n<h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n{}"
        "<form method=\"post\"><button class=\"strong\">{}</button></form>\n{}</main>\n</div>\n</body>\n</html>\n",
        name_of(speaks), say("title"), say("title"), say("what"), say("careful"), warning, say("go"), stay);
}

}  // namespace

reply return_page(const community& c, language speaks, bool instead) {
    reply r;
    r.content_type = "text/html; charset=utf-8";
    r.body = html_of(c, speaks, instead);
    r.headers.emplace_back("Content-Security-Policy", policy);
    r.headers.emplace_back("X-Frame-Options", "DENY");
    r.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    r.headers.emplace_back("X-Robots-Tag", "noindex");
    // With no-referrer a browser would keep the Origin of a form to itself; other sites are told nothing.
    r.headers.emplace_back("Referrer-Policy", "same-origin");
    return r;
}

}  // namespace linli::gateway
