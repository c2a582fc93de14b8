// An SMSC that sends anything, in any pieces: nothing crashes, nothing grows, and nothing is confirmed
// that was not kept.
#include <cstdint>
#include <cstdlib>

#include "adapters/smpp/joining.hpp"
#include "adapters/smpp/pdu.hpp"
#include "adapters/smpp/session.hpp"

namespace {

using namespace linli::adapters;

std::string bound_response() {
    return smpp::to_bytes({smpp::command::bind_transceiver | smpp::command::response, 0, 1, std::string(1, '\0')});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const smpp::settings account = [] {
        smpp::settings s;
        s.system_id = "gw";
        s.password = "pw";
        return s;
    }();
    static const capabilities can;
    if (size < 2) return 0;
    linli::instant now{std::chrono::hours{500'000}};
    const std::size_t step = data[0] + 1u;
    const bool keeps = data[1] & 1;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    (void)smpp::joining::read(std::string(bytes));
    if (const auto m = smpp::read_message(bytes)) {
        // What was read and is of legal length is read the same when written again.
        if (m->text.size() <= 254 && m->source.digits.size() <= 20 && m->dest.digits.size() <= 20 &&
            m->service_type.size() <= 5) {
            const auto again = smpp::read_message(smpp::write_message(*m));
            if (!again || again->text != m->text || again->source != m->source || again->tlvs.size() != m->tlvs.size())
                std::abort();
        }
    }

    const auto session = smpp::make_session(account, can, {});
    session->opened(now);
    session->feed(bound_response(), now);
    session->take();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        session->feed(bytes.substr(at, step), now);
        auto wishes = session->take();
        for (const auto& k : wishes.keep) {
            for (const auto& e : k.events)
                if (e.chat.empty() || e.key.empty()) std::abort();
            session->committed(k.mark, keeps, now);
            // The answer leaves now, and left no sooner.
            session->take();
        }
        if (wishes.close) break;
        now += std::chrono::seconds{1};
    }
    if (session->state().size() > (smpp::joining::most_bytes + smpp::joining::most_sets * 512) * 2) std::abort();
    session->closed("over", now);
    session->tick(now + std::chrono::hours{1});
    session->take();
    return 0;
}
