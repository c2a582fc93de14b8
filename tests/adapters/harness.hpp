// One harness for the tables of every channel: tests/adapters/<channel>/*.json.
//
// A table: {"config": {…}, "name", "webhook_url", "proof", "fresh_s", "cases": [case, …]}. "proof" is
// what proves the origin: a header's name, "?field" of the query, the form or the JSON body, or
// "/secret" in the path. "fresh_s": so long a request is good, either way; "stale_after_s" the same for
// one that "signing" (signing.hpp) signs, which spares the table its signatures; without both, for ever.
// A case has a "name", may override "config" and "proof", may be "open" (taken without a proof, since
// it changes nothing), and is one of
//   {"request": {method,target,headers,body | body_text | body_b64 | form, "times": repeats of body_text,
//   "body_times": of the body, "pad_to": its size}, "events": […], "answer": {…}}
//   {"request": …, "refusal": {"status","why"}}
//   {"handshake": true, "request": …}: not damaged further; its proof is elsewhere, or it is huge
//   {"job": {…}, "steps": [{"call": {method,url,headers,body}, "reply": {…}}, …], "verdict": {…}}
//   {"poll": {"state"}, "steps":
//   [{"call","reply","events","pause_s","trouble","first","commit","state"}]}
//   {"probe": {"group"}, "steps": [{"call","reply"}], "findings": [["account", "good", detail?], …]}
//   {"refuses_to_start": "words of the reason"}
// "sign": {"header", "secret"} of a table: how damaged copies are signed anew (X-Hub-Signature-256).
// Also used by tests/oracles/adapter_probe.cpp, so nothing here knows Catch.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/catalogue.hpp"

namespace linli::adapters::testing {

using json = nlohmann::json;

inline constexpr instant noon{std::chrono::milliseconds{1'764'000'000'000}};

// What an adapter's structs hold, with everything that equals its default left out.
json describe(const inbound& event);
json describe(const received& r);
json describe(const http_call& call);  // JSON, form and multipart bodies taken apart
json describe(const verdict& v);

struct owned_request {
    std::string method, target, body;
    std::vector<header> headers;

    http_request view() const {
        return {method, target, [this](std::string_view name) { return find_header(headers, name); }, body};
    }
};
owned_request request_of(const json& j);
http_reply reply_of(const json& j);
job job_of(const json& j);
channel_config config_of(const json& table, const json& one);

// What is wrong with this case; empty when nothing is.
std::vector<std::string> run_case(const channel_type& type, const json& table, const json& one);

}  // namespace linli::adapters::testing
