#include "gateway/web/pages.hpp"

#include <array>

#include "dialogs/embedded.hpp"
#include "gateway/services.hpp"

namespace linli::gateway {

std::span<const embedded_file> ui_files();  // generated (CMakeLists.txt, linli_embed)

namespace {

namespace net = boost::asio;

struct kind {
    std::string_view ending;
    std::string_view type;
};
constexpr std::array kinds{kind{".html", "text/html; charset=utf-8"}, kind{".js", "text/javascript; charset=utf-8"},
                           kind{".css", "text/css; charset=utf-8"}};

reply embedded(std::string_view name) {
    for (const auto& file : ui_files()) {
        if (file.path != name) continue;
        for (const auto& k : kinds) {
            if (!name.ends_with(k.ending)) continue;
            reply r;
            r.content_type = k.type;
            r.lasting_body = file.bytes;
            r.page = true;
            r.headers.emplace_back("Cache-Control", "no-cache");
            return r;
        }
    }
    return plain(404, "not_found");
}

}  // namespace

awaitable<reply> chat_page(services& s, exchange&) {
    co_return s.settings.web() ? embedded("index.html") : plain(404, "there is no web chat here");
}

awaitable<reply> staff_page(services& s, exchange&) {
    co_return s.settings.web() ? embedded("staff.html") : plain(404, "there is no web chat here");
}

awaitable<reply> asset(services&, exchange& x) {
    co_return x.rest.ends_with(".html") ? plain(404, "not_found") : embedded(x.rest);
}

}  // namespace linli::gateway
