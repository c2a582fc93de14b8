#include "adapters/smpp/hearing.hpp"

#include "adapters/signature.hpp"
#include "adapters/smpp/receipts.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::size_t hash_bytes = 16;
constexpr span_of_time try_again = std::chrono::seconds{30};  // to put a set on disk
constexpr std::string_view gap = "…";                         // a part that did not come

// Unambiguous: every field with its length.
class hasher {
public:
    hasher& add(std::string_view s) {
        text_ += std::to_string(s.size()) + ':';
        text_ += s;
        return *this;
    }
    hasher& add(std::uint64_t n) { return add(std::to_string(n)); }
    hasher& add(const address& a) { return add(a.ton).add(a.npi).add(a.digits); }
    std::string done() const { return hex(sha256(text_).substr(0, hash_bytes)); }

private:
    std::string text_;
};

std::string hash_of(const message& m) {
    hasher h;
    h.add(m.source).add(m.dest).add(m.esm_class).add(m.data_coding).add(m.content());
    // A vendor's own TLVs are its ids more often than anything else.
    for (const auto& t : m.tlvs)
        if (t.tag >= tag::first_vendor || t.tag == tag::user_message_reference) h.add(t.tag).add(t.value);
    return h.done();
}

bool blank(std::string_view s) { return s.find_first_not_of(" \r\n\t") == s.npos; }

}  // namespace

hearing::hearing(const settings& s, const awaited_ids& awaited, const std::string& state, stream_session::wishes& out)
    : settings_(s), awaited_(awaited) {
    // A set that was whole when we were killed: its message may or may not be on record.
    for (auto& set : joining::read(state)) {
        if (!set.complete()) {
            joining_.put_back(std::move(set), 0);
            continue;
        }
        waiting w;
        std::vector<inbound> events;
        if (auto e = joined_event(set)) events.push_back(std::move(*e));
        w.sets.push_back(std::move(set));
        keep(std::move(w), std::move(events), out);
    }
}

void hearing::answer(const pdu& request, std::uint32_t status, stream_session::wishes& out) {
    // message_id is there and empty.
    out.bytes += to_bytes({request.command | command::response, status, request.sequence,
                           status == status::ok ? std::string(1, '\0') : std::string()});
}

void hearing::keep(waiting w, std::vector<inbound> events, stream_session::wishes& out) {
    out.keep.push_back({++marks_, std::move(events)});
    waiting_.emplace(marks_, std::move(w));
}

void hearing::hear(const pdu& p, instant now, stream_session::wishes& out) {
    const auto m = read_message(p.body, p.command == command::data_sm);
    if (!m) return answer(p, status::bad_length, out);
    if (waiting_.size() >= most_waiting) return answer(p, status::queue_full, out);
    waiting w;
    w.request = pdu{p.command, 0, p.sequence, {}};
    w.arrived = now;
    if (is_notice(*m)) {
        auto events = receipt_events(*m);
        if (events.empty()) return answer(p, status::ok, out);
        return keep(std::move(w), std::move(events), out);
    }
    const auto o = open_message(*m);
    auto text = decode(m->data_coding, o.text, settings_.encoding);
    // Nothing that we could read, or nobody whom we could answer: it is confirmed and forgotten.
    if (!text || !chat_of(m->source)) return answer(p, status::ok, out);
    if (o.place) return add_part(std::move(w), *m, o, out);
    if (blank(*text)) return answer(p, status::ok, out);
    std::vector<inbound> events;
    events.push_back(text_event(*m, *std::move(text), w));
    keep(std::move(w), std::move(events), out);
}

inbound hearing::text_event(const message& m, std::string text, waiting& w) const {
    inbound in;
    w.hash = hash_of(m);
    in.key = repeats_.key(w.hash, w.arrived);
    in.minute = std::chrono::duration_cast<std::chrono::minutes>(w.arrived.time_since_epoch()).count();
    in.minutes_before = repeats::minutes_before;
    in.chat = in.sender = *chat_of(m.source);
    said s;
    s.text = std::move(text);
    s.message_id = in.key + '@' + std::to_string(in.minute);
    in.body = std::move(s);
    return in;
}

void hearing::add_part(waiting w, const message& m, const opened_message& o, stream_session::wishes& out) {
    const part_set::part fresh{m.data_coding, std::string(o.text)};
    w.part = o.place->number;
    w.sets = joining_.add(m, o, w.arrived);
    std::vector<inbound> events;
    // The set that holds the part that came just now goes last, if it is over at all.
    const auto holds = [&](const part_set& s) {
        const auto at = s.parts.find(w.part);
        return s.source == m.source && s.place.reference == o.place->reference && at != s.parts.end() &&
               at->second == fresh;
    };
    if (std::none_of(w.sets.begin(), w.sets.end(), holds)) w.part = 0;
    std::stable_partition(w.sets.begin(), w.sets.end(), [&](const part_set& s) { return !holds(s); });
    for (const auto& s : w.sets)
        if (auto e = joined_event(s)) events.push_back(std::move(*e));
    keep(std::move(w), std::move(events), out);
}

std::optional<inbound> hearing::joined_event(const part_set& s) const {
    said words;
    words.cut = !s.complete();
    std::string run;
    std::uint8_t coding = 0;
    const auto flush = [&] {
        if (auto text = decode(coding, run, settings_.encoding)) words.text += *text;
        run.clear();
    };
    hasher h;
    h.add(s.source).add(s.dest).add(s.place.reference).add(s.place.total);
    int next = 1;
    for (const auto& [number, p] : s.parts) {
        h.add(number).add(p.coding).add(p.text);
        if (p.coding != coding || number != next) flush();
        if (number != next) words.text += gap;
        coding = p.coding;
        run += p.text;
        next = number + 1;
    }
    flush();
    if (next <= s.place.total) words.text += gap;
    const auto chat = chat_of(s.source);
    if (!chat || blank(words.text)) return std::nullopt;
    inbound in;
    // The reference makes it unlike any other message of that person for as long as keys are kept.
    in.key = "m" + h.done();
    in.chat = in.sender = *chat;
    words.message_id = in.key;
    in.body = std::move(words);
    return in;
}

std::vector<inbound> hearing::receipt_events(const message& m) const {
    std::vector<inbound> out;
    const auto r = read_receipt(m);
    if (!r) return out;
    auto ids = ids_meant(r->id);
    const std::string* chat = nullptr;
    for (const auto& id : ids) {
        chat = awaited_.find(id);
        if (!chat) continue;
        ids = {std::string(id)};
        break;
    }
    const auto from = chat ? std::optional(*chat) : chat_of(m.source);
    if (!from) return out;
    for (const auto& id : ids) {
        inbound in;
        in.key = "r:" + id + ':' + r->state;
        in.chat = in.sender = *from;
        delivery d;
        d.ref = id;
        d.verdict = r->verdict;
        d.detail = r->detail;
        in.body = std::move(d);
        out.push_back(std::move(in));
    }
    return out;
}

void hearing::committed(std::uint64_t mark, bool kept, instant now, stream_session::wishes& out) {
    const auto at = waiting_.find(mark);
    if (at == waiting_.end()) return;
    auto w = std::move(at->second);
    waiting_.erase(at);
    if (w.request) answer(*w.request, kept ? status::ok : status::queue_full, out);
    if (kept) {
        if (w.request && !w.hash.empty()) repeats_.confirmed(w.hash, w.arrived, now);
        return;
    }
    for (std::size_t i = 0; i < w.sets.size(); ++i) {
        auto& s = w.sets[i];
        // Room for another try, where its time was up.
        s.since = std::max(s.since, now - joining::longest + try_again);
        joining_.put_back(std::move(s), i + 1 == w.sets.size() ? w.part : 0);
    }
}

void hearing::tick(instant now, stream_session::wishes& out) {
    for (auto& s : joining_.expired(now)) {
        waiting w;
        std::vector<inbound> events;
        if (auto e = joined_event(s)) events.push_back(std::move(*e));
        w.sets.push_back(std::move(s));
        keep(std::move(w), std::move(events), out);
    }
}

void hearing::lost() {
    for (auto& [mark, w] : waiting_) w.request.reset();
    repeats_.forget();
}

std::string hearing::state() const {
    std::vector<const part_set*> all;
    for (const auto& s : joining_.sets()) all.push_back(&s);
    for (const auto& [mark, w] : waiting_)
        for (const auto& s : w.sets) all.push_back(&s);
    return joining::write(all);
}

}  // namespace linli::adapters::smpp
