// One unit's way through the pure turn.
#include <algorithm>
#include <chrono>

#include "gateway/turns/batch.hpp"

namespace linli::gateway {

namespace {

constexpr int most_rounds = 4;  // a turn that still asks then asks without end

std::string_view kind_of(const event_body& b) {
    return std::visit([](const auto& alternative) { return alternative.kind; }, b);
}

}  // namespace

void batch::take(unit& u) {
    const auto began = std::chrono::steady_clock::now();
    u.kind = kind_of(u.event.body);
    if (foreign(u)) {
        u.note = "foreign_group";
        return;
    }
    if (seen_before(u)) {
        u.duplicate = true;
        u.note = "duplicate";
        return;
    }
    if (!u.moved_to.empty()) {
        set_.changes.moved.emplace_back(u.event.room, storage::address{u.chat.channel, u.moved_to});
        u.note = "moved";
        return record(u);
    }
    if (!resolve(u)) {
        u.note = "unasked";
        return record(u);
    }
    if (is_nobodys(u)) {
        rearm(u);
        u.note = "nobody";
        return record(u);
    }
    note_writer(u);
    welcome_back(u);
    file_words(u);
    std::string reason;
    try {
        apply(u, decide(u));
    } catch (const storage::store_error&) {
        throw;
    } catch (const std::exception& e) {
        reason = e.what();
        if (reason.empty()) reason = "exception";
    }
    if (!reason.empty()) park(u, reason);
    record(u);
    u.micros = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count();
}

// What was due is no talk: the room where staff worked before another became theirs, or a person who
// was forgotten meanwhile.
bool batch::is_nobodys(const unit& u) {
    const auto* t = std::get_if<tick>(&u.event.body);
    if (!t || t->about != case_code::none || u.event.room == set_.office_room()) return false;
    set_.conversation_of(u.event.room);
    return !set_.has(u.event.room);
}

// Somebody whom the platform called gone writes again: they are there. Who said STOP stays so until
// the turn decides otherwise.
void batch::welcome_back(const unit& u) {
    const bool acts = u.kind == said::kind || u.kind == pressed::kind;
    if (!acts || u.ours() || u.event.room != u.event.sender) return;
    const auto* p = set_.person(u.chat);
    if (p && !p->reachable && !set_.conversation_of(u.event.room).stopped)
        set_.changes.reachable.emplace_back(p->id, true);
}

void batch::lend(const std::vector<case_code>& codes) {
    set_.load_cases(codes);
    for (auto code : codes) {
        const auto* f = set_.case_of(code);
        if (f && std::ranges::find(lent_, f) == lent_.end()) lent_.push_back(f);
    }
}

decision batch::decide(const unit& u) {
    lent_.clear();
    lent_near_.clear();
    std::optional<std::span<const case_file>> open;
    std::optional<person_id> called;
    std::optional<std::span<const case_file>> lookup_found;
    std::optional<guest_link> invited;
    std::optional<std::string> dossier;
    std::optional<number_owner> at_number;
    const conversation* other = nullptr;
    std::optional<reading> together;
    bool answered = false;
    if (const auto about = about_of(u.event.body); about != case_code::none) lend({about});
    for (int round = 0; round < most_rounds; ++round) {
        const view v{set_.conversation_of(u.event.room),
                     set_.current_office(),
                     lent_,
                     open,
                     lent_near_,
                     called,
                     answered,
                     lookup_found,
                     invited,
                     dossier,
                     at_number,
                     other,
                     together ? &*together : nullptr};
        const fresh f{now_, case_code{static_cast<std::int64_t>(last_case_) + 1}, token()};
        auto answer = seams_.turn(*community_, v, u.event, f);
        if (auto* d = std::get_if<decision>(&answer)) return std::move(*d);
        const auto& n = std::get<need>(answer);
        ++needs_;
        if (!n.phone.empty() && !called) called = caller(n.phone);
        if (n.open_cases && !open) {
            lent_open_ = set_.open_cases();
            open = lent_open_;
        }
        if (!n.near.empty()) lent_near_ = set_.near(n.near);
        if (n.search && !lookup_found) {
            lent_found_ = found(*n.search);
            lookup_found = lent_found_;
        }
        if (n.guest && !invited) invited = guest(community_->language);
        if (n.dossier != case_code::none && !dossier) {
            const auto& link = seams_.addresses.dossier;
            dossier = link ? link(n.dossier, now_) : std::string();
        }
        if (!n.number.empty() && !at_number) at_number = behind_number(n.number);
        if (n.other != person_id::nobody && !other) {
            lent_other_ = set_.conversation_of(n.other);
            other = &lent_other_;
        }
        if (!n.together.empty() && seams_.read)
            together = seams_.read(n.together, set_.conversation_of(u.event.room).language);
        lend(n.cases);
        answered = true;
    }
    throw broken("the turn asks for more and more");
}

void batch::park(unit& u, const std::string& reason) {
    u.trouble = reason;
    u.note = "parked";
    set_.changes.parked.push_back({0, u.event, reason, u.cause, place_of(u)});
    if (!u.tap_id.empty()) taps_.push_back({u.event.channel, u.tap_id, {}});
    try {
        for (auto& m : parked_notice(*community_, set_.conversation_of(u.event.room), u.event)) send(u, std::move(m));
        if (std::holds_alternative<tick>(u.event.body)) rearm(u);
    } catch (const storage::store_error&) {
        throw;
    } catch (const std::exception& e) {
        // The event is kept all the same; whoever reads the log learns of both.
        u.trouble += std::string("; and the notice: ") + e.what();
    }
}

}  // namespace linli::gateway
