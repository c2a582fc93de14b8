#include "adapters/described/filling.hpp"

namespace linli::adapters::described {

std::string filled(std::string_view text, const lookup& value_of) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == text.npos) break;
        text.remove_prefix(open);
        if (text.starts_with("{{")) {
            out += '{';
            text.remove_prefix(2);
            continue;
        }
        const auto close = text.find('}');
        const auto value = close == text.npos ? std::nullopt : value_of(text.substr(1, close - 1));
        out += value ? *value : std::string(text.substr(0, 1));
        text.remove_prefix(value ? close + 1 : 1);
    }
    return out;
}

}  // namespace linli::adapters::described
