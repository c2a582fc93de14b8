#include "dialogs/taxonomy.hpp"

#include <algorithm>

#include "dialogs/trade.hpp"

namespace linli {
namespace {

template <class List>
auto by_id(const List& list, std::string_view id) -> decltype(list.data()) {
    for (const auto& item : list)
        if (item.id == id) return &item;
    return nullptr;
}

}  // namespace

const category* taxonomy::category_of(std::string_view subcategory_id) const {
    return by_id(categories, trade_of(subcategory_id));
}

const subcategory* taxonomy::find(std::string_view id) const {
    const auto* parent = category_of(id);
    return parent ? by_id(parent->subcategories, id) : nullptr;
}

const question* taxonomy::find_question(std::string_view id) const {
    for (const auto& q : questions)
        if (q.id == id || (!q.was.empty() && q.was == id)) return &q;
    return nullptr;
}

const department* taxonomy::find_department(std::string_view id) const { return by_id(departments, id); }

const safety_card* taxonomy::find_card(std::string_view id) const { return by_id(safety_cards, id); }

const checklist* taxonomy::checklist_of(std::string_view subcategory_id) const {
    const auto whole = trade_of(subcategory_id);
    const checklist* found = nullptr;
    for (const auto& list : checklists)
        for (const auto& id : list.categories) {
            if (id == subcategory_id) return &list;
            if (id == whole && !found) found = &list;
        }
    return found;
}

const sign* taxonomy::find_sign(std::string_view id) const { return by_id(signs, id); }

const ambiguous_opener* taxonomy::find_opener(std::string_view text) const {
    const auto it = std::ranges::find(ambiguous, text, &ambiguous_opener::text);
    return it == ambiguous.end() ? nullptr : &*it;
}

const service_level& taxonomy::level(linli::priority p) const { return levels.at(static_cast<std::size_t>(p)); }

}  // namespace linli
