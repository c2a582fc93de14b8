// One job of the fetcher: from the platform's handle to bytes on the disk.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>

#include "dialogs/understanding/text.hpp"
#include "gateway/io.hpp"
#include "gateway/media/cleaning.hpp"
#include "gateway/media/fetcher.hpp"
#include "gateway/media/incoming.hpp"

namespace linli::gateway {

namespace net = boost::asio;
using adapters::end;

namespace {

constexpr int most_steps = 6;                          // a token, an address, the bytes, and one of each again
constexpr std::int64_t file_bytes = 20 * 1024 * 1024;  // what platforms give to bots
constexpr std::int64_t photo_bytes = media::picture_bytes_max;
constexpr std::size_t name_chars = 80;

std::int64_t most_bytes(media_kind kind) { return kind == media_kind::photo ? photo_bytes : file_bytes; }

bool is_address(std::string_view handle) { return handle.starts_with("http://") || handle.starts_with("https://"); }

std::string_view first_name(media_kind kind) {
    switch (kind) {
        case media_kind::photo:
            return "photo.jpg";
        case media_kind::video:
            return "video";
        case media_kind::voice:
            return "voice";
        case media_kind::file:
            break;
    }
    return "file";
}

}  // namespace

std::string safe_file_name(std::string_view hostile) {
    bool cut = false;
    auto name = clean(hostile.substr(0, 4 * name_chars * 4), name_chars, cut);
    if (!name) return {};
    std::string out;
    for (char c : *name) {
        const bool bad = c == '/' || c == '\\' || c == '\n' || c == '"' || c == '<' || c == '>' || c == ':' ||
                         c == '|' || c == '?' || c == '*';
        out += bad ? '_' : c;
    }
    out.erase(0, out.find_first_not_of(". "));
    return out;
}

awaitable<fetcher::outcome> fetcher::fetch(const storage::fetch_row& row) {
    const auto* c = parts_.known.find(row.channel);
    if (!c) co_return std::string("gone");  // the channel was taken out of the configuration
    const auto most = most_bytes(row.what.kind);
    if (row.what.size > most) co_return std::string("too_big");
    adapters::job j;
    j.what = adapters::job::kind::fetch;
    j.media = row.what;
    const http_policy policy{is_address(row.what.handle) && !parts_.allow_private_media};
    std::vector<adapters::http_reply> replies;
    incoming_media body(parts_.photos, disk_, row.what.kind == media_kind::photo);
    for (int i = 0; i < most_steps; ++i) {
        auto step = c->adapter->next(j, replies);
        if (auto* v = std::get_if<adapters::verdict>(&step)) {
            if (v->how == end::delivered || v->how == end::accepted) {
                if (body.refused()) co_return refused(*body.refused());
                co_return co_await keep(row, body);
            }
            note(row, v->detail);
            if (v->how == end::rejected && v->detail == adapters::unsupported_media)
                co_return std::string("unsupported");
            if (v->how == end::rejected || v->how == end::recipient_gone) co_return std::string("gone");
            co_return later{std::move(v->detail), v->after};
        }
        auto& call = std::get<adapters::http_call>(step);
        call.body_limit = std::min(call.body_limit, static_cast<std::size_t>(most));
        replies.push_back(co_await parts_.http.send(call, policy, &body));
        if (replies.back().status == 0 && replies.back().body == http_too_large) co_return std::string("too_big");
        if (replies.back().status == 0 && replies.back().body == http_private) co_return std::string("gone");
    }
    co_return later{"the fetch takes too many steps", {}};
}

// What passes is tried again.
fetcher::outcome fetcher::refused(media::refusal why) {
    if (why == media::refusal::busy || why == media::refusal::no_space) return later{std::string(name_of(why)), {}};
    return std::string(name_of(why));
}

awaitable<fetcher::outcome> fetcher::keep(const storage::fetch_row& row, incoming_media& body) {
    if (body.empty()) co_return std::string("gone");
    if (row.what.kind == media_kind::photo) co_return co_await keep_photo(body);
    co_return co_await keep_file(row, body);
}

awaitable<fetcher::outcome> fetcher::keep_photo(incoming_media& body) {
    const media::picture_source source = body.file().path();
    auto clean_one = co_await clean_photo(parts_.cleaner, source);
    if (!clean_one) co_return refused(clean_one.error());
    // fsync takes milliseconds: not on the thread that answers webhooks.
    auto keep = [this, &p = *clean_one]() -> boost::asio::awaitable<photo> {
        const auto stored = parts_.photos.put(p.jpeg, p.thumb);
        co_return stored ? photo{*stored, p.width, p.height} : photo{};
    };
    const auto hash = co_await net::co_spawn(disk_.get_executor(), keep, use_awaitable);
    if (hash.hash.empty()) co_return later{"the photo could not be stored", {}};
    attachment a;
    a.kind = media_kind::photo;
    a.photo = hash;
    co_return a;
}

awaitable<fetcher::outcome> fetcher::keep_file(const storage::fetch_row& row, incoming_media& body) {
    auto keep = [&body]() -> boost::asio::awaitable<std::string> {
        const auto stored = body.file().keep();
        co_return stored ? *stored : std::string();
    };
    const auto hash = co_await net::co_spawn(disk_.get_executor(), keep, use_awaitable);
    if (hash.empty()) co_return later{"the file could not be stored", {}};
    attachment a;
    a.kind = row.what.kind;
    a.photo.hash = hash;
    a.name = safe_file_name(row.what.name);
    if (a.name.empty()) a.name = first_name(row.what.kind);
    const auto now = std::chrono::floor<span_of_time>(std::chrono::system_clock::now());
    a.link = parts_.public_url + parts_.links.media(hash, now + media::media_links::media_life);
    co_return a;
}

}  // namespace linli::gateway
