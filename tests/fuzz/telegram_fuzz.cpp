// Telegram's webhook with the right secret: whatever the body is, an answer or a refusal.
#include <cstdint>
#include <cstdlib>

#include "adapters/catalogue.hpp"

namespace {

std::unique_ptr<linli::adapters::adapter> made() {
    linli::adapters::channel_config c{"tg", "telegram", {}, {}};
    c.values = {{"token", "1:A"}, {"secret", "0123456789abcdef"}};
    auto adapter = linli::adapters::find_channel_type("telegram")->make(c);
    if (!adapter) std::abort();
    return *std::move(adapter);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto adapter = made();
    const auto secret = [](std::string_view) { return std::string_view("0123456789abcdef"); };
    linli::adapters::http_request r{"POST", "/webhooks/tg", secret, {reinterpret_cast<const char*>(data), size}};
    const auto got = adapter->receive(r, linli::instant{std::chrono::seconds{1'767'323'045}});
    if (!got && (got.error().status < 400 || got.error().status > 499)) std::abort();
    return 0;
}
