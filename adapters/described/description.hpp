// The description, read from the channel's tables and checked: nothing in it can fail later.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/catalogue.hpp"
#include "adapters/described/tree.hpp"
#include "adapters/signature.hpp"
#include "adapters/sms.hpp"

namespace linli::adapters::described {

// [verify]
enum class proof { path, query, header, basic, hmac };
struct verification {
    proof how = proof::path;
    std::string name;    // of the query's field, or of the header
    std::string prefix;  // before the secret or the signature in its header
    digest kind = digest::sha256;
    bool in_base64 = false;  // else hex
    std::string over;        // hmac: {body}, {timestamp}, {url} and what stands between them
    std::string timestamp;   // header with the time of the signature; empty: it has none
    std::chrono::seconds max_age{300};
};

// What [message] and [report] have in common. A field is a form's name or a JSON pointer ("/a/b").
struct incoming {
    bool json = false;                                      // else a form, or the query of a GET
    std::string path;                                       // below the channel's own address
    std::string list;                                       // JSON pointer of a list of them; empty: the body is one
    std::vector<std::pair<std::string, std::string>> when;  // fields that must have these values
};

struct message_rule : incoming {
    std::string id, sender, text, time, charset, media;
    std::chrono::minutes zone{0};  // of times that name none
    http_answer answer;
};

struct report_rule : incoming {
    std::string id, sender, status, detail;
    std::map<std::string, verdict_kind, std::less<>> codes;  // others are not the end
};

// [send]; every text in it is a template: {to} {text} {id} …
struct send_rule {
    std::string method = "POST";
    std::string path;
    std::vector<std::pair<std::string, std::string>> query, headers;
    bool basic = false;  // user and password as HTTP Basic
    bool json_body = false;
    tree body;               // an object; empty: no body
    std::string gsm7, ucs2;  // what {encoding} is
};

// [answer]
struct answer_rule {
    bool json = false;
    std::string id, code, detail;                      // JSON pointers
    std::string id_after, id_before;                   // of a text: the id stands between them
    std::map<std::string, end, std::less<>> statuses;  // "202", "4xx"
    std::map<std::string, end, std::less<>> codes;
    std::vector<std::pair<std::string, end>> words;  // of a text, the longest first
    end other_code = end::rejected;
};

struct description {
    std::string secret, previous_secret, user, password, token, number;
    std::string api_url, webhook_url, hook_path;
    sms::options phone;
    verification verify;
    std::optional<message_rule> message;
    std::optional<report_rule> report;
    send_rule send;
    answer_rule answer;

    std::vector<std::string_view> secrets() const { return {secret, previous_secret, password, token}; }
};

description read_description(channel_reader& r);

}  // namespace linli::adapters::described
