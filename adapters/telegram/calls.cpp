#include "adapters/telegram/calls.hpp"

#include <algorithm>
#include <array>

#include "adapters/json_read.hpp"
#include "adapters/verdicts.hpp"
#include "dialogs/ascii.hpp"

namespace linli::adapters::telegram {

namespace {

constexpr std::int64_t retry_after_max = 86'400;  // seconds; more than a day is not believed
constexpr std::size_t answer_max = 1 << 20;       // a sent album comes back with all its sizes

constexpr word_rule rules[] = {
    {403, "bot was blocked by the user", end::recipient_gone},
    {403, "user is deactivated", end::recipient_gone},
    {403, "bot was kicked", end::recipient_gone},
    {403, "bot is not a member", end::recipient_gone},
    {403, "the group chat was deleted", end::recipient_gone},
    {403, "can't initiate conversation", end::recipient_gone},
    {403, "", end::recipient_gone},
    {400, "chat not found", end::recipient_gone},
    {400, "user not found", end::recipient_gone},
    {400, "PEER_ID_INVALID", end::recipient_gone},
    {400, "CHAT_WRITE_FORBIDDEN", end::recipient_gone},
    {400, "group chat was deactivated", end::recipient_gone},
    {400, "temporarily unavailable", end::retry},  // wrong file_id or the file is …
    {400, "", end::rejected},                      // message is too long, BUTTON_DATA_INVALID …
    {401, "", end::misconfigured},
    {404, "", end::misconfigured},
    {409, "", end::retry},
    {413, "", end::rejected},
    {429, "", end::retry},
};

void add_message_id(api_answer& out, const json& message) {
    auto id = id_at(message, "message_id");
    if (id.empty()) return;
    if (out.message_ids.empty()) out.thread = id_at(message, "message_thread_id");
    out.message_ids.push_back(std::move(id));
}

}  // namespace

http_call api_call(const settings& bot, std::string_view method, std::string body) {
    http_call call;
    call.url.reserve(bot.api_url.size() + bot.token.size() + method.size() + 5);
    call.url.append(bot.api_url).append("/bot").append(bot.token).append("/").append(method);
    call.headers.emplace_back("Content-Type", "application/json");
    call.body = std::move(body);
    call.body_limit = answer_max;
    return call;
}

http_call upload_call(const settings& bot, std::string_view method,
                      const std::vector<std::pair<std::string, std::string>>& fields,
                      const std::vector<upload>& files) {
    std::string boundary = "linli-part-";
    const auto occurs = [&](std::string_view text) { return text.find(boundary) != text.npos; };
    while (std::any_of(fields.begin(), fields.end(), [&](const auto& f) { return occurs(f.second); }) ||
           std::any_of(files.begin(), files.end(), [&](const upload& f) { return occurs(f.bytes); }))
        boundary += 'x';
    auto call = api_call(bot, method, {});
    call.headers = {{"Content-Type", "multipart/form-data; boundary=" + boundary}};
    const auto start = [&](std::string_view name) {
        call.body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
        call.body.append(name).append("\"");
    };
    for (const auto& [name, value] : fields) {
        start(name);
        call.body.append("\r\n\r\n").append(value).append("\r\n");
    }
    for (const auto& file : files) {
        start(file.name);
        call.body.append("; filename=\"").append(file.name).append(".jpg\"\r\n");
        call.body.append("Content-Type: image/jpeg\r\n\r\n").append(file.bytes).append("\r\n");
    }
    call.body.append("--").append(boundary).append("--\r\n");
    call.timeout_s = 120;  // ten photos over a slow line
    return call;
}

bool is_number(std::string_view id) {
    if (id.starts_with('-')) id.remove_prefix(1);
    return id.size() <= 18 && all_digits(id);
}

void write_id(json_writer& out, std::string_view id) {
    if (is_number(id))
        out.raw(id);
    else
        out.text(id);
}

std::optional<api_answer> read_answer(const http_reply& reply) {
    const auto body = parse_json(reply.body);
    if (!body || !member(*body, "ok")) return std::nullopt;
    api_answer out;
    out.ok = flag_at(*body, "ok") && reply.status / 100 == 2;
    out.error_code = static_cast<int>(std::clamp<std::int64_t>(number_at(*body, "error_code"), 0, 599));
    out.description = text_at(*body, "description");
    if (const auto p = object_at(*body, "parameters")) {
        const auto seconds = number_at(*p, "retry_after");
        if (seconds > 0 && seconds <= retry_after_max) out.retry_after = std::chrono::seconds{seconds};
        out.migrate_to = id_at(*p, "migrate_to_chat_id");
    }
    if (const auto one = object_at(*body, "result")) add_message_id(out, *one);
    if (const auto many = array_at(*body, "result"))
        for (const auto& message : *many) add_message_id(out, message);
    return out;
}

verdict failed(const settings& bot, const http_reply& reply) {
    const std::array<std::string_view, 3> secrets{bot.token, bot.secret, bot.previous_secret};
    if (reply.status == 0) return nothing_came(reply, secrets);
    verdict v;
    v.how = end::retry;
    const auto answer = read_answer(reply);
    if (!answer || answer->ok) {
        // Not the Bot API's voice: a proxy, a gateway page. After a 2xx it may have acted.
        v.maybe_done = reply.status / 100 == 2;
        v.detail = v.maybe_done ? "ambiguous: not an answer of the Bot API" : "HTTP " + std::to_string(reply.status);
        if (const auto* rule = find_rule(rules, reply.status, "")) v.how = rule->how;
        v.after = retry_after(reply);
        return v;
    }
    const int status = answer->error_code ? answer->error_code : reply.status;
    v.detail = std::to_string(status) + ' ' + safe_detail(answer->description, secrets);
    v.after = answer->retry_after.count() ? answer->retry_after : retry_after(reply);
    if (!answer->migrate_to.empty()) {
        v.how = end::moved;
        v.moved_to = answer->migrate_to;
    } else if (const auto* rule = find_rule(rules, status, answer->description)) {
        v.how = rule->how;
    }
    return v;
}

}  // namespace linli::adapters::telegram
