#include "gateway/config/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/format.h>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace linli::gateway {
namespace {

namespace net = boost::asio;

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return n;
}

std::optional<span_of_time> time_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = number<unsigned>(text.substr(0, 2));
    const auto minute = number<unsigned>(text.substr(3));
    if (!hour || !minute || *hour > 24 || *minute > 59 || (*hour == 24 && *minute != 0)) return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

net::ip::address_v6 as_v6(const net::ip::address& a) {
    return a.is_v6() ? a.to_v6() : net::ip::make_address_v6(net::ip::v4_mapped, a.to_v4());
}

}  // namespace

std::optional<span_of_time> parse_duration(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    const auto amount = number<std::uint32_t>(text.substr(0, text.size() - 1));
    if (!amount) return std::nullopt;
    span_of_time length{};
    switch (text.back()) {
        case 's':
            length = std::chrono::seconds{*amount};
            break;
        case 'm':
            length = std::chrono::minutes{*amount};
            break;
        case 'h':
            length = std::chrono::hours{*amount};
            break;
        case 'd':
            length = std::chrono::days{*amount};
            break;
        default:
            return std::nullopt;
    }
    constexpr span_of_time longest = std::chrono::days{3653};  // ten years: beyond it, a slip
    return length <= longest ? std::optional{length} : std::nullopt;
}

std::optional<double> parse_rate(std::string_view text) {
    if (text == "none") return 0;
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto count = number<std::uint32_t>(text.substr(0, slash));
    const auto unit = text.substr(slash + 1);
    if (!count || *count == 0) return std::nullopt;
    if (unit == "s") return *count;
    if (unit == "m") return *count / 60.0;
    if (unit == "h") return *count / 3600.0;
    return std::nullopt;
}

std::optional<daily_hours> parse_hours(std::string_view text) {
    if (text.empty()) return daily_hours{};
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto begin = time_of_day(text.substr(0, dash));
    const auto end = time_of_day(text.substr(dash + 1));
    if (!begin || !end || *begin == *end || *begin == std::chrono::hours{24}) return std::nullopt;
    return daily_hours{*begin, *end};
}

std::optional<std::vector<std::chrono::sys_days>> parse_dates(std::string_view text) {
    constexpr int most = 366;
    const auto one = [](std::string_view t) -> std::optional<std::chrono::sys_days> {
        int part[3] = {};
        if (t.size() != 10 || t[4] != '-' || t[7] != '-') return std::nullopt;
        const std::size_t from[] = {0, 5, 8}, length[] = {4, 2, 2};
        for (int i = 0; i < 3; ++i) {
            const auto* begin = t.data() + from[i];
            const auto [end, error] = std::from_chars(begin, begin + length[i], part[i]);
            if (error != std::errc{} || end != begin + length[i]) return std::nullopt;
        }
        const auto date = std::chrono::year{part[0]} / part[1] / part[2];
        return date.ok() ? std::optional(std::chrono::sys_days{date}) : std::nullopt;
    };
    const auto dots = text.find("..");
    const auto first = one(text.substr(0, dots));
    const auto last = dots == text.npos ? first : one(text.substr(dots + 2));
    if (!first || !last || *last < *first || *last - *first > std::chrono::days{most}) return std::nullopt;
    std::vector<std::chrono::sys_days> all;
    for (auto day = *first; day <= *last; day += std::chrono::days{1}) all.push_back(day);
    return all;
}

std::optional<unsigned> parse_weekday(std::string_view text) {
    constexpr std::array<std::string_view, 7> en{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    constexpr std::array<std::string_view, 7> zh{"周日", "周一", "周二", "周三", "周四", "周五", "周六"};
    for (unsigned i = 0; i < en.size(); ++i)
        if (text == en[i] || text == zh[i]) return i;
    return std::nullopt;
}

std::string endpoint::text() const {
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

std::optional<endpoint> parse_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = number<std::uint16_t>(text.substr(colon + 1));
    auto host = text.substr(0, colon);
    if (!port) return std::nullopt;
    if (host.empty()) return endpoint{"0.0.0.0", *port};
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    boost::system::error_code error;
    const auto address = net::ip::make_address(std::string(host), error);
    if (error || address.is_v6() != bracketed) return std::nullopt;
    return endpoint{address.to_string(), *port};
}

bool network::contains(const net::ip::address& a) const {
    const auto wanted = base.to_bytes();
    const auto given = as_v6(a).to_bytes();
    for (unsigned bit = 0; bit < prefix; bit += 8) {
        const unsigned left = std::min(8U, prefix - bit);
        const auto mask = static_cast<unsigned char>(0xff << (8 - left));
        if ((wanted[bit / 8] & mask) != (given[bit / 8] & mask)) return false;
    }
    return true;
}

std::optional<network> parse_network(std::string_view text) {
    const auto slash = text.find('/');
    boost::system::error_code error;
    const auto address = net::ip::make_address(std::string(text.substr(0, slash)), error);
    if (error) return std::nullopt;
    const unsigned widest = address.is_v4() ? 32 : 128;
    unsigned prefix = widest;
    if (slash != std::string_view::npos) {
        const auto given = number<unsigned>(text.substr(slash + 1));
        if (!given || *given > widest) return std::nullopt;
        prefix = *given;
    }
    return network{as_v6(address), prefix + (128 - widest)};
}

bool is_public_url(std::string_view text) {
    const auto parsed = boost::urls::parse_absolute_uri(text);
    if (!parsed) return false;
    const auto scheme = parsed->scheme();
    return (scheme == "http" || scheme == "https") && !parsed->host().empty() && !parsed->has_userinfo() &&
           parsed->encoded_path().empty() && !parsed->has_query();
}

}  // namespace linli::gateway
