// An adapter whose capabilities and steps a test decides.
#pragma once

#include <functional>

#include "adapters/session.hpp"
#include "gateway/channels.hpp"

namespace linli::test {

class fake_adapter : public adapters::adapter {
public:
    adapters::capabilities what;
    std::function<adapters::step(const adapters::job&, const std::vector<adapters::http_reply>&)> on_next;
    std::function<std::unique_ptr<adapters::poll_session>(const std::string&)> on_polling;
    std::function<std::unique_ptr<adapters::stream_session>(const std::string&)> on_streaming;

    const adapters::capabilities& can() const override { return what; }
    result<adapters::received, adapters::refusal> receive(const adapters::http_request&, instant) const override {
        return failure{adapters::refusal{}};
    }
    std::unique_ptr<adapters::poll_session> polling(const std::string& state) const override {
        return on_polling ? on_polling(state) : nullptr;
    }
    std::unique_ptr<adapters::stream_session> streaming(const std::string& state) const override {
        return on_streaming ? on_streaming(state) : nullptr;
    }
    std::string redacted(const adapters::http_call&) const override { return "call"; }

private:
    using answers = std::vector<adapters::http_reply>;
    adapters::step step(const adapters::job& j, const answers& replies) const {
        if (on_next) return on_next(j, replies);
        return adapters::verdict{};
    }
    adapters::step send(const adapters::job& j, const answers& a) const override { return step(j, a); }
    adapters::step fetch(const adapters::job& j, const answers& a) const override { return step(j, a); }
    adapters::step answer_tap(const adapters::job& j, const answers& a) const override { return step(j, a); }
    adapters::step set_up(const adapters::job& j, const answers& a) const override { return step(j, a); }
    adapters::step thread(const adapters::job& j, const answers& a) const override { return step(j, a); }
};

inline fake_adapter& add_channel(gateway::channels& to, const std::string& name, adapters::send_limits limits = {}) {
    auto a = std::make_unique<fake_adapter>();
    auto& ref = *a;
    gateway::channel c;
    c.name = name;
    c.type = name;
    c.adapter = std::move(a);
    c.limits = limits;
    to.add(std::move(c));
    return ref;
}

}  // namespace linli::test
