// The pieces of one message: what each call carries, and how it is written.
#pragma once

#include <string>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/rendering.hpp"
#include "adapters/telegram/calls.hpp"

namespace linli::adapters::telegram {

// One call: a text, or one photo or an album, with `words` as its caption.
struct piece {
    std::string words;
    std::vector<std::string_view> photos;  // bytes of the job's photos
    bool first = false;                    // answers the message that the job answers
    bool last = false;                     // carries the keyboard

    std::size_t messages() const { return photos.empty() ? 1 : photos.size(); }
};

struct plan {
    std::vector<piece> pieces;
    std::vector<button_row> buttons;  // of the job's choices
    std::vector<choice> digits;       // typed by a reply keyboard beside the contact button
    std::string contact_label;        // not empty: show the contact button
};

inline constexpr std::size_t caption_max = 1024;  // UTF-16 units

plan plan_of(const job& what, const capabilities& can);

// `plain` drops the reply, for when the answered message is gone; `as_documents` sends photos that
// Telegram does not take as photos.
struct sending {
    bool plain = false;
    bool as_documents = false;
    bool reopened = false;  // the topic, for this very piece
};

http_call send_call(const settings& bot, const job& what, const plan& of, const piece& one, sending how);
http_call edit_text_call(const settings& bot, const job& what, const plan& of, std::string_view id);
http_call edit_caption_call(const settings& bot, const job& what, const plan& of, std::string_view id);
http_call delete_call(const settings& bot, const job& what, const std::vector<std::string_view>& ids);

}  // namespace linli::adapters::telegram
