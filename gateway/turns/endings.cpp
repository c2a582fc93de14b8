// What the end of a send means: for the store, and for whoever waits for it.
#include <algorithm>

#include "adapters/verdicts.hpp"
#include "gateway/log.hpp"
#include "gateway/turns/batch.hpp"

namespace linli::gateway {

case_code about_of(const event_body& b) {
    if (const auto* t = std::get_if<tick>(&b)) return t->about;
    if (const auto* d = std::get_if<delivery>(&b)) return d->about;
    if (const auto* p = std::get_if<prompt>(&b)) return p->about;
    if (const auto* s = std::get_if<said>(&b)) return s->reply_case != case_code::none ? s->reply_case : s->thread_case;
    return case_code::none;
}

linli::event event_of_ours(instant at, person_id room, event_body body) {
    linli::event e;
    e.at = at;
    e.room = room;
    e.body = std::move(body);
    return e;
}

namespace {

constexpr std::size_t detail_max = 120;  // bytes: a platform's sentence

verdict_kind kind_of(adapters::end how) {
    using adapters::end;
    if (how == end::delivered || how == end::accepted) return verdict_kind::delivered;
    return how == end::unknown ? verdict_kind::unknown : adapters::reported(how);
}

std::vector<std::string> with(std::vector<std::string> tried, const std::string& channel) {
    tried.push_back(channel);
    return tried;
}

}  // namespace

storage::attempt attempt_of(const storage::outbox_row& row, const adapters::verdict& v, instant now) {
    storage::attempt a;
    a.outbox = row.id;
    a.cause = row.cause;
    a.at = now;
    a.room = row.message.to;
    a.about = row.message.about;
    a.channel = row.to.channel;
    a.tag = row.message.tag;
    a.how = name_of(v.how);
    a.detail = traced_detail(v.detail);
    for (const auto& id : v.ids) a.ids.append(a.ids.empty() ? "" : " ").append(id);
    return a;
}

// Short, and without the numbers of people that platforms like to repeat.
std::string traced_detail(std::string_view words) {
    auto end = std::min(words.size(), detail_max);
    while (end < words.size() && end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0) == 0x80) --end;
    return masked_digits(words.substr(0, end));
}

ending ending_of(const storage::outbox_row& row, const adapters::verdict& v, person_id office, instant now) {
    using adapters::end;
    const auto& m = row.message;
    const bool second_way = v.how == end::accepted && row.more_ways;
    const bool awaits_report = v.how == end::accepted && (!m.ref.empty() || second_way);
    ending out;
    out.settled.id = row.id;
    if (!m.withdraw && (m.about != case_code::none || !m.tag.empty() || awaits_report)) {
        for (std::size_t i = 0; i < v.ids.size(); ++i) {
            storage::receipt r{m.to, v.ids[i], m.about, i == 0 ? m.tag : std::string(), {}, {}, {}};
            // The last part's report stands for the whole message.
            if (awaits_report && i + 1 == v.ids.size()) {
                r.ref = m.ref;
                r.report_to = m.report_to;
                if (second_way) r.otherwise = storage::second_way{m, with(row.tried, row.to.channel)};
            }
            out.settled.receipts.push_back(std::move(r));
        }
    }
    const bool gone = v.how == end::recipient_gone;
    if (gone || v.how == end::window_closed) {
        out.lost = storage::batch_changes::unheard{m.to, row.to.channel, gone};
        if (row.more_ways && !m.withdraw) {
            out.rerouted.emplace();
            out.rerouted->message = m;
            out.rerouted->due = now;
            out.rerouted->cause = row.cause;
            out.rerouted->tried = with(row.tried, row.to.channel);
            return out;
        }
    }
    if (v.photos_left && m.about != case_code::none && m.to != office)
        out.left = event_of_ours(now, office,
                                 delivery{std::string(photos_left_ref), m.about, m.to, verdict_kind::delivered, {}});
    const bool silent = v.how == end::accepted && !v.ids.empty();
    if (!m.ref.empty() && m.report_to != person_id::nobody && !silent) {
        delivery d{m.ref, m.about, m.to, kind_of(v.how), v.detail};
        out.report = event_of_ours(now, m.report_to, std::move(d));
    } else if (gone && m.to != office) {
        out.report = event_of_ours(now, m.to, presence{presence_kind::blocked, {}, {}});
        out.report->sender = m.to;
    }
    return out;
}

}  // namespace linli::gateway
