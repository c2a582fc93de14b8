#include "tests/bench/telegram.hpp"

#include <fmt/format.h>

#include <charconv>
#include <ctime>

namespace linli::bench {
namespace {

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

std::string respond(std::string_view body) {
    return fmt::format(
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\nConnection: keep-alive\r\n\r\n{}",
        body.size(), body);
}

}  // namespace

std::string webhook_request(std::string_view path, std::string_view secret, std::int64_t update,
                            std::int64_t chat, std::string_view text) {
    const auto now = static_cast<std::int64_t>(std::time(nullptr));
    const auto body = fmt::format(
        R"({{"update_id":{},"message":{{"message_id":{},"from":{{"id":{},"is_bot":false,)"
        R"("first_name":"住户{}","last_name":"Resident","username":"resident_{}",)"
        R"("language_code":"zh-hans"}},"chat":{{"id":{},"first_name":"住户{}",)"
        R"("last_name":"Resident","username":"resident_{}","type":"private"}},"date":{},)"
        R"("text":"{}"}}}})",
        update, update % 1'000'000, chat, chat % 100'000, chat, chat, chat % 100'000, chat, now,
        text);
    return fmt::format(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Content-Length: {}\r\nConnection: keep-alive\r\nAccept-Encoding: gzip, deflate\r\n"
        "X-Telegram-Bot-Api-Secret-Token: {}\r\n\r\n{}",
        path, body.size(), secret, body);
}

bool api_call::sends() const { return method == "sendMessage" || method == "editMessageText"; }

api_call read_call(const http_text& request) {
    api_call call;
    auto target = request.first_line.substr(0, request.first_line.rfind(' '));
    call.method = target.substr(target.rfind('/') + 1);
    if (!call.method.starts_with("send") && !call.method.starts_with("edit")) return call;
    call.chat = number_after(request.body, "\"chat_id\":");
    if (!call.sends()) return call;
    call.text = string_after(request.body, "\"text\":");
    call.choices = request.body.find("\"inline_keyboard\":[[") != std::string_view::npos;
    return call;
}

std::string api_answer(const api_call& call, std::int64_t serial) {
    if (call.chat != 0)
        return respond(fmt::format(
            R"({{"ok":true,"result":{{"message_id":{},"from":{{"id":123456,"is_bot":true,)"
            R"("first_name":"Linli","username":"linli_bot"}},"chat":{{"id":{},"type":"{}"}},)"
            R"("date":{},"text":"ok"}}}})",
            serial, call.chat, call.chat < 0 ? "supergroup" : "private", std::time(nullptr)));
    if (call.method == "getMe")
        return respond(
            R"({"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Linli",)"
            R"("username":"linli_bot","can_join_groups":true,"can_read_all_group_messages":true,)"
            R"("supports_inline_queries":false}})");
    if (call.method == "getWebhookInfo")
        return respond(R"({"ok":true,"result":{"url":"","has_custom_certificate":false,)"
                       R"("pending_update_count":0}})");
    return respond(R"({"ok":true,"result":true})");
}

}  // namespace linli::bench
