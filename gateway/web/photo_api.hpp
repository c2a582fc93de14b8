// Photos and files of the web pages: taking them in, and showing them to those who may see them.
#pragma once

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

awaitable<reply> upload_photo(services& s, exchange& x);  // POST /api/photos
awaitable<reply> view_photo(services& s, exchange& x);    // GET /photos/<hash>[?size=thumb]
awaitable<reply> view_media(services& s, exchange& x);    // GET /media/<hash>?e=<end>&s=<signature>

// What a file is by its first bytes, among what a browser may play; else a plain download.
std::string_view media_type(std::string_view bytes);

}  // namespace linli::gateway
