// What the end of a send means: for the store, and for whoever waits for it.
#include "gateway/turns/batch.hpp"

namespace linli::gateway {

case_code about_of(const event_body& b) {
    if (const auto* t = std::get_if<tick>(&b)) return t->about;
    if (const auto* d = std::get_if<delivery>(&b)) return d->about;
    if (const auto* p = std::get_if<prompt>(&b)) return p->about;
    if (const auto* s = std::get_if<said>(&b))
        return s->reply_case != case_code::none ? s->reply_case : s->thread_case;
    return case_code::none;
}

linli::event event_of_ours(instant at, person_id room, event_body body) {
    linli::event e;
    e.at = at;
    e.room = room;
    e.body = std::move(body);
    return e;
}

ending ending_of(const storage::outbox_row& row, const adapters::verdict& v, person_id office,
                 instant now) {
    using adapters::end;
    const auto& m = row.message;
    const bool awaits_report = v.how == end::accepted && !m.ref.empty();
    ending out;
    out.settled.id = row.id;
    if (!m.withdraw && (m.about != case_code::none || !m.tag.empty() || awaits_report)) {
        for (std::size_t i = 0; i < v.ids.size(); ++i) {
            storage::receipt r{m.to, v.ids[i], m.about, i == 0 ? m.tag : std::string(), {}, {}};
            // The last part's report stands for the whole message.
            if (awaits_report && i + 1 == v.ids.size()) {
                r.ref = m.ref;
                r.report_to = m.report_to;
            }
            out.settled.receipts.push_back(std::move(r));
        }
    }
    out.gone = v.how == end::recipient_gone;
    const bool silent = v.how == end::accepted && !v.ids.empty();
    if (!m.ref.empty() && m.report_to != person_id::nobody && !silent) {
        delivery d{m.ref, m.about, m.to, verdict_kind::rejected, v.detail};
        if (v.how == end::delivered || v.how == end::accepted) d.verdict = verdict_kind::delivered;
        if (v.how == end::recipient_gone) d.verdict = verdict_kind::recipient_gone;
        if (v.how == end::misconfigured) d.verdict = verdict_kind::misconfigured;
        if (v.how == end::unknown) d.verdict = verdict_kind::unknown;
        out.report = event_of_ours(now, m.report_to, std::move(d));
    } else if (out.gone && m.to != office) {
        out.report = event_of_ours(now, m.to, presence{presence_kind::blocked, {}, {}});
        out.report->sender = m.to;
    }
    return out;
}

}  // namespace linli::gateway
