#include "gateway/web/photo_api.hpp"

#include <nlohmann/json.hpp>

#include "gateway/http/limits.hpp"
#include "gateway/media/cleaning.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/web/admission.hpp"
#include "gateway/web/hearing.hpp"
#include "gateway/web/language.hpp"
#include "storage/photos.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

// A place among the photos that are in memory at once.
struct upload_place {
    explicit upload_place(services& all) : s(all) { ++s.uploads_under_way; }
    ~upload_place() { --s.uploads_under_way; }
    upload_place(const upload_place&) = delete;
    upload_place& operator=(const upload_place&) = delete;
    services& s;
};

bool is_picture_type(std::string_view type) {
    return type == "image/jpeg" || type == "image/png" || type == "image/webp";
}

reply photo_refusal(const services& s, const exchange& x, int status, std::string_view reason) {
    return refusal_json(status, reason,
                        s.now_serving->texts.say(reader_language(s, x), "photo." + std::string(reason)));
}

int status_of(media::refusal why) {
    switch (why) {
        case media::refusal::too_big:
            return 413;
        case media::refusal::busy:
            return 429;
        case media::refusal::no_space:
            return 503;
        case media::refusal::unsupported:
            return 415;
        default:
            return 422;
    }
}

std::string as_text(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

reply bytes_reply(std::string_view type, std::string body) {
    reply r;
    r.content_type = type;
    r.body = std::move(body);
    r.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
    r.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    return r;
}

}  // namespace

awaitable<reply> upload_photo(services& s, exchange& x) {
    if (!is_picture_type(x.header(http::field::content_type))) co_return photo_refusal(s, x, 415, "unsupported");
    if (!s.photo_gate.pass("", x.who.subject, flood_gate::clock::now())) co_return say_refusal(s, x, 429, "too_many");
    if (s.uploads_under_way >= limit::uploads) co_return say_refusal(s, x, 429, "busy");
    const upload_place place(s);
    std::vector<std::uint8_t> bytes(x.body.begin(), x.body.end());
    x.body = {};
    const auto cleaned = co_await clean_photo(s.cleaner, std::move(bytes));
    if (!cleaned) {
        const auto why = cleaned.error();
        if (why == media::refusal::busy || why == media::refusal::no_space)
            co_return say_refusal(s, x, status_of(why), "busy");
        co_return photo_refusal(s, x, status_of(why), name_of(why));
    }
    // On the disk before it is answered; the disk is slow, so not on this thread.
    auto stored = co_await s.ask.ask([&](storage::reader&) -> std::optional<photo> {
        const auto hash = s.photos.put(cleaned->jpeg, cleaned->thumb);
        if (!hash) return std::nullopt;
        photo p{*hash, cleaned->width, cleaned->height};
        return s.uploads.add(x.who.subject, p) ? std::optional{p} : std::nullopt;
    });
    if (!stored) co_return say_refusal(s, x, 503, "busy");
    const nlohmann::ordered_json told{{"hash", stored->hash}, {"width", stored->width}, {"height", stored->height}};
    co_return json(201, told.dump());
}

awaitable<reply> view_photo(services& s, exchange& x) {
    const std::string hash(x.rest);
    const bool thumb = x.argument("size") == "thumb";
    const bool staff = x.who.role != role::resident;
    auto question = [&](storage::reader& r) -> std::optional<std::string> {
        const storage::address where{web_channel(s), x.who.subject};
        const bool may = s.uploads.find(x.who.subject, hash) ||
                         r.may_see(hash, r.find_person(where).value_or(person_id::nobody), staff);
        if (!may) return std::nullopt;
        const auto bytes = s.photos.read(hash, thumb ? storage::photo_size::thumb : storage::photo_size::full);
        return bytes ? std::optional(as_text(*bytes)) : std::nullopt;
    };
    auto found = co_await s.ask.ask(question);
    // The same answer for what is not there and what is not theirs: a hash tells nothing.
    co_return found ? bytes_reply("image/jpeg", *std::move(found)) : plain(404, "not_found");
}

std::string_view media_type(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("OggS")) return "audio/ogg";
    if (bytes.starts_with("ID3") || bytes.starts_with("\xff\xfb")) return "audio/mpeg";
    if (bytes.starts_with("#!AMR")) return "audio/amr";
    if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return "video/mp4";
    if (bytes.starts_with("\x1a\x45\xdf\xa3")) return "video/webm";
    return "application/octet-stream";
}

awaitable<reply> view_media(services& s, exchange& x) {
    const std::string hash(x.rest);
    const bool opens = s.links.opens_media(hash, x.argument("e").value_or(""), x.argument("s").value_or(""), now());
    if (!opens) co_return plain(404, "not_found");
    const auto size = x.argument("size") == "thumb" ? storage::photo_size::thumb : storage::photo_size::full;
    bool cleaned = false;  // a photo of ours: whatever fetches it for an MMS must see what it is
    auto question = [&](storage::reader&) -> std::optional<std::string> {
        if (const auto file = s.photos.read_file(hash)) return as_text(*file);
        const auto picture = s.photos.read(hash, size);
        cleaned = static_cast<bool>(picture);
        return picture ? std::optional(as_text(*picture)) : std::nullopt;
    };
    auto found = co_await s.ask.ask(question);
    if (!found) co_return plain(404, "not_found");
    const auto type = cleaned ? std::string_view("image/jpeg") : media_type(*found);
    auto r = bytes_reply(type, *std::move(found));
    if (type == "application/octet-stream")
        r.headers.emplace_back("Content-Disposition", "attachment; filename=\"linli-file\"");
    co_return r;
}

}  // namespace linli::gateway
