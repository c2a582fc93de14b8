#include "adapters/web/web.hpp"

#include "adapters/verdicts.hpp"

namespace linli::adapters::web {

namespace {

class web_adapter final : public adapter {
public:
    web_adapter() {
        can_.text_max = 16'384;  // a frame has 64 KiB, and a character at most four bytes
        can_.buttons_max = 12;
        can_.button_text_max = 64;
        can_.edits = true;
        can_.withdraws = true;
        can_.photos = true;
        can_.album_max = 10;
        can_.hosted = true;
        can_.quiet = true;  // the resident's page makes no sound
    }

    const capabilities& can() const override { return can_; }

    result<received, refusal> receive(const http_request&, instant) const override {
        return failure{refusal{404, "hosted"}};  // the chat page talks to the gateway's own routes
    }

    std::string redacted(const http_call& call) const override { return call.method; }

private:
    step send(const job&, const std::vector<http_reply>&) const override {
        return ended_as(end::rejected, "web rows are not sent");
    }

    capabilities can_;
};

made_adapter make(const channel_config&) { return std::unique_ptr<adapter>(std::make_unique<web_adapter>()); }

}  // namespace

channel_type type() { return {"web", {}, {}, {}, make}; }

}  // namespace linli::adapters::web
