#include "gateway/dossier/page.hpp"

#include <openssl/evp.h>

#include <fmt/format.h>

#include <algorithm>

#include "dialogs/ascii.hpp"
#include "dialogs/cards.hpp"
#include "dialogs/understanding/text.hpp"
#include "dialogs/work.hpp"
#include "gateway/dossier/account.hpp"
#include "gateway/dossier/style.hpp"
#include "gateway/html.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t shown_digits = 4;  // of a phone number, at its end

std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(n));
    return out;
}

std::string sha256(std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
    return {reinterpret_cast<const char*>(digest), size};
}

std::string policy(std::string_view pictures) {
    return fmt::format("default-src 'none'; style-src 'sha256-{}'; img-src {}; form-action 'none'; base-uri 'none'",
                       base64(sha256(dossier_style)), pictures);
}

// Hostile text of an older release may hold what the cleaning of today drops.
std::string shown(std::string_view text) {
    bool cut = false;
    const auto clean_text = clean(text, 20'000, cut);
    return clean_text ? escaped(*clean_text) : std::string();
}

std::string masked(const std::string& phone) {
    std::size_t digits = 0;
    for (const char c : phone) digits += is_digit(c);
    std::string out;
    for (const char c : phone) {
        out += is_digit(c) && digits-- > shown_digits ? '*' : c;
    }
    return out;
}

class page {
public:
    page(const community& c, const case_file& f, const std::vector<case_entry>& log, const dossier_options& o)
        : c_(c), f_(f), log_(log), o_(o) {}

    std::string write() {
        head();
        facts();
        told();
        times();
        timeline();
        messages();
        kept();
        add("</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n",
            escaped(say("dossier.footer", {{"code", code_text(f_.code)}, {"n", std::to_string(log_.size())}})));
        return std::move(out_);
    }

private:
    template <class... A>
    void add(fmt::format_string<A...> how, A&&... a) {
        fmt::format_to(std::back_inserter(out_), how, std::forward<A>(a)...);
    }
    std::string say(std::string_view key, std::initializer_list<texts::argument> a = {}) const {
        return c_.texts.say(o_.speaks, key, a);
    }
    std::string label(std::string_view key) const { return escaped(say("dossier." + std::string(key))); }
    // A word of the record, by its name where nobody has worded it yet.
    std::string named_in(std::string_view table, std::string_view name) const {
        const auto key = "dossier." + std::string(table) + "." + std::string(name);
        if (c_.texts.has(o_.speaks, key)) return escaped(say(key));
        std::string plain(name);
        std::replace(plain.begin(), plain.end(), '_', ' ');
        return escaped(plain);
    }

    std::string time(instant t) const {
        const auto at = c_.calendar.local(t);
        return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", at.year, at.month, at.day, at.hour, at.minute);
    }
    std::string zone(instant t) const {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(c_.calendar.offset_at(t)).count();
        return fmt::format("UTC{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
    }
    std::string person(const std::string& name, role as) const {
        const auto what = named_in("role", name_of(as));
        return name.empty() ? what : shown(name) + " <small>" + what + "</small>";
    }

    void head() {
        const auto code = code_text(f_.code);
        add("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
            name_of(o_.speaks));
        if (o_.alone) add("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy(o_.pictures_from));
        add("<title>{} {}</title>\n<style>{}</style>\n</head>\n<body>\n", code, label("title"), dossier_style);
        add("<header><p class=\"from\">{}{}{}</p>\n", shown(c_.name), c_.name.empty() ? "" : " · ", label("title"));
        const auto category = category_text(c_, f_.category, o_.speaks);
        add("<h1>{}{}{}</h1>\n", code, category.empty() ? "" : " · ", escaped(category));
        add("<p class=\"state\"><b>{}</b>{}</p>\n", name_of(f_.priority), shown(state_text(c_, f_, o_.speaks)));
        add("<p class=\"from\">{}</p></header>\n<main>\n",
            escaped(say("dossier.made", {{"time", time(o_.now)}, {"zone", zone(o_.now)}})));
    }

    // `value` is HTML already.
    void fact(std::string_view key, const std::string& value) {
        if (!value.empty()) add("<dt>{}</dt><dd>{}</dd>\n", label(key), value);
    }

    void facts() {
        add("<dl>\n");
        fact("summary", shown(f_.intake.summary));
        fact("place", shown(place_text(c_, f_.place, o_.speaks)));
        if (f_.intake.confidential) {
            fact("reporter", escaped(c_.texts.say(o_.speaks, "card.confidential")));
        } else {
            fact("reporter", shown(f_.name));
            fact("phone", shown(masked(f_.phone)));
        }
        const auto source = "source." + f_.intake.channel;
        auto by = c_.texts.has(o_.speaks, source) ? say(source) : f_.intake.channel;
        if (!f_.intake.taken_down_by.empty())
            by = say("card.taken_down", {{"source", by}, {"name", f_.intake.taken_down_by}});
        fact("source", shown(by));
        std::string departments;
        for (const auto& d : f_.departments)
            departments += (departments.empty() ? "" : " · ") + department_text(c_, d, o_.speaks);
        fact("priority", shown(priority_reason(c_, f_, o_.speaks)));
        fact("departments", shown(departments));
        fact("owner", shown(f_.owner_name));
        const auto why = why_rejected(f_, log_);
        if (why.empty() || why != f_.result) fact("result", shown(f_.result));
        fact("rejected", shown(why));
        fact("lesson", shown(f_.lesson));
        if (f_.score > 0) fact("score", fmt::format("{} / 5", f_.score));
        fact("comment", shown(f_.comment));
        add("</dl>\n");
    }

    void told() {
        if (f_.intake.words.empty() && f_.intake.answers.empty()) return;
        add("<h2>{}</h2>\n", label("words"));
        for (const auto& words : f_.intake.words) add("<blockquote>{}</blockquote>\n", shown(words));
        if (f_.intake.answers.empty()) return;
        add("<dl>\n");
        for (const auto& a : f_.intake.answers) {
            const auto* q = c_.taxonomy.find_question(a.question);
            add("<dt>{}</dt><dd>{}</dd>\n", q ? shown(q->text.in(o_.speaks)) : named_in("question", a.question),
                shown(a.text));
        }
        add("</dl>\n");
    }

    void times() {
        add("<h2>{}</h2>\n<dl>\n", label("times"));
        const auto at = [&](std::string_view key, instant t) {
            if (t != instant{} && t != never) fact(key, time(t));
        };
        at("created", f_.created_at);
        at("claimed", f_.claimed_at);
        at("onsite", f_.onsite_at);
        at("safe", f_.safe_at);
        at("promised", f_.promised_until);
        at("resolved", f_.resolved_at);
        at("told", f_.result_reached_at);
        at("closed", f_.closed_at);
        if (f_.reopened > 0) fact("reopened", std::to_string(f_.reopened));
        add("</dl>\n");
    }

    void columns(std::initializer_list<std::pair<std::string_view, std::string_view>> heads) {
        add("<table>\n<thead><tr>");
        for (const auto& [name, key] : heads) add("<th scope=\"col\" class=\"{}\">{}</th>", name, label(key));
        add("</tr></thead>\n<tbody>\n");
    }

    std::string details(const case_entry& e) const {
        std::string out;
        const auto part = [&](const std::string& html) {
            if (!html.empty()) out += "<p>" + html + "</p>";
        };
        const bool category = e.what == action::recategorise;
        part(category ? escaped(category_text(c_, e.text, o_.speaks)) : shown(e.text));
        if (!e.who_name.empty()) part("→ " + shown(e.who_name));
        for (const auto& d : e.departments) part("→ " + shown(department_text(c_, d, o_.speaks)));
        for (const auto& s : e.slots) part("→ " + escaped(slot_text(c_, s, e.at)));
        if (!e.cost.empty()) part(label("cost") + " " + shown(e.cost));
        if (e.other != case_code::none) part("→ " + code_text(e.other));
        if (!e.place.empty()) part(shown(place_text(c_, e.place, o_.speaks)));
        if (e.until != instant{}) part(label("until") + " " + time(e.until));
        if (e.what == action::score) part(fmt::format("{} / 5", e.number));
        const bool report = e.what == action::words_settled || e.what == action::result_settled;
        if (report) part(e.number ? label("delivery.delivered") : failed(label("delivery.failed")));
        for (const auto& a : e.attachments) part("<code>" + escaped(a.photo.hash.substr(0, 16)) + "</code>");
        return out;
    }

    static std::string failed(const std::string& html) { return "<span class=\"failed\">" + html + "</span>"; }

    void timeline() {
        add("<h2>{}</h2>\n", label("timeline"));
        columns({{"when", "when"}, {"who", "who"}, {"what", "what"}, {"more", "more"}});
        for (const auto& e : log_)
            add("<tr><td class=\"when\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", time(e.at),
                person(e.actor_name, e.actor_role), named_in("action", name_of(e.what)), details(e));
        add("</tbody>\n</table>\n");
    }

    void messages() {
        const auto all = messages_both_ways(f_, log_);
        if (all.empty()) return;
        add("<h2>{}</h2>\n", label("messages"));
        columns({{"when", "when"}, {"who", "who"}, {"more", "more"}, {"what", "delivery_head"}});
        for (const auto& m : all) {
            std::string how;
            if (m.outwards) {
                how = label("delivery." + std::string(name_of(m.how)));
                if (m.how == arrival_state::failed) how = failed(how);
                if (!m.detail.empty()) how += " <small>" + shown(m.detail) + "</small>";
                if (m.settled != instant{}) how += " <small>" + time(m.settled) + "</small>";
            } else {
                how = label("received");
            }
            add("<tr><td class=\"when\">{}</td><td>{} {}</td><td><p>{}</p>{}</td><td>{}</td></tr>\n", time(m.at),
                m.outwards ? "→" : "←", person(m.by, m.as), shown(m.text),
                m.attachments.empty() ? "" : "<small>" + std::to_string(m.attachments.size()) + " 📷</small>", how);
        }
        add("</tbody>\n</table>\n");
    }

    void kept() {
        const auto all = things_kept(log_);
        if (all.empty()) return;
        add("<h2>{}</h2>\n<div class=\"photos\">\n", label("photos"));
        for (const auto& k : all) {
            const auto source = o_.source ? o_.source(k.what) : std::string();
            add("<figure>");
            const bool picture = k.what.kind == media_kind::photo;
            if (picture && !source.empty()) {
                add("<img src=\"{}\" alt=\"{}\"", escaped(source), label("photo_alt"));
                if (k.what.photo.width > 0) add(" width=\"{}\" height=\"{}\"", k.what.photo.width, k.what.photo.height);
                add(">");
            } else if (!source.empty()) {
                add("<a href=\"{}\">{}</a>", escaped(source), shown(k.what.name));
            } else {
                add("<p>{}</p>", picture ? label("photo_gone") : shown(k.what.name));
            }
            add("<figcaption>{} · {}<br>SHA-256 <code>{}</code></figcaption></figure>\n", time(k.at),
                person(k.by, k.as), escaped(k.what.photo.hash));
        }
        add("</div>\n");
    }

    const community& c_;
    const case_file& f_;
    const std::vector<case_entry>& log_;
    const dossier_options& o_;
    std::string out_;
};

}  // namespace

std::string dossier_page(const community& c, const case_file& file, const std::vector<case_entry>& log,
                         const dossier_options& o) {
    const auto shown_of_it = shown_file(file, log);
    const auto entries = shown_log(file, log);
    return page(c, shown_of_it, entries, o).write();
}

std::string dossier_policy() { return policy("'self'") + "; frame-ancestors 'none'"; }

std::string data_address(std::string_view media_type, std::string_view bytes) {
    std::string out = "data:";
    return out.append(media_type).append(";base64,") + base64(bytes);
}

}  // namespace linli::gateway
