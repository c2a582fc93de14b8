#include "gateway/turns/tags.hpp"

namespace linli::gateway {

void with_tags(storage::store& store, std::vector<storage::outbox_row>& rows,
               const std::function<bool(const storage::outbox_row&)>& in_thread) {
    storage::batch_keys keys;
    std::vector<std::string*> places;
    std::vector<storage::thread*> threads;
    for (auto& row : rows) {
        if (row.web) continue;
        if (!row.message.tag.empty()) {
            keys.tags.push_back({row.message.to, row.message.tag});
            places.push_back(&row.previous);
        }
        if (!row.message.reply_to_tag.empty()) {
            keys.tags.push_back({row.message.to, row.message.reply_to_tag});
            places.push_back(&row.answers);
        }
        const auto about = thread_of(row.message);
        if (about == case_code::none || !in_thread(row)) continue;
        keys.threads.push_back({row.message.to, about});
        threads.push_back(&row.thread);
    }
    if (keys.tags.empty() && keys.threads.empty()) return;
    auto got = store.load(keys);
    for (std::size_t i = 0; i < places.size() && i < got.tags.size(); ++i)
        if (got.tags[i]) *places[i] = got.tags[i]->platform_id;
    for (std::size_t i = 0; i < threads.size() && i < got.threads.size(); ++i)
        if (got.threads[i]) *threads[i] = std::move(*got.threads[i]);
}

}  // namespace linli::gateway
