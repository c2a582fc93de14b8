#include "dialogs/texts.hpp"

#include <stdexcept>

namespace linli {

bool texts::has(language l, std::string_view key) const { return in(l).contains(key); }

std::string texts::say(language l, std::string_view key, std::initializer_list<argument> arguments) const {
    const auto& known = in(l);
    const auto found = known.find(key);
    if (found == known.end()) throw std::out_of_range("no text for " + std::string(key));
    const std::string_view text = found->second;
    std::string out;
    out.reserve(text.size() + 64);
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find('{', at);
        const auto close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) break;
        out.append(text.substr(at, open - at));
        const auto name = text.substr(open + 1, close - open - 1);
        for (const auto& [key_of, value] : arguments)
            if (key_of == name) out.append(value);
        at = close + 1;
    }
    out.append(text.substr(at));
    return out;
}

}  // namespace linli
