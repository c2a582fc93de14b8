#include "storage/told_before.hpp"

#include <algorithm>
#include <optional>

namespace linli::storage {
namespace {

constexpr int rows_max = 300;  // of one draft; longer ones keep their newest

// The talk in which that case was told; none of a call that staff typed in.
std::optional<person_id> room_of(const batch_changes& c, const case_entry& opens) {
    if (opens.opened.empty() || !opens.opened.front().taken_down_by.empty()) return std::nullopt;
    for (const auto& w : c.conversations)
        if (std::ranges::any_of(w.state.cases, [&](const own_case& o) { return o.code == opens.code; })) return w.state.id;
    return std::nullopt;
}

struct stretch {
    instant since = never;
    std::int64_t last = 0;  // its newest row
};

// From where the draft began, which may be in this very batch, to the message that filed it.
stretch told(states& stored, const batch_changes& c, const std::vector<std::int64_t>& ids, person_id room, case_code code) {
    stretch s;
    std::optional<conversation> talk;
    std::optional<office> unused;
    s.last = stored.load(room, talk, unused);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& r = c.events[i];
        if (r.event.room != room || ids[i] == 0) continue;
        s.since = std::min(s.since, r.event.at);
        s.last = ids[i];
        if (r.about == code) break;
    }
    if (talk && !talk->drafts.empty()) s.since = std::min(s.since, talk->drafts.front().started);
    return s;
}

}  // namespace

void give_told_before(connection& db, states& stored, const batch_changes& c, const std::vector<std::int64_t>& ids) {
    for (const auto& e : c.entries) {
        if (e.what != action::open) continue;
        const auto room = room_of(c, e);
        if (!room) continue;
        const auto [since, last] = told(stored, c, ids, *room, e.code);
        statement row(db, "SELECT prev, at, about FROM message WHERE id=? AND room=?");
        statement give(db, "UPDATE message SET about=? WHERE id=?");
        auto id = last;
        for (int n = 0; n < rows_max && id != 0; ++n) {
            std::int64_t before = 0;
            bool nobodys = false;
            {
                auto found = row.query(id, *room);
                if (!found.next() || found.time(1) < since) break;
                before = found.integer(0);
                nobodys = found.integer(2) == 0;
            }
            if (nobodys) give.run(e.code, id);
            id = before;
        }
    }
}

}  // namespace linli::storage
