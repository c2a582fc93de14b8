// The small values that a configuration writes as text: durations, rates, hours, addresses. Pure
// functions; std::nullopt means that the text is not one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "dialogs/cases/calendar.hpp"
#include "dialogs/time.hpp"

namespace linli::gateway {

// "0s", "30m", "24h", "7d": digits and one unit of s m h d. At most ten years.
std::optional<span_of_time> parse_duration(std::string_view text);

// "30/s", "20/m", "1000/h": sends a second. "none" is 0, no limit; "0/s" is refused.
std::optional<double> parse_rate(std::string_view text);

// "22:00-07:00"; "" is no hours at all. Equal ends are refused, since nobody can say what they mean.
std::optional<daily_hours> parse_hours(std::string_view text);

// "2027-01-01", or "2027-02-05..2027-02-11" with both ends: local dates. At most a year of them.
std::optional<std::vector<std::chrono::sys_days>> parse_dates(std::string_view text);

// "mon" … "sun", or the same in Chinese: 周一 … 周日. 0 = Sunday.
std::optional<unsigned> parse_weekday(std::string_view text);

struct endpoint {
    std::string host;  // an IP address, without brackets
    std::uint16_t port = 0;

    bool operator==(const endpoint&) const = default;
    std::string text() const;  // "127.0.0.1:8080", "[::1]:8080"
};

// "127.0.0.1:8080", "[::1]:8080", ":8080" (every interface). Port 0 lets the system choose one.
std::optional<endpoint> parse_endpoint(std::string_view text);

// "10.0.0.0/8", "::1", "192.168.1.7": the proxies whose X-Forwarded-For counts.
struct network {
    boost::asio::ip::address_v6 base;  // IPv4 as v4-mapped, so that one comparison serves both
    unsigned prefix = 128;

    bool contains(const boost::asio::ip::address& a) const;
};
std::optional<network> parse_network(std::string_view text);

// scheme "http" or "https", a host, perhaps a port, no path, no user, no trailing slash.
bool is_public_url(std::string_view text);

}  // namespace linli::gateway
