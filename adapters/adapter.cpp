#include "adapters/adapter.hpp"

#include "adapters/session.hpp"
#include "adapters/verdicts.hpp"

namespace linli::adapters {

step adapter::next(const job& what, const std::vector<http_reply>& replies) const {
    switch (what.what) {
        case job::kind::send:
            return send(what, replies);
        case job::kind::fetch:
            return fetch(what, replies);
        case job::kind::answer_tap:
            return answer_tap(what, replies);
        case job::kind::set_up:
            return set_up(what, replies);
        case job::kind::thread:
            return thread(what, replies);
    }
    return ended_as(end::rejected, "unknown job");
}

step adapter::fetch(const job&, const std::vector<http_reply>&) const {
    return ended_as(end::rejected, "this channel has no media");
}

step adapter::answer_tap(const job&, const std::vector<http_reply>&) const { return verdict{}; }

step adapter::set_up(const job&, const std::vector<http_reply>&) const { return verdict{}; }

step adapter::thread(const job&, const std::vector<http_reply>&) const {
    return ended_as(end::rejected, "this channel has no threads");
}

std::unique_ptr<poll_session> adapter::polling(const std::string&) const { return nullptr; }

std::unique_ptr<stream_session> adapter::streaming(const std::string&) const { return nullptr; }

probe_step adapter::probe(const inquiry&, const std::vector<http_reply>&) const {
    return std::vector<finding>{{probed::account, condition::unaskable, {}, {}}};
}

}  // namespace linli::adapters
