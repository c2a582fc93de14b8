#include "adapters/smpp/smpp.hpp"

#include <array>
#include <charconv>

#include "adapters/gsm7.hpp"
#include "adapters/smpp/session.hpp"
#include "adapters/utf8.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::size_t parts_default = 6;  // operators often cut longer texts
constexpr std::size_t parts_most = 10;
constexpr std::size_t short_code_digits = 8;  // a longer number without + is not one
constexpr std::size_t name_max = 11;          // of an alphanumeric sender
constexpr std::size_t digits_max = 20;        // the field of submit_sm, without its NUL

enum ton : std::uint8_t { unknown = 0, international = 1, alphanumeric = 5 };
constexpr std::uint8_t isdn = 1;

bool all_digits(std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == s.npos;
}

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
    if (url.starts_with("smpps://")) p.tls = true;
    else if (!url.starts_with("smpp://")) return std::nullopt;
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

std::optional<address> source_of(const channel_config& config) {
    const auto number = config.get("number");
    address a;
    if (number.starts_with('+') ? all_digits(number.substr(1)) && number.size() <= digits_max + 1
                                : all_digits(number) && number.size() <= digits_max)
        a = address_of(std::string(number));
    else if (number.size() <= name_max && count_sms(number).encoding == sms_encoding::gsm7)
        a = {alphanumeric, 0, std::string(number)};
    else
        return std::nullopt;
    if (const auto given = config.get("ton"); !given.empty()) {
        const auto n = number_in<std::uint8_t>(given, 0, 6);
        if (!n) return std::nullopt;
        a.ton = *n;
    }
    if (const auto given = config.get("npi"); !given.empty()) {
        const auto n = number_in<std::uint8_t>(given, 0, 18);
        if (!n) return std::nullopt;
        a.npi = *n;
    }
    return a;
}

// The peer, or why there is none.
result<stream_peer, std::string> read_peer(const channel_config& config) {
    if (const auto url = config.get("api_url"); !url.empty()) {
        auto peer = peer_of(url);
        if (!peer) return failure{std::string("api_url must be \"smpp://host:port\" or \"smpps://host:port\"")};
        return *std::move(peer);
    }
    stream_peer peer;
    peer.host = config.get("host");
    if (peer.host.empty()) return failure{std::string("host is missing: the address of the SMSC")};
    const auto tls = config.get("tls", "false");
    if (tls != "true" && tls != "false") return failure{std::string("tls must be true or false")};
    peer.tls = tls == "true";
    const auto port = number_in<std::uint16_t>(config.get("port", peer.tls ? "3550" : "2775"), 1, 65535);
    if (!port) return failure{std::string("port must be a number from 1 to 65535")};
    peer.port = *port;
    return peer;
}

// "" or what is wrong.
std::string read_ways(const channel_config& config, settings& s) {
    const auto encoding = config.get("encoding", "gsm7");
    if (encoding == "latin1") s.encoding = encoding::latin1;
    else if (encoding == "ucs2") s.encoding = encoding::ucs2;
    else if (encoding != "gsm7") return "encoding must be \"gsm7\", \"latin1\" or \"ucs2\"";
    const auto long_texts = config.get("concatenation", "udh");
    if (long_texts == "sar") s.long_texts = concatenation::sar;
    else if (long_texts == "payload") s.long_texts = concatenation::payload;
    else if (long_texts != "udh") return "concatenation must be \"udh\", \"sar\" or \"payload\"";
    const auto window = number_in<std::size_t>(config.get("window", "10"), 1, 1000);
    if (!window) return "window must be a number from 1 to 1000";
    s.window = *window;
    const auto rate = number_in<double>(config.get("rate", "10"), 0.1, 10'000);
    if (!rate) return "rate must be a number of messages a second, from 0.1 to 10000";
    s.rate = *rate;
    auto codes = codes_of(config.get("codes"));
    if (!codes)
        return "codes must be like \"0x401=retry 0x411=recipient_gone\": retry, rejected, recipient_gone "
               "or misconfigured";
    s.codes = *std::move(codes);
    const auto plain = config.get("plain_text", "false");
    if (plain != "true" && plain != "false") return "plain_text must be true or false";
    s.plain_text = plain == "true";
    return {};
}

result<std::unique_ptr<adapter>, std::string> make(const channel_config& config) {
    settings s;
    auto peer = read_peer(config);
    if (!peer) return failure{peer.error()};
    s.peer = *std::move(peer);
    s.system_id = config.get("system_id");
    s.password = config.get("password");
    s.system_type = config.get("system_type");
    if (s.system_id.empty()) return failure{std::string("system_id is missing: our name at the SMSC")};
    if (s.password.empty())
        return failure{std::string("password is missing: without it anybody who knows our name could "
                                   "bind in our place")};
    // 64 is what we would cut to: a password that was cut is a wrong one.
    if (s.system_id.size() > 64 || s.password.size() > 64 || s.system_type.size() > 64)
        return failure{std::string("system_id, password and system_type may have 64 characters")};
    const auto source = source_of(config);
    if (!source)
        return failure{std::string("number must be +digits, a short code or a name of at most 11 "
                                   "letters; ton and npi are small numbers")};
    s.source = *source;
    if (auto wrong = read_ways(config, s); !wrong.empty()) return failure{std::move(wrong)};
    const auto parts = number_in<std::size_t>(
        config.get("max_parts", std::to_string(parts_default)), 1, parts_most);
    if (!parts) return failure{std::string("max_parts must be a number from 1 to 10")};
    return std::unique_ptr<adapter>(std::make_unique<smpp_adapter>(std::move(s), *parts));
}

constexpr std::array<std::string_view, 17> keys{
    "host",   "port", "tls",      "system_id",     "password",  "system_type", "number", "ton",    "npi",
    "window", "rate", "encoding", "concatenation", "max_parts", "plain_text",  "codes",  "api_url"};
constexpr std::array<std::string_view, 3> required{"system_id", "password", "number"};
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
    return {"smpp", keys, required, secrets, {0, 1, 0}, make};
}

}  // namespace linli::adapters::smpp
