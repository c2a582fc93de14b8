#include "adapters/adapter.hpp"

namespace linli::adapters {

std::unique_ptr<poll_session> adapter::polling(const std::string&) const { return nullptr; }

}  // namespace linli::adapters
