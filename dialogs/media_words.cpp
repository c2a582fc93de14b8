#include "dialogs/media_words.hpp"

namespace linli {
namespace {

template <class Word>
std::string listed(const community& c, const media_counts& counts, language l, Word word) {
    std::string out;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        if (!out.empty()) out += c.texts.say(l, "media.and");
        out += word(std::string(names_of(media_kind{})[i]), counts[i]);
    }
    return out;
}

}  // namespace

std::string media_text(const community& c, const media_counts& counts, language l) {
    return listed(c, counts, l, [&](const std::string& kind, int n) {
        return c.texts.say(l, (n == 1 ? "media.one." : "media.many.") + kind, {{"n", std::to_string(n)}});
    });
}

std::string media_names(const community& c, const media_counts& counts, language l) {
    return listed(c, counts, l, [&](const std::string& kind, int) { return c.texts.say(l, "media.name." + kind); });
}

std::string media_signs(const media_counts& counts) {
    constexpr std::array<std::string_view, 4> signs{"📷", "🎬", "🎤", "📎"};
    std::string out;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) out.append(out.empty() ? "" : " ").append(signs[i]).append(std::to_string(counts[i]));
    return out;
}

std::string refusal_text(const community& c, media_kind kind, std::string_view reason, language l) {
    const auto key = std::string(kind == media_kind::photo ? "photo." : "file.").append(reason);
    const auto which = c.texts.say(l, "media.this." + std::string(name_of(kind)));
    return c.texts.say(l, c.texts.has(l, key) ? key : "file.unsupported", {{"what", which}});
}

}  // namespace linli
