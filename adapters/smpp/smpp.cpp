#include "adapters/smpp/smpp.hpp"

#include <array>
#include <charconv>

#include "adapters/gsm7.hpp"
#include "adapters/smpp/session.hpp"
#include "adapters/sms.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::size_t short_code_digits = 8;  // a longer number without + is not one
constexpr std::size_t name_max = 11;          // of an alphanumeric sender
constexpr std::size_t digits_max = 20;        // the field of submit_sm, without its NUL
constexpr std::size_t field_max = 64;         // of a bind

enum ton : std::uint8_t { unknown = 0, international = 1, alphanumeric = 5 };
constexpr std::uint8_t isdn = 1;

class smpp_adapter final : public adapter {
public:
    smpp_adapter(settings s, std::size_t parts) : settings_(std::move(s)) {
        can_.text_max = parts;
        can_.count = capabilities::unit::sms;
        can_.reports_delivery = true;
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request&, instant) const override {
        return failure{refusal{404, "no webhook"}};  // everything comes over the session
    }

    std::unique_ptr<stream_session> streaming(const std::string& state) const override {
        return make_session(settings_, can_, state);
    }

    std::string redacted(const http_call&) const override { return {}; }

private:
    step send(const job&, const std::vector<http_reply>&) const override {  // the session sends
        return ended_as(end::rejected, "an SMSC cannot do this");
    }

    settings settings_;
    capabilities can_;
};

// From `from` to `to`, or nothing.
template <class Number>
std::optional<Number> number_in(std::string_view text, Number from, Number to) {
    Number n{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), n);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole && n >= from && n <= to ? std::optional(n) : std::nullopt;
}

// "smpp://host:port" or "smpps://host:port", which then stands for host, port and tls.
std::optional<stream_peer> peer_of(std::string_view url) {
    stream_peer p;
    if (url.starts_with("smpps://"))
        p.tls = true;
    else if (!url.starts_with("smpp://"))
        return std::nullopt;
    url.remove_prefix(url.find("//") + 2);
    while (url.ends_with('/')) url.remove_suffix(1);
    const auto colon = url.rfind(':');
    if (colon == url.npos || colon == 0) return std::nullopt;
    const auto port = number_in<std::uint16_t>(url.substr(colon + 1), 1, 65535);
    if (!port) return std::nullopt;
    auto host = url.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    p.host = host;
    p.port = *port;
    return p;
}

// "0x401=retry 0x411=recipient_gone"
std::optional<status_map> codes_of(std::string_view text) {
    status_map out;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (word.empty()) continue;
        const auto equals = word.find('=');
        if (!word.starts_with("0x") || equals == word.npos) return std::nullopt;
        std::uint32_t code = 0;
        const auto read = std::from_chars(word.data() + 2, word.data() + equals, code, 16);
        if (read.ec != std::errc{} || read.ptr != word.data() + equals) return std::nullopt;
        const auto meaning = word.substr(equals + 1);
        bool known = false;
        for (const auto how : {end::retry, end::rejected, end::recipient_gone, end::misconfigured}) {
            if (meaning != names_of(end{})[static_cast<std::size_t>(how)]) continue;
            out[code] = how;
            known = true;
        }
        if (!known) return std::nullopt;
    }
    return out;
}

address source_of(channel_reader& r) {
    const auto number = r.needed("number", "+digits, a short code, or a name of at most 11 letters");
    const std::string_view digits = std::string_view(number).substr(number.starts_with('+'));
    address a;
    if (all_digits(digits) && digits.size() <= digits_max)
        a = address_of(number);
    else if (number.size() <= name_max && count_sms(number).encoding == sms_encoding::gsm7)
        a = {alphanumeric, 0, number};
    else
        r.refuse("number", "must be +digits, a short code or a name of at most 11 letters");
    a.ton = static_cast<std::uint8_t>(r.count("ton", a.ton, 0, 6));
    a.npi = static_cast<std::uint8_t>(r.count("npi", a.npi, 0, 18));
    return a;
}

stream_peer read_peer(channel_reader& r) {
    if (const auto url = r.text("api_url"); !url.empty()) {
        auto peer = peer_of(url);
        if (!peer) r.refuse("api_url", "must be smpp://host:port or smpps://host:port");
        return peer.value_or(stream_peer{});
    }
    stream_peer peer;
    peer.host = r.needed("host", "the address of the SMSC");
    peer.tls = r.flag("tls");
    peer.port = static_cast<std::uint16_t>(r.count("port", peer.tls ? 3550 : 2775, 1, 65'535));
    return peer;
}

void read_ways(channel_reader& r, settings& s) {
    constexpr encoding encodings[] = {encoding::gsm7, encoding::latin1, encoding::ucs2};
    s.encoding = encodings[r.one_of("encoding", {"gsm7", "latin1", "ucs2"})];
    constexpr concatenation joined[] = {concatenation::udh, concatenation::sar, concatenation::payload};
    s.long_texts = joined[r.one_of("concatenation", {"udh", "sar", "payload"})];
    s.window = r.count("window", s.window, 1, 1000);
    const auto rate = number_in<double>(r.text("rate", "10"), 0.1, 10'000);
    if (!rate) r.refuse("rate", "must be a number of messages a second, from 0.1 to 10000");
    s.rate = rate.value_or(s.rate);
    auto codes = codes_of(r.text("codes"));
    if (!codes)
        r.refuse("codes",
                 "must be like \"0x401=retry 0x411=recipient_gone\": retry, rejected, recipient_gone or "
                 "misconfigured");
    s.codes = std::move(codes).value_or(status_map{});
    s.plain_text = r.flag("plain_text");
}

made_adapter make(const channel_config& config) {
    channel_reader r(config);
    settings s;
    s.peer = read_peer(r);
    s.system_id = r.needed("system_id", "our name at the SMSC");
    s.password = r.needed("password", "without it anybody who knows our name could bind in our place");
    s.system_type = r.text("system_type");
    // 64 is what we would cut to: a password that was cut is a wrong one.
    for (const auto* key : {"system_id", "password", "system_type"})
        if (r.text(key).size() > field_max) r.refuse(key, "may have 64 characters");
    s.source = source_of(r);
    read_ways(r, s);
    const auto parts = r.count("max_parts", sms::parts_default, 1, sms::parts_most);
    return r.made<smpp_adapter>(std::move(s), parts);
}

constexpr std::array<std::string_view, 17> keys{
    "host",   "port", "tls",      "system_id",     "password",  "system_type", "number", "ton",    "npi",
    "window", "rate", "encoding", "concatenation", "max_parts", "plain_text",  "codes",  "api_url"};
constexpr std::array<std::string_view, 1> secrets{"password"};

}  // namespace

address address_of(const std::string& chat) {
    if (chat.starts_with('+')) return {international, isdn, chat.substr(1)};
    // What came without + goes back without: a short code, or how this SMSC writes all numbers.
    return {unknown, chat.size() <= short_code_digits ? isdn : std::uint8_t{0}, chat};
}

std::optional<std::string> chat_of(const address& a) {
    std::string_view digits = a.digits;
    const bool plus = digits.starts_with('+');
    if (plus) digits.remove_prefix(1);
    if (a.ton == alphanumeric || !all_digits(digits) || digits.size() > digits_max) return std::nullopt;
    return (plus || a.ton == international ? "+" : "") + std::string(digits);
}

channel_type type() {
    // The session itself keeps the account's pace, by parts; a person reads one text a second.
    return {"smpp", keys, secrets, {0, 1, 0}, make};
}

}  // namespace linli::adapters::smpp
