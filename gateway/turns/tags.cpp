#include "gateway/turns/tags.hpp"

namespace linli::gateway {

void with_tags(storage::store& store, std::vector<storage::outbox_row>& rows) {
    storage::batch_keys keys;
    std::vector<std::string*> places;
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
    }
    if (keys.tags.empty()) return;
    const auto got = store.load(keys);
    for (std::size_t i = 0; i < places.size() && i < got.tags.size(); ++i)
        if (got.tags[i]) *places[i] = got.tags[i]->platform_id;
}

}  // namespace linli::gateway
