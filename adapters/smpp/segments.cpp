#include "adapters/smpp/segments.hpp"

#include "adapters/gsm7.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::uint8_t has_header = 0x40;  // esm_class: the text begins with a UDH
constexpr std::size_t parts_max = 255;

// One alphabet for a whole message: how long it lets a lone part and a joined one be, in its units.
struct writing {
    std::uint8_t coding;
    std::size_t lone, joined;
    std::size_t (*units)(char32_t);
    std::string (*bytes)(std::string_view);
};

std::size_t one(char32_t) { return 1; }
std::string latin1_bytes(std::string_view text) { return to_latin1(text).value_or("?"); }

constexpr writing gsm{data_coding::smsc_default, 160, 153, gsm7_units, to_gsm7};
constexpr writing latin{data_coding::latin1, 140, 134, one, latin1_bytes};
constexpr writing ucs2{data_coding::ucs2, 70, 67, utf16_units, to_ucs2};

const writing& writing_of(const std::string& text, encoding account) {
    switch (account) {
        case encoding::gsm7:
            return count_sms(text).encoding == sms_encoding::gsm7 ? gsm : ucs2;
        case encoding::latin1:
            return to_latin1(text) ? latin : ucs2;
        case encoding::ucs2:
            break;
    }
    return ucs2;
}

std::size_t units_of(std::string_view text, const writing& w) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = read_utf8(text, i);
        n += w.units(c.value);
        i += c.size;
    }
    return n;
}

// Whole clusters, but for one that is longer than a part: that is cut between code points.
std::vector<std::string_view> cut(std::string_view text, const writing& w) {
    if (units_of(text, w) <= w.lone) return {text};
    std::vector<std::string_view> parts;
    std::size_t begin = 0, filled = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto end = cluster_end(text, at);
        auto units = units_of(text.substr(at, end - at), w);
        if (units > w.joined) {
            end = at + read_utf8(text, at).size;
            units = units_of(text.substr(at, end - at), w);
        }
        if (filled + units > w.joined) {
            parts.push_back(text.substr(begin, at - begin));
            begin = at;
            filled = 0;
        }
        filled += units;
        at = end;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

}  // namespace

std::vector<segment> segments_of(const std::vector<std::string>& pieces, const settings& account, std::int64_t number) {
    std::vector<segment> out;
    for (const auto& piece : pieces) {
        const auto text = repaired_utf8(piece);
        const auto& w = writing_of(text, account.encoding);
        const auto reference = static_cast<std::uint32_t>(number++);
        if (account.long_texts == concatenation::payload && units_of(text, w) > w.lone) {
            out.push_back({0, w.coding, {}, {{tag::message_payload, w.bytes(text)}}});
            continue;
        }
        auto parts = cut(text, w);
        if (parts.size() > parts_max) parts.resize(parts_max);
        const auto total = static_cast<std::uint32_t>(parts.size());
        for (std::uint32_t i = 1; i <= total; ++i) {
            segment s{0, w.coding, w.bytes(parts[i - 1]), {}};
            if (total > 1 && account.long_texts == concatenation::udh) {
                s.esm_class = has_header;
                s.text.insert(0, write_number(0x050003, 3) + write_number(reference & 0xFF, 1) +
                                     write_number(total, 1) + write_number(i, 1));
            } else if (total > 1) {
                s.tlvs = {{tag::sar_msg_ref_num, write_number(reference & 0xFFFF, 2)},
                          {tag::sar_total_segments, write_number(total, 1)},
                          {tag::sar_segment_seqnum, write_number(i, 1)}};
            }
            out.push_back(std::move(s));
        }
    }
    return out;
}

}  // namespace linli::adapters::smpp
