// What the tables write, as the adapters' own structs.
#include <algorithm>

#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "tests/adapters/harness.hpp"

namespace linli::adapters::testing {
namespace {

std::string text(const json& j, const char* key, const char* otherwise = "") { return j.value(key, otherwise); }

}  // namespace

owned_request request_of(const json& j) {
    owned_request out{text(j, "method", "POST"), text(j, "target"), {}, {}};
    const auto headers = j.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) out.headers.push_back({name, value});
    if (j.contains("body_b64"))
        out.body = from_base64(text(j, "body_b64")).value_or("");
    else if (j.contains("body_text"))
        for (int i = 0; i < j.value("times", 1); ++i) out.body += text(j, "body_text");
    else if (j.contains("body"))
        out.body = j["body"].dump();
    else if (j.contains("form")) {
        form_fields form;
        for (const auto& [name, value] : j["form"].items())
            form.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        out.body = compose_form(form);
    }
    if (j.contains("body_times")) {  // a long body, without a long line in the table
        const std::string once = out.body;
        out.body.clear();
        for (int i = 0; i < j["body_times"].get<int>(); ++i) out.body += once;
    }
    if (j.contains("pad_to")) out.body.resize(j["pad_to"].get<std::size_t>(), ' ');
    return out;
}

http_reply reply_of(const json& j) {
    http_reply out;
    out.status = j.value("status", 200);
    out.maybe_done = j.value("maybe_done", false);
    const auto headers = j.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) out.headers.push_back({name, value});
    if (j.contains("body")) out.body = j["body"].is_string() ? text(j, "body") : j["body"].dump();
    return out;
}

job job_of(const json& j) {
    job out;
    const auto kind = text(j, "what", "send");
    out.what = kind == "fetch"        ? job::kind::fetch
               : kind == "answer_tap" ? job::kind::answer_tap
               : kind == "set_up"     ? job::kind::set_up
               : kind == "thread"     ? job::kind::thread
                                      : job::kind::send;
    out.id = j.value("id", 1);
    out.chat = text(j, "chat");
    out.previous = text(j, "previous");
    out.reply_to = text(j, "reply_to");
    out.tap_id = text(j, "tap_id");
    out.thread = text(j, "thread");
    out.change.name = text(j, "thread_name");
    if (j.contains("closed")) out.change.closed = j["closed"].get<bool>();
    out.change.pin = text(j, "pin");
    out.photos = j.value("photos", std::vector<std::string>{});
    out.photo_links = j.value("photo_links", std::vector<std::string>{});
    out.now = instant{std::chrono::milliseconds{j.value("now_ms", noon.time_since_epoch().count())}};
    out.begun = instant{std::chrono::milliseconds{j.value("begun_ms", out.now.time_since_epoch().count())}};
    out.sent_parts = j.value("sent_parts", std::vector<std::string>{});
    out.again = j.value("again", false);
    out.answer_token = text(j, "answer_token");
    auto& m = out.message;
    m.tag = text(j, "tag");
    if (text(j, "lane") == std::string("alarm")) m.lane = lane::alarm;
    m.text = text(j, "text");
    m.withdraw = j.value("withdraw", false);
    m.wants_contact = j.value("wants_contact", false);
    m.contact_label = text(j, "contact_label");
    m.quiet = j.value("quiet", false);
    m.photos.resize(std::max(out.photos.size(), out.photo_links.size()));
    for (const auto& c : j.value("choices", json::array())) m.choices.push_back({c[0], c[1], c[2]});
    if (j.contains("silent_s")) out.silent = std::chrono::seconds{j["silent_s"].get<int>()};
    const auto media = j.value("media", json::object());
    out.media.handle = text(media, "handle");
    out.media.size = media.value("size", 0);
    out.media.name = text(media, "name");
    if (text(media, "kind") == std::string("file")) out.media.kind = media_kind::file;
    if (j.contains("text_times")) {  // a long text, without a long line in the table
        const std::string once = m.text;
        for (int i = 1; i < j["text_times"].get<int>(); ++i) m.text += once;
    }
    return out;
}

channel_config config_of(const json& table, const json& one) {
    channel_config out;
    out.name = text(table, "name");
    out.webhook_url = text(one.contains("webhook_url") ? one : table, "webhook_url");
    auto values = table.value("config", json::object());
    values.update(one.value("config", json::object()));
    for (const auto& [key, value] : values.items()) out.values[key] = value;
    return out;
}

}  // namespace linli::adapters::testing
