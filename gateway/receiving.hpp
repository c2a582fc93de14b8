// From what an adapter brought to what a turn may see: every text clean and bounded, every message
// read. Shared by webhooks, polls and web sockets; it runs on the thread that receives, so that the
// store thread only decides, and a text that breaks the reader breaks outside every transaction.
//
// Any thread, but `use` (a reload) which must not run beside the `read` of arrivals.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "dialogs/understanding/reader.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class receiving {
public:
    // `r` is what `read` uses; `otherwise` the language of those whose platform tells none.
    receiving(std::shared_ptr<const reader> r, language otherwise);
    void use(std::shared_ptr<const reader> r, language otherwise);

    void read(std::vector<arrival>& arrivals) const;
    // Text that is no UTF-8 becomes empty; `said::cut` says that more was sent than is kept.
    void read(adapters::inbound& in) const;
    // Words that are clean already. Also beside `use`.
    reading read(const std::string& words, language hint) const;

private:
    std::atomic<std::shared_ptr<const reader>> reader_;
    language otherwise_;
};

}  // namespace linli::gateway
