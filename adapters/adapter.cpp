#include "adapters/adapter.hpp"

#include "adapters/session.hpp"

namespace linli::adapters {

std::unique_ptr<poll_session> adapter::polling(const std::string&) const { return nullptr; }

std::unique_ptr<stream_session> adapter::streaming(const std::string&) const { return nullptr; }

probe_step adapter::probe(const inquiry&, const std::vector<http_reply>&) const {
    return std::vector<finding>{{probed::account, condition::unaskable, {}, {}}};
}

}  // namespace linli::adapters
