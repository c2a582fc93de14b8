// The adapters as a filter, so that programs in other languages can question them: one JSON object
// a line in, one out. Test code; the program itself has no such door.
//
//   {"op":"receive", "channel", "name", "config", "webhook_url", "request", "now_ms"} -> {"events","answer"}
//   | {"refusal"}
//   {"op":"next", …the same…, "job", "replies"}       -> {"call", "raw" (base64 of the body)} |
//   {"verdict"}
//   {"op":"count", "text"}                            -> {"encoding", "units", "parts"}
//   {"op":"split", "text", "max", "unit"}             -> {"pieces"}
//   {"op":"smpp", "text" | "hex" (of a PDU)}          -> tests/oracles/smpp_probe.hpp
#include <iostream>

#include "adapters/gsm7.hpp"
#include "adapters/signature.hpp"
#include "adapters/splitting.hpp"
#include "tests/adapters/harness.hpp"
#include "tests/oracles/smpp_probe.hpp"

namespace linli::adapters::testing {

namespace {

json receive(const adapter& a, const json& ask) {
    const auto request = request_of(ask["request"]);
    const instant now{std::chrono::milliseconds{ask.value("now_ms", std::int64_t{0})}};
    const auto got = a.receive(request.view(), now);
    if (got) return describe(*got);
    return {{"refusal", {{"status", got.error().status}, {"why", got.error().why}}}};
}

json next(const adapter& a, const json& ask) {
    std::vector<http_reply> replies;
    for (const auto& r : ask.value("replies", json::array())) replies.push_back(reply_of(r));
    const auto step = a.next(job_of(ask["job"]), replies);
    if (const auto* v = std::get_if<verdict>(&step)) return {{"verdict", describe(*v)}};
    const auto& call = std::get<http_call>(step);
    return {{"call", describe(call)}, {"raw", base64(call.body)}};
}

json split(const json& ask) {
    const auto name = ask["unit"].get<std::string>();
    const auto unit = name == "sms"     ? capabilities::unit::sms
                      : name == "utf16" ? capabilities::unit::utf16
                                        : capabilities::unit::characters;
    return {{"pieces", split_text(ask["text"].get<std::string>(), ask["max"], unit)}};
}

json answer(const json& ask) {
    const auto op = ask.value("op", "");
    if (op == "count") {
        const auto c = count_sms(ask["text"].get<std::string>());
        return {
            {"encoding", c.encoding == sms_encoding::gsm7 ? "GSM-7" : "UCS-2"}, {"units", c.units}, {"parts", c.parts}};
    }
    if (op == "split") return split(ask);
    if (op == "smpp") return smpp_answer(ask);
    const auto* type = find_channel_type(ask.value("channel", ""));
    if (!type) return {{"error", "no such channel"}};
    auto config = config_of(ask, json::object());
    config.type = type->name;
    const auto made = type->make(config);
    if (!made) return {{"error", made.error().front().key + ": " + made.error().front().why}};
    return op == "receive" ? receive(**made, ask) : next(**made, ask);
}

}  // namespace

}  // namespace linli::adapters::testing

int main() {
    using namespace linli::adapters::testing;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer(json::parse(line)).dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
}
