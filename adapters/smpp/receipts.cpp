#include "adapters/smpp/receipts.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/smpp/coding.hpp"
#include "adapters/utf8.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::uint8_t kind_bits = 0x3C;
constexpr std::uint8_t receipt_kind = 0x04;
constexpr std::size_t value_max = 64;

struct state_rule {
    std::string_view name;                // the receipt's text has seven letters
    std::uint32_t number;                 // message_state
    std::optional<verdict_kind> verdict;  // none: more will come
};
constexpr state_rule states[] = {
    {"ENROUTE", 1, std::nullopt},           {"DELIVRD", 2, verdict_kind::delivered},
    {"EXPIRED", 3, verdict_kind::rejected}, {"DELETED", 4, verdict_kind::rejected},
    {"UNDELIV", 5, verdict_kind::rejected}, {"ACCEPTD", 6, std::nullopt},
    {"UNKNOWN", 7, verdict_kind::unknown},  {"REJECTD", 8, verdict_kind::rejected},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The word behind `key:`, which stands at the beginning or behind a space.
std::string_view field(std::string_view text, std::string_view key) {
    for (std::size_t at = 0; at + key.size() < text.size(); ++at) {
        const bool fits = std::equal(key.begin(), key.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                     [](char a, char b) { return a == lower(b); });
        if (!fits || text[at + key.size()] != ':' || (at > 0 && text[at - 1] != ' ')) continue;
        auto value = text.substr(at + key.size() + 1);
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        return value.substr(0, std::min(value.find(' '), value_max));
    }
    return {};
}

// What the person was sent may hold "stat:" as well: it stands at the end and is left out.
std::string_view before_text(std::string_view all) {
    constexpr std::string_view key = " text:";
    const auto at =
        std::search(all.begin(), all.end(), key.begin(), key.end(), [](char a, char b) { return lower(a) == b; });
    return all.substr(0, static_cast<std::size_t>(at - all.begin()));
}

const state_rule* find_state(const message& m, std::string_view text) {
    if (const auto number = read_number(m.find(tag::message_state)))
        for (const auto& s : states)
            if (s.number == *number) return &s;
    const auto word = field(text, "stat");
    for (const auto& s : states)
        if (std::equal(word.begin(), word.end(), s.name.begin(), s.name.end(),
                       [](char a, char b) { return lower(a) == lower(b); }))
            return &s;
    return nullptr;
}

std::string error_of(const message& m, std::string_view text) {
    const auto* tlv = m.find(tag::network_error_code);
    if (tlv && tlv->size() == 3)
        return std::to_string(static_cast<unsigned char>((*tlv)[1]) << 8 | static_cast<unsigned char>((*tlv)[2]));
    return repaired_utf8(field(text, "err"));
}

bool all_of(std::string_view s, std::string_view allowed) {
    return !s.empty() && s.find_first_not_of(allowed) == s.npos;
}
constexpr std::string_view decimal = "0123456789";
constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";

std::string in_base(std::string_view digits, int from, int to) {
    std::uint64_t n = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), n, from);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return {};
    std::array<char, 24> out{};
    const auto end = std::to_chars(out.data(), out.data() + out.size(), n, to).ptr;
    return {out.data(), end};
}

}  // namespace

bool is_receipt(const message& m) { return (m.esm_class & kind_bits) == receipt_kind; }

bool is_notice(const message& m) { return (m.esm_class & kind_bits) != 0; }

std::optional<receipt> read_receipt(const message& m) {
    const auto words = m.data_coding == data_coding::ucs2 ? from_ucs2(m.content()) : m.content();
    const auto text = before_text(words);
    receipt r;
    if (const auto* id = m.find(tag::receipted_message_id)) r.id = read_id(*id);
    if (r.id.empty()) r.id = field(text, "id");
    const auto* state = find_state(m, text);
    if (r.id.empty() || !valid_utf8(r.id) || !state || !state->verdict) return std::nullopt;
    r.state = state->name;
    r.verdict = *state->verdict;
    if (r.verdict != verdict_kind::delivered) {
        r.detail = r.state;
        if (const auto error = error_of(m, text); !error.empty()) r.detail += ' ' + error;
    }
    return r;
}

std::string plain_id(std::string_view id) {
    if (!all_of(id, hexadecimal)) return std::string(id);
    id.remove_prefix(std::min(id.find_first_not_of('0'), id.size() - 1));
    std::string out(id);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::vector<std::string> ids_meant(std::string_view id) {
    std::vector<std::string> out{plain_id(id)};
    if (all_of(id, decimal)) out.push_back(in_base(id, 10, 16));
    if (all_of(id, hexadecimal)) out.push_back(in_base(id, 16, 10));
    std::erase(out, std::string());
    for (auto i = out.begin(); i != out.end();) i = std::find(out.begin(), i, *i) != i ? out.erase(i) : i + 1;
    return out;
}

}  // namespace linli::adapters::smpp
