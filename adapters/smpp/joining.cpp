#include "adapters/smpp/joining.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/signature.hpp"

namespace linli::adapters::smpp {

namespace {

constexpr std::uint8_t has_header = 0x40;
constexpr std::uint8_t concatenated_8 = 0x00;
constexpr std::uint8_t concatenated_16 = 0x08;

constexpr std::size_t part_cost = 32;  // what a part takes besides its text

std::size_t bytes_of(const part_set& s) {
    std::size_t n = 0;
    for (const auto& [number, p] : s.parts) n += p.text.size() + part_cost;
    return n;
}

bool possible(const part_place& p) { return p.total > 1 && p.number >= 1 && p.number <= p.total; }

// The concatenation element among the header's; others are skipped by their length.
std::optional<part_place> read_header(std::string_view header) {
    std::optional<part_place> found;
    while (header.size() >= 2) {
        const auto kind = static_cast<std::uint8_t>(header[0]);
        const auto length = static_cast<std::uint8_t>(header[1]);
        if (header.size() - 2 < length) break;
        const auto value = header.substr(2, length);
        const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(value[i]); };
        if (kind == concatenated_8 && length == 3)
            found = part_place{byte(0), 1, byte(1), byte(2)};
        else if (kind == concatenated_16 && length == 4)
            found = part_place{static_cast<std::uint32_t>(byte(0) << 8 | byte(1)), 2, byte(2), byte(3)};
        header.remove_prefix(2u + length);
    }
    return found && possible(*found) ? found : std::nullopt;
}

}  // namespace

opened_message open_message(const message& m) {
    opened_message out{m.content(), std::nullopt};
    if (m.esm_class & has_header && !out.text.empty()) {
        const auto length = static_cast<std::uint8_t>(out.text[0]);
        if (length < out.text.size()) {
            out.place = read_header(out.text.substr(1, length));
            out.text.remove_prefix(1u + length);
        }
    }
    if (out.place) return out;
    const auto reference = read_number(m.find(tag::sar_msg_ref_num));
    const auto total = read_number(m.find(tag::sar_total_segments));
    const auto number = read_number(m.find(tag::sar_segment_seqnum));
    if (reference && total && number && *total <= 255 && *number <= 255) {
        const part_place p{*reference, 2, static_cast<std::uint8_t>(*total), static_cast<std::uint8_t>(*number)};
        if (possible(p)) out.place = p;
    }
    return out;
}

std::vector<part_set> joining::add(const message& m, const opened_message& part, instant now) {
    std::vector<part_set> over;
    const auto& place = *part.place;
    const auto same = [&](const part_set& s) {
        return s.source == m.source && s.dest == m.dest && s.place.reference == place.reference &&
               s.place.reference_bytes == place.reference_bytes && s.place.total == place.total;
    };
    const auto take = [&](std::list<part_set>::iterator s) {
        over.push_back(std::move(*s));
        return sets_.erase(s);
    };
    part_set::part fresh{m.data_coding, std::string(part.text)};
    auto at = std::find_if(sets_.begin(), sets_.end(), same);
    if (at != sets_.end()) {
        const auto here = at->parts.find(place.number);
        if (here != at->parts.end() && here->second == fresh) return over;
        // The phone counts to 255 and begins anew: this is another message under an old number.
        if (here != at->parts.end()) take(at), at = sets_.end();
    }
    if (at == sets_.end()) {
        part_set s;
        s.source = m.source;
        s.dest = m.dest;
        s.place = place;
        s.since = now;
        at = sets_.insert(sets_.end(), std::move(s));
    }
    at->parts.emplace(place.number, std::move(fresh));
    if (at->complete()) take(at);
    std::size_t bytes = 0;
    for (const auto& s : sets_) bytes += bytes_of(s);
    while (sets_.size() > most_sets || bytes > most_bytes) {
        bytes -= bytes_of(sets_.front());
        take(sets_.begin());
    }
    return over;
}

std::vector<part_set> joining::expired(instant now) {
    std::vector<part_set> over;
    while (!sets_.empty() && sets_.front().since + longest <= now) {
        over.push_back(std::move(sets_.front()));
        sets_.pop_front();
    }
    return over;
}

instant joining::due() const { return sets_.empty() ? never : sets_.front().since + longest; }

void joining::put_back(part_set s, std::uint8_t without) {
    s.parts.erase(without);
    if (s.parts.empty()) return;
    auto at = sets_.begin();
    while (at != sets_.end() && at->since <= s.since) ++at;
    sets_.insert(at, std::move(s));
}

std::string joining::write(const std::vector<const part_set*>& sets) {
    if (sets.empty()) return {};
    auto all = nlohmann::json::array();
    const auto where = [](const address& a) { return nlohmann::json{a.ton, a.npi, base64(a.digits)}; };
    for (const auto* s : sets) {
        auto parts = nlohmann::json::array();
        for (const auto& [number, p] : s->parts) parts.push_back({number, p.coding, base64(p.text)});
        all.push_back({{"source", where(s->source)},
                       {"dest", where(s->dest)},
                       {"reference", s->place.reference},
                       {"reference_bytes", s->place.reference_bytes},
                       {"total", s->place.total},
                       {"since", s->since.time_since_epoch().count()},
                       {"parts", std::move(parts)}});
    }
    return all.dump();
}

std::list<part_set> joining::read(const std::string& state) {
    std::list<part_set> out;
    const auto all = nlohmann::json::parse(state, nullptr, false);
    if (!all.is_array()) return out;
    try {
        const auto where = [](const nlohmann::json& j) {
            return address{j.at(0), j.at(1), from_base64(j.at(2).get<std::string>()).value_or("")};
        };
        for (const auto& j : all) {
            part_set s;
            s.source = where(j.at("source"));
            s.dest = where(j.at("dest"));
            s.place = {j.at("reference"), j.at("reference_bytes"), j.at("total"), 1};
            s.since = instant{span_of_time{j.at("since").get<std::int64_t>()}};
            for (const auto& p : j.at("parts"))
                s.parts.emplace(p.at(0).get<std::uint8_t>(),
                                part_set::part{p.at(1), from_base64(p.at(2).get<std::string>()).value_or("")});
            if (!s.parts.empty() && out.size() < most_sets) out.push_back(std::move(s));
        }
    } catch (const nlohmann::json::exception&) {
        return {};  // not ours: begin with nothing
    }
    return out;
}

}  // namespace linli::adapters::smpp
