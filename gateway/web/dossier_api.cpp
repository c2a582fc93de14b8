#include "gateway/web/dossier_api.hpp"

#include "dialogs/work.hpp"
#include "gateway/case_json.hpp"
#include "gateway/dossier/page.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/web/admission.hpp"
#include "gateway/web/hearing.hpp"
#include "gateway/web/language.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;

// The language that the address asks for, else the reader's.
language wanted_language(const services& s, const exchange& x) {
    const auto asked = named<language>(x.argument("language").value_or(""));
    return asked.value_or(reader_language(s, x));
}

// Signed in: `who` must be allowed its words; whoever holds a signed link may have them.
awaitable<std::optional<std::string>> page_of(services& s, case_code code, dossier_options o, const identity* who) {
    struct read {
        std::optional<case_file> file;
        std::vector<case_entry> log;
    };
    auto question = [&s, code, who](storage::reader& r) {
        read all{r.find_case(code), {}};
        if (all.file && who && !reads_words(*s.now_serving, *all.file, reader_of(s, r, *who))) all.file.reset();
        if (all.file) all.log = r.entries(code);
        return all;
    };
    const auto got = co_await s.ask.ask(question);
    if (!got.file) co_return std::nullopt;
    o.now = now();
    co_return dossier_page(*s.now_serving, *got.file, got.log, o);
}

reply as_page(std::string html) {
    reply r;
    r.content_type = "text/html; charset=utf-8";
    r.body = std::move(html);
    r.headers.emplace_back("Content-Security-Policy", dossier_policy());
    r.headers.emplace_back("X-Frame-Options", "DENY");
    r.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    r.headers.emplace_back("X-Robots-Tag", "noindex");
    return r;
}

}  // namespace

awaitable<reply> staff_dossier(services& s, exchange& x) {
    constexpr std::string_view behind = "/dossier";
    auto name = x.rest;
    if (!name.ends_with(behind)) co_return plain(404, "not_found");
    name.remove_suffix(behind.size());
    const auto code = parse_code(name);
    if (!code) co_return plain(404, "not_found");
    dossier_options o;
    o.speaks = wanted_language(s, x);
    o.source = [&s](const attachment& a) {
        if (a.kind == media_kind::photo) return "/photos/" + a.photo.hash;
        return s.links.media(a.photo.hash, now() + media::media_links::media_life);
    };
    auto page = co_await page_of(s, *code, std::move(o), &x.who);
    co_return page ? as_page(*std::move(page)) : plain(404, "not_found");
}

awaitable<reply> linked_dossier(services& s, exchange& x) {
    const auto end = x.argument("e").value_or("");
    const auto code = parse_code(x.rest);
    // The same answer for what is forged, over and not there.
    const bool opens =
        code && x.rest == code_text(*code) && s.links.opens_dossier(x.rest, end, x.argument("s").value_or(""), now());
    if (!opens) co_return plain(404, "not_found");
    dossier_options o;
    o.speaks = named<language>(x.argument("language").value_or("")).value_or(s.settings.language);
    const auto until = media::end_of(end).value_or(now());
    o.source = [&s, until](const attachment& a) { return s.links.media(a.photo.hash, until); };
    auto page = co_await page_of(s, *code, std::move(o), nullptr);
    co_return page ? as_page(*std::move(page)) : plain(404, "not_found");
}

}  // namespace linli::gateway
