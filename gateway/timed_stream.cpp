#include "gateway/timed_stream.hpp"

#include <utility>

namespace linli::gateway {

void timed_stream::expires_at(clock::time_point when) {
    state_->deadline = when;
    if (when < state_->alarm) arm(state_);
}

void timed_stream::arm(const std::shared_ptr<state>& s) {
    s->alarm = s->deadline;
    s->timer.expires_at(s->alarm);  // ends an earlier wait
    s->timer.async_wait([s](boost::system::error_code ended) {
        if (ended) return;
        s->alarm = clock::time_point::max();
        if (s->deadline == clock::time_point::max()) return;
        if (clock::now() < s->deadline) return arm(s);
        s->expired = true;
        boost::system::error_code ignored;
        s->socket.close(ignored);
    });
}

void timed_stream::close() {
    expires_never();
    state_->timer.cancel();
    state_->alarm = clock::time_point::max();
    boost::system::error_code ignored;
    state_->socket.close(ignored);
}

}  // namespace linli::gateway
