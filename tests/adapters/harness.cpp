#include "tests/adapters/harness.hpp"

#include <algorithm>
#include <utility>

#include "adapters/session.hpp"
#include "adapters/signature.hpp"
#include "adapters/urlencoded.hpp"
#include "tests/adapters/plain.hpp"
#include "tests/adapters/signing.hpp"

namespace linli::adapters::testing {

namespace {

using problems = std::vector<std::string>;

std::string text(const json& j, const char* key, const char* otherwise = "") { return j.value(key, otherwise); }

json multipart(const std::string& body, const std::string& boundary) {
    json out = json::object();
    const std::string mark = "--" + boundary;
    std::size_t at = body.find(mark);
    while (at != std::string::npos) {
        const auto start = at + mark.size() + 2;
        at = body.find("\r\n" + mark, start);
        if (at == std::string::npos) break;
        const auto part = body.substr(start, at - start);
        at += 2;
        const auto gap = part.find("\r\n\r\n");
        const auto name_at = part.find("name=\"") + 6;
        const auto name = part.substr(name_at, part.find('"', name_at) - name_at);
        const auto value = part.substr(gap + 4);
        if (part.substr(0, gap).find("filename=") == std::string::npos)
            out[name] = value;
        else
            out[name] = {{"file", value}};
    }
    return out;
}

json body_of(const http_call& call) {
    std::string kind;
    for (const auto& h : call.headers)
        if (h.name == "Content-Type") kind = h.value;
    if (kind == "application/json") return json::parse(call.body, nullptr, false);
    if (const auto at = kind.find("boundary="); at != std::string::npos)
        return multipart(call.body, kind.substr(at + 9));
    if (kind != "application/x-www-form-urlencoded") return call.body;
    json out = json::object();
    for (const auto& [name, value] : parse_form(call.body)) out[name] = value;
    return out;
}

// `what`: where in the case we are.
void differ(problems& out, const std::string& what, const json& expected, const json& found) {
    if (expected == found) return;
    out.push_back(what + ": expected " + expected.dump() + "\n    found " +
                  found.dump(-1, ' ', false, json::error_handler_t::replace));
}

void compare_call(problems& out, const std::string& what, const json& expected, const json& found) {
    for (const auto& [key, value] : expected.items()) {
        if (key != "headers") {
            differ(out, what + " " + key, value, found.value(key, json()));
            continue;
        }
        for (const auto& [name, header] : value.items())
            differ(out, what + " header " + name, header, found["headers"].value(name, json()));
    }
}

void compare_verdict(problems& out, const std::string& what, const json& expected, json found) {
    for (const auto* key : {"detail", "maybe_done"})
        if (!expected.contains(key)) found.erase(key);
    differ(out, what, expected, found);
}

// No text that leaves the adapter for a log or a card may hold a secret, in whatever spelling.
class secret_watch {
public:
    secret_watch(const channel_type& type, const channel_config& config) {
        for (const auto key : type.secrets) {
            const auto value = std::string(config.get(key));
            if (value.empty()) continue;
            for (const auto& spelled : {value, percent_encoded(value), base64(value)}) spellings_.push_back(spelled);
            for (const auto& [other, name] : config.values) spellings_.push_back(base64(name + ':' + value));
        }
    }

    void look(problems& out, const std::string& what, const std::string& where) const {
        for (const auto& s : spellings_)
            if (where.find(s) != std::string::npos) out.push_back(what + " shows a secret: " + where);
    }

private:
    std::vector<std::string> spellings_;
};

// A redelivery comes later and must be known by the same key; what is too old is a replay.
void run_again(problems& out, const adapter& a, const owned_request& request, const json& found, const json& table) {
    const auto stale = table.value("stale_after_s", 0);
    const auto later = stale ? std::chrono::seconds{stale - 1} : std::chrono::hours{30};
    const auto again = a.receive(request.view(), noon + later);
    differ(out, "redelivery", found, again ? describe(*again) : json());
    if (!stale) return;
    for (const auto beyond : {stale + 2, -stale - 2}) {
        const auto old = a.receive(request.view(), noon + std::chrono::seconds{beyond});
        differ(out, "stale", "stale", old ? "was accepted" : old.error().why);
    }
}

void run_request(problems& out, const adapter& a, const secret_watch& secrets, const json& one, const json& table) {
    auto request = request_of(one["request"]);
    if (!one["request"].value("unsigned", false)) sign(request, table);
    const auto got = a.receive(request.view(), noon);
    if (one.contains("refusal")) {
        if (got) return out.push_back("was accepted: " + describe(*got).dump());
        differ(out, "refusal", one["refusal"], {{"status", got.error().status}, {"why", got.error().why}});
        return secrets.look(out, "refusal", got.error().why);
    }
    if (!got) return out.push_back("was refused: " + std::to_string(got.error().status) + " " + got.error().why);
    const auto found = describe(*got);
    differ(out, "events", one.value("events", json::array()), found["events"]);
    if (one.contains("answer")) differ(out, "answer", one["answer"], found["answer"]);
    if (!one.contains("fresh_s")) return run_again(out, a, request, found, table);
    // Where the proof carries a time, a redelivery is known by the same key as long as that is fresh.
    const std::chrono::seconds fresh{one["fresh_s"].get<int>()};
    for (const auto at : {noon + fresh, noon - fresh}) {
        const auto again = a.receive(request.view(), at);
        differ(out, "redelivery", found, again ? describe(*again) : json());
    }
    for (const auto at : {noon + fresh + std::chrono::seconds{1}, noon - fresh - std::chrono::seconds{1}}) {
        const auto late = a.receive(request.view(), at);
        differ(out, "stale", "stale", late ? json() : json(late.error().why));
    }
}

void run_job(problems& out, const adapter& a, const secret_watch& secrets, const json& one) {
    const auto work = job_of(one["job"]);
    std::vector<http_reply> replies;
    std::string on_disk;
    const auto steps = one.value("steps", json::array());
    for (std::size_t i = 0; i <= steps.size(); ++i) {
        const auto what = "step " + std::to_string(i + 1);
        const auto next = a.next(work, replies);
        if (const auto* v = std::get_if<verdict>(&next)) {
            secrets.look(out, "verdict", v->detail);
            if (i < steps.size()) return out.push_back(what + ": ended early " + describe(*v).dump());
            auto found = describe(*v);
            if (work.what == job::kind::fetch && v->how == end::delivered) found["bytes"] = on_disk;
            return compare_verdict(out, "verdict", one.value("verdict", json()), found);
        }
        const auto& call = std::get<http_call>(next);
        secrets.look(out, "redacted", a.redacted(call));
        if (i == steps.size()) return out.push_back("goes on: " + describe(call).dump());
        compare_call(out, what, steps[i].value("call", json::object()), describe(call));
        replies.push_back(reply_of(steps[i]["reply"]));
        auto& reply = replies.back();
        if (!call.to_disk || reply.status != 200) continue;
        on_disk = std::exchange(reply.body, {});
        reply.kept = kept_body{on_disk.size(), sha256(on_disk)};
    }
}

void run_poll(problems& out, const adapter& a, const secret_watch& secrets, const json& one) {
    const auto session = a.polling(text(one["poll"], "state"));
    if (!session) return out.push_back("does not poll");
    for (std::size_t i = 0; i < one["steps"].size(); ++i) {
        const auto& step = one["steps"][i];
        const auto what = "step " + std::to_string(i + 1);
        const auto call = session->poll();
        secrets.look(out, "redacted", a.redacted(call));
        compare_call(out, what, step.value("call", json::object()), describe(call));
        const auto fed = session->feed(reply_of(step["reply"]));
        secrets.look(out, "trouble", fed.trouble);
        json events = json::array();
        for (const auto& e : fed.events) events.push_back(describe(e));
        differ(out, what + " events", step.value("events", json::array()), events);
        differ(out, what + " pause_s", step.value("pause_s", 0),
               std::chrono::duration_cast<std::chrono::seconds>(fed.pause).count());
        differ(out, what + " trouble", step.value("trouble", ""), fed.trouble);
        if (step.contains("first") != fed.first.has_value())
            out.push_back(what + ": `first` expected or not expected");
        else if (fed.first)
            compare_call(out, what + " first", step["first"], describe(*fed.first));
        if (step.value("commit", false)) session->committed();
        if (step.contains("state")) differ(out, what + " state", step["state"], session->state());
    }
}

void run_probe(problems& out, const adapter& a, const secret_watch& secrets, const json& one) {
    const inquiry about{text(one["probe"], "group"), noon};
    std::vector<http_reply> replies;
    const auto steps = one.value("steps", json::array());
    for (std::size_t i = 0; i <= steps.size(); ++i) {
        const auto what = "question " + std::to_string(i + 1);
        const auto next = a.probe(about, replies);
        if (const auto* all = std::get_if<std::vector<finding>>(&next)) {
            json found = json::array();
            for (const auto& f : *all) {
                secrets.look(out, "detail", f.detail);
                secrets.look(out, "remedy", f.remedy);
                found.push_back({name_of(f.of), name_of(f.how)});
                if (!f.detail.empty()) found.back().push_back(f.detail);
            }
            if (i < steps.size()) return out.push_back(what + ": ended early " + found.dump());
            return differ(out, "findings", one.value("findings", json()), found);
        }
        const auto& call = std::get<http_call>(next);
        secrets.look(out, "redacted", a.redacted(call));
        if (i == steps.size()) return out.push_back("goes on: " + describe(call).dump());
        compare_call(out, what, steps[i].value("call", json::object()), describe(call));
        replies.push_back(reply_of(steps[i]["reply"]));
    }
}

}  // namespace

json describe(const received& r) {
    json events = json::array();
    for (const auto& e : r.events) events.push_back(describe(e));
    json answer{{"status", r.answer.status}};
    if (!r.answer.content_type.empty()) answer["content_type"] = r.answer.content_type;
    if (!r.answer.body.empty()) answer["body"] = r.answer.body;
    return {{"events", events}, {"answer", answer}};
}

json describe(const inbound& e) {
    json out = json::object();
    if (e.minute) out["minute"] = e.minute;
    if (!e.key.empty()) out["key"] = e.key;
    if (!e.chat.empty()) out["chat"] = e.chat;
    if (!e.sender.empty()) out["sender"] = e.sender;
    if (!e.sender_name.empty()) out["sender_name"] = e.sender_name;
    if (e.group) out["group"] = true;
    if (e.hint) out["hint"] = name_of(*e.hint);
    if (!e.tap_id.empty()) out["tap_id"] = e.tap_id;
    if (!e.answer_token.empty()) out["answer_token"] = e.answer_token;
    if (e.part) out["part"] = {{"set", e.part->set}, {"number", e.part->number}, {"total", e.part->total}};
    if (!e.thread.empty()) out["thread"] = e.thread;
    if (!e.thread_name.empty()) out["thread_name"] = e.thread_name;
    if (e.threading != threading::unknown) out["threading"] = name_of(e.threading);
    if (!e.moved_to.empty()) {
        out["moved_to"] = e.moved_to;
        return out;
    }
    std::visit([&](const auto& body) { out[std::string(body.kind)] = plain(body); }, e.body);
    return out;
}

json describe(const http_call& call) {
    json headers = json::object();
    for (const auto& h : call.headers) headers[h.name] = h.value;
    return {{"method", call.method}, {"url", call.url}, {"headers", headers}, {"body", body_of(call)}};
}

json describe(const verdict& v) {
    json out{{"how", name_of(v.how)}};
    if (!v.detail.empty()) out["detail"] = v.detail;
    if (!v.ids.empty()) out["ids"] = v.ids;
    if (v.after.count()) out["after_ms"] = v.after.count();
    if (v.whole_account) out["whole_account"] = true;
    out["maybe_done"] = v.maybe_done;
    if (!v.moved_to.empty()) out["moved_to"] = v.moved_to;
    if (v.thread_lost) out["thread_lost"] = true;
    if (v.threading != threading::unknown) out["threading"] = name_of(v.threading);
    if (!v.content_type.empty()) out["content_type"] = v.content_type;
    return out;
}

std::string told(const flaws& found) {
    std::string all;
    for (const auto& f : found) {
        std::string words;
        for (const auto& word : f.words) words += (words.empty() ? "" : ", ") + word;
        all += f.key + ' ';
        if (f.what == flaw::kind::missing)
            all += "is missing: " + f.why;
        else if (f.what == flaw::kind::unknown)
            all += "is no key; there are: " + words;
        else
            all += words.empty() ? f.why : "must be one of " + words;
        all += '\n';
    }
    return all;
}

problems run_case(const channel_type& type, const json& table, const json& given) {
    problems out;
    json one = given;
    if (table.contains("fresh_s") && !one.value("open", false)) one["fresh_s"] = table["fresh_s"];
    auto config = config_of(table, one);
    config.type = type.name;
    const auto made = type.make(config);
    if (one.contains("refuses_to_start")) {
        const auto words = text(one, "refuses_to_start");
        if (made) return {"starts"};
        if (told(made.error()).find(words) == std::string::npos) out.push_back("says: " + told(made.error()));
        return out;
    }
    if (!made) return {"does not start: " + told(made.error())};
    const secret_watch secrets(type, config);
    try {
        if (one.contains("request"))
            run_request(out, **made, secrets, one, table);
        else if (one.contains("job"))
            run_job(out, **made, secrets, one);
        else if (one.contains("poll"))
            run_poll(out, **made, secrets, one);
        else if (one.contains("probe"))
            run_probe(out, **made, secrets, one);
        else
            out.push_back("is no case: neither request, job, poll nor probe");
    } catch (const std::exception& e) {
        out.push_back(std::string("threw: ") + e.what());
    }
    return out;
}

}  // namespace linli::adapters::testing
