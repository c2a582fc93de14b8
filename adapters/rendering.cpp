#include "adapters/rendering.hpp"

#include <algorithm>

#include "adapters/splitting.hpp"
#include "adapters/utf8.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters {

namespace {

constexpr std::size_t row_columns = 26;  // of a phone 360 px wide, before a label is cut
constexpr std::size_t row_buttons = 5;   // a score of 1 to 5 fits one row
constexpr std::size_t button_padding = 2;

bool starts_with_digit(const choice& c) { return !c.label.empty() && is_digit(c.label[0]); }

// East Asian characters and emoji take two columns.
std::size_t columns(std::string_view label) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < label.size();) {
        const auto c = read_utf8(label, i);
        n += c.value >= 0x1100 ? 2 : 1;
        i += c.size;
    }
    return n;
}

bool can_show(const std::vector<choice>& choices, const capabilities& can) {
    if (choices.size() > can.buttons_max) return false;
    return std::all_of(choices.begin(), choices.end(), [&](const choice& c) {
        return !c.label.empty() && !c.data.empty() && c.data.size() <= choice_data_max &&
               (c.label.size() <= can.button_text_max ||  // never more characters than bytes
                length_in(c.label, capabilities::unit::characters) <= can.button_text_max);
    });
}

}  // namespace

std::vector<choice> choices_of(const rendered& message) {
    std::vector<choice> out;
    for (const auto& row : message.buttons) out.insert(out.end(), row.begin(), row.end());
    return out;
}

std::string choice_lines(const std::vector<choice>& choices, bool compact) {
    const bool one_line = compact && std::none_of(choices.begin(), choices.end(), starts_with_digit);
    std::string out;
    for (const auto& c : choices) {
        if (!out.empty()) out += one_line ? ' ' : '\n';
        out += std::to_string(c.digit) + ' ' + c.label;
    }
    return out;
}

std::string in_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == '\n' || c == '\r' || c == ' ' || c == '\t';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::vector<button_row> button_rows(const std::vector<choice>& choices) {
    std::vector<button_row> rows;
    std::size_t used = row_columns + 1;
    for (const auto& c : choices) {
        const auto width = columns(c.label) + button_padding;
        if (used + width > row_columns || rows.back().size() == row_buttons) {
            rows.emplace_back(&c, 0);
            used = 0;
        }
        rows.back() = {rows.back().data(), rows.back().size() + 1};
        used += width;
    }
    return rows;
}

rendered render(const outgoing& message, const capabilities& can, bool buttons_wanted) {
    rendered out;
    out.text = message.text;
    const bool has_words = !message.text.empty();
    if (!message.choices.empty()) {
        if (buttons_wanted && has_words && can_show(message.choices, can)) {
            out.buttons = button_rows(message.choices);
        } else {
            const bool compact = can.count == capabilities::unit::sms;
            const auto lines = choice_lines(message.choices, compact);
            const bool flows =
                compact && out.text.find('\n') == std::string::npos && lines.find('\n') == std::string::npos;
            if (has_words) out.text += flows ? ' ' : '\n';
            out.text += lines;
        }
    }
    out.parts = split_text(out.text, can.text_max, can.count, can.characters_max);
    out.photos = can.photos ? message.photos.size() : 0;
    return out;
}

}  // namespace linli::adapters
