// Photos, voice messages, videos and files in words: each kind by its name, and no more than there are.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "dialogs/community.hpp"
#include "dialogs/event.hpp"

namespace linli {

using media_counts = std::array<int, 4>;  // by media_kind

template <class List>  // of anything that has a kind
void count_media(media_counts& counts, const List& list) {
    for (const auto& one : list) ++counts[static_cast<std::size_t>(one.kind)];
}

std::string media_text(const community& c, const media_counts& counts, language l);   // "2 photos, 1 voice message"
std::string media_names(const community& c, const media_counts& counts, language l);  // "photo, voice message"
std::string media_signs(const media_counts& counts);                                  // "📷2 🎤1"
// Why it was not kept (media_refused::reason), to whoever sent it.
std::string refusal_text(const community& c, media_kind kind, std::string_view reason, language l);

}  // namespace linli
