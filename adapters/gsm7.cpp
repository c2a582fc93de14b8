#include "adapters/gsm7.hpp"

#include "adapters/utf8.hpp"

namespace linli::adapters {

namespace {

// The base table beyond ASCII.
constexpr std::u32string_view beyond_ascii = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";
// Septets of `extension`'s characters, behind an escape.
constexpr std::string_view extension_septets = "\x0A\x14\x28\x29\x2F\x3C\x3D\x3E\x40\x65";

constexpr char escape = 0x1B;
// The whole base table, by septet.
constexpr std::u32string_view base =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(base.size() == 128 && extension.size() == extension_septets.size());

struct replacement {
    char32_t from;
    std::string_view to;
};
constexpr replacement plain[] = {
    {0x2018, "'"}, {0x2019, "'"}, {0x201C, "\""},  {0x201D, "\""},
    {0x2013, "-"}, {0x2014, "-"}, {0x2026, "..."}, {0x00A0, " "},
};

}  // namespace

std::size_t gsm7_units(char32_t c) {
    if (extension.find(c) != std::u32string_view::npos) return 2;
    if (c == '\n' || c == '\r') return 1;
    if (c >= 0x20 && c < 0x7F) return c == '`' ? 0 : 1;
    return c >= 0x80 && beyond_ascii.find(c) != std::u32string_view::npos ? 1 : 0;
}

void sms_meter::packing::add(std::size_t n) {
    units += n;
    if (filled + n > per_part) {
        ++parts;
        filled = 0;
    }
    filled += n;
}

void sms_meter::add(std::string_view cluster) {
    std::size_t septets = 0, units = 0;
    bool plain_cluster = true;
    for (std::size_t i = 0; i < cluster.size();) {
        const auto c = read_utf8(cluster, i);
        const auto cost = gsm7_units(c.value);
        plain_cluster = plain_cluster && cost > 0;
        septets += cost;
        units += utf16_units(c.value);
        i += c.size;
    }
    plain_ = plain_ && plain_cluster;
    gsm_.add(septets);
    ucs_.add(units);
}

sms_count sms_meter::count() const {
    if (plain_) return {sms_encoding::gsm7, gsm_.units, gsm_.total()};
    return {sms_encoding::ucs2, ucs_.units, ucs_.total()};
}

sms_count count_sms(std::string_view text) {
    sms_meter meter;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = cluster_end(text, i);
        meter.add(text.substr(i, end - i));
        i = end;
    }
    return meter.count();
}

std::string to_gsm7(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        i += c.size;
        const auto at = base.find(c.value);
        const auto extended = extension.find(c.value);
        if (at != base.npos && base[at] != U'\x1B')
            out += static_cast<char>(at);
        else if (extended != extension.npos)
            out.append({escape, extension_septets[extended]});
        else
            out += '?';
    }
    return out;
}

std::string from_gsm7(std::string_view septets) {
    std::string out;
    out.reserve(septets.size());
    for (std::size_t i = 0; i < septets.size(); ++i) {
        auto byte = static_cast<unsigned char>(septets[i]);
        if (septets[i] == escape) {
            if (++i == septets.size()) break;  // half a pair says nothing
            byte = static_cast<unsigned char>(septets[i]);
            const auto at = extension_septets.find(septets[i]);
            if (at != extension_septets.npos) {
                append_utf8(out, extension[at]);
                continue;
            }
            if (septets[i] == escape) byte = 0x20;
        }
        append_utf8(out, byte < 0x80 ? base[byte] : byte);
    }
    return out;
}

std::string plain_punctuation(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        std::string_view to = text.substr(i, c.size);
        for (const auto& r : plain)
            if (r.from == c.value) to = r.to;
        out += to;
        i += c.size;
    }
    return out;
}

}  // namespace linli::adapters
