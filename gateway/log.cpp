#include "gateway/log.hpp"

#include <cerrno>
#include <chrono>
#include <ctime>

#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dialogs/ascii.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t gathered_max = 1 << 20;                // 5,000 lines: a standstill of the disk, not more
constexpr auto drain_every = std::chrono::milliseconds{20};  // often enough to follow, too seldom to be felt
constexpr std::size_t text_max = 2'000;                      // of one field; a platform's error page is longer

// Nothing in it could be a number to mask, or is to be written otherwise: most of our own words.
bool is_simple(std::string_view text) {
    return text.size() <= text_max && std::ranges::all_of(text, [](char c) {
               return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && !is_digit(c);
           });
}

void append_number(std::string& out, std::int64_t n) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
}

void append_number(std::string& out, int n, std::size_t width) {
    out.append(width, '0');
    for (auto digit = out.rbegin(); width > 0; --width, n /= 10) *digit++ = static_cast<char>('0' + n % 10);
}

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {  // a line stays one line
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
}

// Broken UTF-8 becomes '?', so that every line is valid JSON whatever a stranger sent.
std::string valid_utf8(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c < 0x80                ? 1
                                   : c >= 0xc2 && c < 0xe0 ? 2
                                   : c >= 0xe0 && c < 0xf0 ? 3
                                   : c >= 0xf0 && c < 0xf5 ? 4
                                                           : 0;
        bool good = length > 0 && i + length <= text.size();
        for (std::size_t k = 1; good && k < length; ++k)
            good = (static_cast<unsigned char>(text[i + k]) & 0xc0) == 0x80;
        if (good)
            out += text.substr(i, length);
        else
            out += '?';
        i += good ? length : 1;
    }
    return out;
}

std::string_view first_character(std::string_view text) {
    std::size_t end = text.empty() ? 0 : 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    return text.substr(0, end);
}

std::string_view name_of_level(level how) {
    switch (how) {
        case level::debug:
            return "debug";
        case level::info:
            return "info";
        case level::warning:
            return "warning";
        default:
            return "error";
    }
}

void append_value(std::string& out, const field& f) {
    if (const auto* text = std::get_if<std::string_view>(&f.value)) {
        out += '"';
        if (is_simple(*text))
            out += *text;
        else
            append_json(out, valid_utf8(std::string_view(masked_digits(*text)).substr(0, text_max)));
        out += '"';
    } else if (const auto* who = std::get_if<person>(&f.value)) {
        out += '"';
        if (!who->text.empty()) append_json(out, valid_utf8(first_character(who->text)) + "*");
        out += '"';
    } else if (const auto* group = std::get_if<group_id>(&f.value)) {
        out += '"';
        append_json(out, valid_utf8(group->text.substr(0, text_max)));
        out += '"';
    } else if (const auto* n = std::get_if<std::int64_t>(&f.value)) {
        append_number(out, *n);
    } else if (const auto* d = std::get_if<double>(&f.value)) {
        fmt::format_to(std::back_inserter(out), "{:.6g}", *d);
    } else {
        out += std::get<bool>(f.value) ? "true" : "false";
    }
}

void write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto n = ::write(file, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;  // nobody reads the log: nowhere to say so
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

}  // namespace

std::string masked_digits(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size();) {
        if (!is_digit(out[i])) {
            ++i;
            continue;
        }
        std::size_t digits = 0, end = i;
        for (std::size_t k = i; k < out.size(); ++k) {
            if (is_digit(out[k])) {
                ++digits;
                end = k + 1;
            } else if (out[k] != ' ' && out[k] != '-') {
                break;
            }
        }
        if (digits >= 7) {
            std::size_t seen = 0;
            for (std::size_t k = i; k < end; ++k)
                if (is_digit(out[k]) && ++seen > 3 && seen + 4 <= digits) out[k] = '*';
        }
        i = end;
    }
    return out;
}

std::string log_line(std::int64_t unix_ms, level how, std::string_view event, std::initializer_list<field> fields) {
    const std::time_t seconds = unix_ms / 1000;
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::string line = "{\"time\":\"";
    line.reserve(256);
    const auto part = [&](int n, std::size_t width, char after) {
        append_number(line, n, width);
        line += after;
    };
    part(utc.tm_year + 1900, 4, '-');
    part(utc.tm_mon + 1, 2, '-');
    part(utc.tm_mday, 2, 'T');
    part(utc.tm_hour, 2, ':');
    part(utc.tm_min, 2, ':');
    part(utc.tm_sec, 2, '.');
    part(static_cast<int>(unix_ms % 1000), 3, 'Z');
    line.append("\",\"level\":\"").append(name_of_level(how)).append("\",\"event\":\"").append(event).append("\"");
    for (const auto& f : fields) {
        line += ",\"";
        line += f.name;
        line += "\":";
        append_value(line, f);
    }
    return line + "}";
}

logger::logger(int file, level least) : file_(file), least_(least), writer_([this] { drain(); }) {}

logger::~logger() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    writer_.join();
}

void logger::write(level how, std::string_view event, std::initializer_list<field> fields) {
    if (how < least_) return;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    auto line = log_line(std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), how, event, fields);
    bool first = false;
    {
        std::lock_guard lock(mutex_);
        if (gathered_.size() + line.size() > gathered_max) {
            ++dropped_;
            return;
        }
        first = gathered_.empty();
        gathered_ += line;
        gathered_ += '\n';
    }
    if (first) wake_.notify_one();
}

void logger::flush() {
    std::unique_lock lock(mutex_);
    written_.wait(lock, [&] { return gathered_.empty() && !writing_; });
}

void logger::drain() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return ending_ || !gathered_.empty(); });
        wake_.wait_for(lock, drain_every, [&] { return ending_; });
        if (dropped_ > 0) {
            const auto now = std::chrono::system_clock::now().time_since_epoch();
            gathered_ += log_line(std::chrono::duration_cast<std::chrono::milliseconds>(now).count(), level::warning,
                                  "log_lines_dropped", {{"count", dropped_}}) +
                         "\n";
            dropped_ = 0;
        }
        std::string text;
        text.swap(gathered_);
        const bool last = ending_;
        writing_ = true;
        lock.unlock();
        write_all(file_, text);
        lock.lock();
        writing_ = false;
        written_.notify_all();
        if (last && gathered_.empty()) return;
    }
}

}  // namespace linli::gateway
