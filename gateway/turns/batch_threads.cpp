// In whose thread something happened.
#include "dialogs/staff/staff.hpp"
#include "gateway/turns/batch.hpp"

namespace linli::gateway {

// None: it is no case's. What this very batch writes counts already.
case_code batch::case_of_thread(const unit& u) const {
    const auto is = [&](const storage::thread& t) { return t.room == u.event.room && t.platform_id == u.thread; };
    const std::vector<storage::thread>& now = set_.changes.threads;
    for (const auto* known : {&now, &threads_})
        for (const auto& t : *known)
            if (is(t)) return t.about;
    return case_code::none;
}

// A thread of ours that nobody wrote down: a crash fell between making it and the commit. It becomes
// its case's again, unless that has another one by now.
bool batch::adopt_thread(unit& u) {
    const auto code = staff::find_code(u.thread_name);
    if (!code) return false;
    set_.load_cases({*code});
    const auto* f = set_.case_of(*code);
    if (!f || !is_open(f->state)) return false;
    storage::batch_keys keys;
    keys.threads.push_back({u.event.room, *code});
    const auto got = store_.load(keys);
    if (got.threads.front()) return false;
    for (const auto& t : set_.changes.threads)
        if (t.room == u.event.room && t.about == *code) return false;
    set_.changes.threads.push_back({u.event.room, *code, u.thread, false, {}});
    u.thread_case = *code;
    return true;
}

void batch::resolve_thread(unit& u) {
    u.thread_case = case_of_thread(u);
    auto* s = std::get_if<said>(&u.event.body);
    if (u.thread_case == case_code::none && !u.thread_name.empty() && !adopt_thread(u) && s)
        s->reply_to_us = true;  // it is ours and stands for no case that we know: to be asked for
    if (s) s->thread_case = u.thread_case;
}

}  // namespace linli::gateway
