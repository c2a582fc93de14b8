#include "tests/bench/scanning.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>

namespace linli::bench {
namespace {

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {  // halves of a pair come out apart: no marker of ours is beyond the first plane
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

std::string form_decoded(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '%' && i + 2 < value.size()) {
            out += static_cast<char>(hex_value(value[i + 1]) * 16 + hex_value(value[i + 2]));
            i += 2;
        } else {
            out += value[i] == '+' ? ' ' : value[i];
        }
    }
    return out;
}

struct digest {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
    unsigned size = 0;
};

digest hmac(const EVP_MD* with, std::string_view key, std::string_view text) {
    digest d;
    HMAC(with, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), d.bytes.data(), &d.size);
    return d;
}

}  // namespace

// The number after `name`, quoted or not; 0 when it is missing.
std::int64_t number_after(std::string_view body, std::string_view name) {
    const auto at = body.find(name);
    if (at == std::string_view::npos) return 0;
    auto rest = body.substr(at + name.size());
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '"')) rest.remove_prefix(1);
    std::int64_t n = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), n);
    return n;
}

std::string string_after(std::string_view body, std::string_view name) {
    std::string out;
    const auto at = body.find(name);
    if (at == std::string_view::npos) return out;
    auto i = body.find('"', at + name.size());
    if (i == std::string_view::npos) return out;
    for (++i; i < body.size() && body[i] != '"'; ++i) {
        if (body[i] != '\\') {
            out += body[i];
            continue;
        }
        if (++i == body.size()) break;
        if (body[i] == 'u' && i + 4 < body.size()) {
            unsigned code = 0;
            std::from_chars(body.data() + i + 1, body.data() + i + 5, code, 16);
            append_utf8(out, code);
            i += 4;
        } else {
            out += body[i] == 'n' ? '\n' : body[i] == 't' ? '\t' : body[i];
        }
    }
    return out;
}

std::string form_field(std::string_view body, std::string_view name) {
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const auto pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        const auto equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name) return form_decoded(pair.substr(equals + 1));
    }
    return {};
}

bool numbered(std::string_view text) { return text.find("\n1 ") != text.npos || text.find(" 1 ") != text.npos; }

std::string form_encoded(std::string_view value) {
    std::string out;
    for (const char c : value) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '_' || c == '.';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string hmac_sha1_base64(std::string_view key, std::string_view text) {
    const auto d = hmac(EVP_sha1(), key, text);
    std::array<unsigned char, 64> out{};
    const int n = EVP_EncodeBlock(out.data(), d.bytes.data(), static_cast<int>(d.size));
    return {reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(n)};
}

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
    const auto d = hmac(EVP_sha256(), key, text);
    std::string out;
    for (unsigned i = 0; i < d.size; ++i) out += fmt::format("{:02x}", d.bytes[i]);
    return out;
}

std::string respond(int status, std::string_view body) {
    return fmt::format(
        "HTTP/1.1 {} {}\r\nServer: nginx\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\nConnection: keep-alive\r\n\r\n{}",
        status, status == 201 ? "Created" : "OK", body.size(), body);
}

}  // namespace linli::bench
