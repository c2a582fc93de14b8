#include "storage/active_talks.hpp"

#include <unordered_set>

#include "storage/codec.hpp"

namespace linli::storage {
namespace {

// Two fields of a stored conversation (dialogs/conversation.hpp) tell its stage; the rest is not decoded.
std::optional<talk_stage> stage_of(std::string_view state) {
    const auto row = codec::parse(state);
    simdjson::dom::array drafts;
    if (row.at_key("drafts").get(drafts) || drafts.size() == 0) return std::nullopt;
    simdjson::dom::object armed;
    std::string_view asked;
    const bool nothing_asked = row.at_key("armed").get(armed) || armed.at_key("id").get(asked);
    return !nothing_asked && asked == "confirm" ? talk_stage::confirming : talk_stage::collecting;
}

}  // namespace

// `due < never` stands in the text, so that SQLite may use the partial index; the other index is named,
// since the one of reporters would lead through every case there ever was.
active_talks::active_talks(connection& db, std::size_t most)
    : most_(most),
      drafts_(db,
              "SELECT id, state FROM conversation WHERE due<253402300800000 AND due<=? AND kind=0 "
              "AND version>0 LIMIT ?"),
      cases_(db,
             "SELECT coalesce(nullif(p.joined, 0), f.reporter), min(f.state) FROM (SELECT reporter, state "
             "FROM case_file INDEXED BY case_open WHERE state<8 AND +reporter>0 LIMIT ?) f "
             "LEFT JOIN person p ON p.id=f.reporter GROUP BY 1") {}

reader::talk_counts active_talks::count(instant drafts_end_by) {
    reader::talk_counts all{};
    const auto add = [&](talk_stage s) { ++all[static_cast<std::size_t>(s)]; };
    std::unordered_set<std::int64_t> telling;
    {
        auto rows = drafts_.query(drafts_end_by, most_);
        while (rows.next()) {
            const auto stage = stage_of(rows.text(1));
            if (!stage) continue;
            telling.insert(rows.integer(0));
            add(*stage);
        }
    }
    auto rows = cases_.query(most_);
    while (rows.next()) {
        if (telling.contains(rows.integer(0))) continue;
        const bool resolved = rows.integer(1) == static_cast<std::int64_t>(state::resolved);
        add(resolved ? talk_stage::case_resolved : talk_stage::case_open);
    }
    return all;
}

}  // namespace linli::storage
