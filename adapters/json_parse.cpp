#include "adapters/json_parse.hpp"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

using json = nlohmann::json;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class parser {
public:
    parser(std::string_view text, int depth_max) : text_(text), depth_max_(depth_max) {}

    bool run(json& out) {
        if (!value(out, 0)) return false;
        blanks();
        return at_ == text_.size();
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' ||
                                      text_[at_] == '\r' || text_[at_] == '\t'))
            ++at_;
    }
    bool take(char c) {
        blanks();
        if (here() != c) return false;
        ++at_;
        return true;
    }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    bool value(json& out, int depth) {
        blanks();
        switch (here()) {
            case '{':
                return depth < depth_max_ && object(out, depth + 1);
            case '[':
                return depth < depth_max_ && array(out, depth + 1);
            case '"':
                out = std::string();
                return string(out.get_ref<std::string&>());
            case 't':
                out = true;
                return take("true");
            case 'f':
                out = false;
                return take("false");
            case 'n':
                out = nullptr;
                return take("null");
            default:
                return number(out);
        }
    }

    bool object(json& out, int depth) {
        out = json::object();
        auto& members = out.get_ref<json::object_t&>();
        ++at_;
        if (take('}')) return true;
        do {
            std::string name;
            blanks();
            if (here() != '"' || !string(name) || !take(':')) return false;
            if (!value(members[std::move(name)], depth)) return false;
        } while (take(','));
        return take('}');
    }

    bool array(json& out, int depth) {
        out = json::array();
        auto& items = out.get_ref<json::array_t&>();
        ++at_;
        if (take(']')) return true;
        do {
            if (!value(items.emplace_back(), depth)) return false;
        } while (take(','));
        return take(']');
    }

    // Copies whole runs of what needs no thought.
    bool string(std::string& out) {
        std::size_t copied = ++at_;
        while (at_ < text_.size()) {
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c >= 0x80) {
                const auto whole = read_utf8(text_, at_);
                if (!whole.valid) return false;
                at_ += whole.size;
            } else if (c == '"') {
                out.append(text_.substr(copied, at_++ - copied));
                return true;
            } else if (c == '\\') {
                out.append(text_.substr(copied, at_++ - copied));
                if (!escape(out)) return false;
                copied = at_;
            } else if (c < 0x20) {
                return false;
            } else {
                ++at_;
            }
        }
        return false;
    }

    bool escape(std::string& out) {
        constexpr std::string_view names = "\"\\/bfnrt", means = "\"\\/\b\f\n\r\t";
        const char c = here();
        ++at_;
        if (const auto known = names.find(c); known != names.npos) {
            out += means[known];
            return true;
        }
        char32_t unit = 0;
        if (c != 'u' || !hex(unit)) return false;
        if (unit >= 0xDC00 && unit <= 0xDFFF) return false;  // the second half of a pair, alone
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            char32_t second = 0;
            if (!take("\\u") || !hex(second) || second < 0xDC00 || second > 0xDFFF) return false;
            unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
        }
        append_utf8(out, unit);
        return true;
    }

    bool hex(char32_t& out) {
        for (int i = 0; i < 4; ++i, ++at_) {
            const int digit = hex_value(here());
            if (digit < 0) return false;
            out = out << 4 | static_cast<char32_t>(digit);
        }
        return true;
    }

    bool digits() {
        const auto first = at_;
        while (is_digit(here())) ++at_;
        return at_ > first;
    }

    bool number(json& out) {
        const auto first = at_;
        if (here() == '-') ++at_;
        if (here() == '0')
            ++at_;
        else if (!digits())
            return false;
        bool whole = true;
        if (here() == '.') {
            whole = false;
            ++at_;
            if (!digits()) return false;
        }
        if (here() == 'e' || here() == 'E') {
            whole = false;
            ++at_;
            if (here() == '+' || here() == '-') ++at_;
            if (!digits()) return false;
        }
        const auto written = text_.substr(first, at_ - first);
        if (whole && (written.front() == '-' ? stored<std::int64_t>(written, out)
                                             : stored<std::uint64_t>(written, out)))
            return true;
        return stored<double>(written, out);
    }

    // False: the number is beyond the type.
    template <class T>
    static bool stored(std::string_view written, json& out) {
        T n{};
        const auto done = std::from_chars(written.data(), written.data() + written.size(), n);
        if (done.ec != std::errc{}) return false;
        out = n;
        return true;
    }

    const std::string_view text_;
    const int depth_max_;
    std::size_t at_ = 0;
};

}  // namespace

bool read_json(std::string_view text, int depth_max, nlohmann::json& out) {
    return parser(text, depth_max).run(out);
}

}  // namespace linli::adapters
