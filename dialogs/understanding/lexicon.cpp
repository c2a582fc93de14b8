#include "dialogs/understanding/lexicon.hpp"

#include <algorithm>
#include <array>

#include "dialogs/ascii.hpp"

namespace linli {
namespace {

constexpr std::uint16_t reach_zh = 24;  // characters: about two short clauses
constexpr std::uint16_t reach_en = 60;  // about twelve words
constexpr float mass_of_latin = 0.35F;  // a Latin letter says about a third of a Chinese character
constexpr std::size_t most_groups = 8;  // of one rule; more would never match in practice

template <class Each>
void split(std::string_view text, char by, Each&& each) {
    while (true) {
        const auto end = text.find(by);
        if (const auto part = trimmed(text.substr(0, end)); !part.empty()) each(part);
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

float mass_of(const std::u32string& words) {
    float mass = 0;
    for (const char32_t c : words) mass += c == U' ' ? 0.F : c < 0x80 ? mass_of_latin : 1.F;
    return mass;
}

std::uint64_t key_of(std::uint32_t node, char32_t c) { return (static_cast<std::uint64_t>(node) << 21 | c) + 1; }

std::size_t slot_of(std::uint64_t key, std::size_t size) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & (size - 1);
}

}  // namespace

std::uint32_t lexicon::add(std::string_view text, const folder& fold) {
    const auto number = size();
    rules_.emplace_back();
    split(text, '&', [&](std::string_view group) {
        use by{number, -1};
        if (group.front() == '!') {
            group.remove_prefix(1);
            rules_[number].vetoes = true;
        } else {
            if (rules_[number].groups == most_groups) return;
            by.group = rules_[number].groups++;
        }
        split(group, '|', [&](std::string_view words) { add_word(words, fold, by); });
    });
    return number;
}

void lexicon::add_word(std::string_view words, const folder& fold, use by) {
    const bool open_end = words.back() == '*';
    if (open_end) words.remove_suffix(1);
    auto chars = fold.fold(words).chars;
    if (chars.empty()) return;
    auto& r = rules_[by.rule];
    const bool chinese = std::any_of(chars.begin(), chars.end(), is_han);
    r.reach = std::max(r.reach, chinese ? reach_zh : reach_en);
    auto name = chars;
    if (open_end) name += U'*';
    const auto [found, fresh] = numbers_.try_emplace(std::move(name), static_cast<std::uint32_t>(atoms_.size()));
    if (fresh) {
        atom a;
        a.length = static_cast<std::uint32_t>(chars.size());
        a.open_end = open_end || !is_word(chars.back());
        a.open_start = !is_word(chars.front());
        a.mass = mass_of(chars);
        atoms_.push_back(std::move(a));
    }
    atoms_[found->second].uses.push_back(by);
}

void lexicon::put_edge(std::uint64_t key, std::uint32_t to) {
    std::size_t i = slot_of(key, edges_.size());
    while (edges_[i].key != 0) i = (i + 1) & (edges_.size() - 1);
    edges_[i] = {key, to};
}

std::uint32_t lexicon::child(std::uint32_t from, char32_t c) const {
    const std::uint64_t key = key_of(from, c);
    for (std::size_t i = slot_of(key, edges_.size());; i = (i + 1) & (edges_.size() - 1)) {
        if (edges_[i].key == key) return edges_[i].to;
        if (edges_[i].key == 0) return 0;
    }
}

std::uint32_t lexicon::step(std::uint32_t from, char32_t c) const {
    while (true) {
        if (const auto to = child(from, c)) return to;
        if (from == 0) return 0;
        from = nodes_[from].fail;
    }
}

void lexicon::seal() {
    std::size_t edges = 0;  // each word adds what it does not share with the one before it
    std::u32string_view before;
    for (const auto& [word, number] : numbers_) {
        edges += word.size() - (std::ranges::mismatch(word, before).in1 - word.begin());
        before = word;
    }
    std::size_t slots = 16;
    while (slots < edges * 2) slots *= 2;
    edges_.assign(slots, {});
    nodes_.assign(1, {});
    struct link {
        std::uint32_t parent;
        char32_t c;
    };
    std::vector<link> links(1);  // how each node is reached
    std::vector<std::uint32_t> depths(1);
    for (const auto& [name, number] : numbers_) {
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < atoms_[number].length; ++i) {
            auto to = child(at, name[i]);
            if (to == 0) {
                to = static_cast<std::uint32_t>(nodes_.size());
                nodes_.emplace_back();
                links.push_back({at, name[i]});
                depths.push_back(static_cast<std::uint32_t>(i) + 1);
                put_edge(key_of(at, name[i]), to);
            }
            at = to;
        }
        const bool open = name.size() > atoms_[number].length;
        (open ? nodes_[at].open_atom : nodes_[at].atom) = static_cast<std::int32_t>(number);
    }
    numbers_.clear();
    std::vector<std::uint32_t> order(nodes_.size());  // nearer the root first
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return depths[a] < depths[b]; });
    for (const auto n : order) {
        if (n == 0) continue;
        auto& here = nodes_[n];
        here.fail = links[n].parent == 0 ? 0 : step(nodes_[links[n].parent].fail, links[n].c);
        const auto& back = nodes_[here.fail];
        here.next_output = back.atom >= 0 || back.open_atom >= 0 ? here.fail : back.next_output;
    }
}

void lexicon::report(std::int32_t number, const folded& text, std::size_t end, std::vector<hit>& hits) const {
    if (number < 0) return;
    const auto& a = atoms_[static_cast<std::size_t>(number)];
    const std::size_t begin = end - a.length;
    if (!a.open_start && begin > 0 && is_word(text.chars[begin - 1])) return;
    if (!a.open_end && is_word(text.at(end))) return;
    for (const auto& u : a.uses)
        hits.push_back({u.rule, u.group, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), a.mass});
}

void lexicon::collect(const folded& text, std::uint32_t at, std::vector<hit>& hits) const {
    std::uint32_t here = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        here = step(here, text.chars[i]);
        for (auto n = here; n != 0; n = nodes_[n].next_output) {
            report(nodes_[n].atom, text, i + 1, hits);
            report(nodes_[n].open_atom, text, i + 1, hits);
        }
    }
}

std::vector<rule_match> lexicon::find(const folded& text) const {
    std::vector<rule_match> found;
    if (edges_.empty()) return found;
    std::vector<hit> hits;
    hits.reserve(32);
    collect(text, 0, hits);
    std::sort(hits.begin(), hits.end(),
              [](const hit& a, const hit& b) { return a.rule != b.rule ? a.rule < b.rule : a.end < b.end; });
    for (std::size_t i = 0; i < hits.size();) {
        std::size_t end = i;
        while (end < hits.size() && hits[end].rule == hits[i].rule) ++end;
        judge(hits.data() + i, hits.data() + end, found);
        i = end;
    }
    return found;
}

void lexicon::judge(const hit* first, const hit* last, std::vector<rule_match>& found) const {
    const auto& r = rules_[first->rule];
    if (r.vetoes && std::any_of(first, last, [](const hit& h) { return h.group < 0; })) return;
    if (r.groups == 1) {
        for (const auto* h = first; h != last; ++h) found.push_back({h->rule, h->begin, h->end, h->begin, h->mass});
        return;
    }
    std::array<const hit*, most_groups> latest{};
    for (const auto* h = first; h != last; ++h) {
        auto& mine = latest[static_cast<std::size_t>(h->group)];
        // Of words that end at the same place the longer one says more.
        if (mine == nullptr || mine->end < h->end || mine->mass < h->mass) mine = h;
        rule_match m{h->rule, h->begin, h->end, h->begin, 0};
        bool all = true;
        for (std::size_t g = 0; g < r.groups && all; ++g) {
            all = latest[g] != nullptr;
            if (!all) break;
            m.begin = std::min(m.begin, latest[g]->begin);
            m.mass += latest[g]->mass;
        }
        if (!all || m.end - m.begin > r.reach) continue;
        found.push_back(m);
        return;
    }
}

}  // namespace linli
