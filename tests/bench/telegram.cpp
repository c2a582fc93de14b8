// Telegram's Bot API, server side.
#include <fmt/format.h>

#include <ctime>

#include "tests/bench/platform.hpp"
#include "tests/bench/scanning.hpp"

namespace linli::bench {
namespace {

class telegram : public platform {
public:
    std::string request(const webhook& to, std::span<const spoken> said) const override {
        const auto& [id, chat, text] = said.front();
        const auto now = static_cast<std::int64_t>(std::time(nullptr));
        const auto body =
            fmt::format(R"({{"update_id":{},"message":{{"message_id":{},"from":{{"id":{},"is_bot":false,)"
                        R"("first_name":"住户{}","last_name":"Resident","username":"resident_{}",)"
                        R"("language_code":"zh-hans"}},"chat":{{"id":{},"first_name":"住户{}",)"
                        R"("last_name":"Resident","username":"resident_{}","type":"private"}},"date":{},)"
                        R"("text":"{}"}}}})",
                        id, id % 1'000'000, chat, chat % 100'000, chat, chat, chat % 100'000, chat, now, text);
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Content-Length: {}\r\nConnection: keep-alive\r\nAccept-Encoding: gzip, deflate\r\n"
            "X-Telegram-Bot-Api-Secret-Token: {}\r\n\r\n{}",
            to.path, body.size(), to.secret, body);
    }

    api_call read(const http_text& request) const override {
        api_call call;
        auto target = request.first_line.substr(0, request.first_line.rfind(' '));
        call.method = target.substr(target.rfind('/') + 1);
        if (!call.method.starts_with("send") && !call.method.starts_with("edit")) return call;
        call.person = number_after(request.body, "\"chat_id\":");
        call.shows = call.method == "sendMessage" || call.method == "editMessageText";
        if (!call.shows) return call;
        call.text = string_after(request.body, "\"text\":");
        call.choices = request.body.find("\"inline_keyboard\":[[") != std::string_view::npos;
        return call;
    }

    std::string answer(const api_call& call, std::int64_t serial) const override {
        if (call.person != 0)
            return respond(
                200, fmt::format(R"({{"ok":true,"result":{{"message_id":{},"from":{{"id":123456,"is_bot":true,)"
                                 R"("first_name":"Linli","username":"linli_bot"}},"chat":{{"id":{},"type":"{}"}},)"
                                 R"("date":{},"text":"ok"}}}})",
                                 serial, call.person, call.person < 0 ? "supergroup" : "private", std::time(nullptr)));
        if (call.method == "getMe")
            return respond(200, R"({"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Linli",)"
                                R"("username":"linli_bot","can_join_groups":true,"can_read_all_group_messages":true,)"
                                R"("supports_inline_queries":false}})");
        if (call.method == "getWebhookInfo")
            return respond(200, R"({"ok":true,"result":{"url":"","has_custom_certificate":false,)"
                                R"("pending_update_count":0}})");
        return respond(200, R"({"ok":true,"result":true})");
    }
};

}  // namespace

std::unique_ptr<platform> make_telegram() { return std::make_unique<telegram>(); }

std::unique_ptr<platform> make_platform(std::string_view name) {
    if (name == "telegram") return make_telegram();
    if (name == "twilio") return make_twilio();
    if (name == "whatsapp") return make_whatsapp();
    return nullptr;
}

}  // namespace linli::bench
