#include "dialogs/understanding/phrase_model.hpp"

#include <algorithm>
#include <cmath>

namespace linli {
namespace {

constexpr float weight_of_one = 0.35F;  // a single Chinese character says little
constexpr float weight_of_two = 1.F;
constexpr float weight_of_three = 0.8F;
constexpr float weight_of_word = 1.2F;
constexpr float weight_of_words = 0.8F;  // two Latin words in a row
constexpr float unknown_share = 0.35F;   // how much a cut that no phrase has counts against all

std::uint64_t mix(std::uint64_t hash, char32_t c) { return (hash ^ c) * 0x100000001B3ULL; }
constexpr std::uint64_t seed = 0xCBF29CE484222325ULL;

// The end of a Latin word without its commonest endings: leaks, leaked, leaking are leak.
std::size_t stem_end(const std::u32string& s, std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    const auto ends = [&](std::u32string_view tail) {
        return size > tail.size() + 2 && s.compare(end - tail.size(), tail.size(), tail) == 0;
    };
    if (ends(U"ing")) return end - 3;
    if (ends(U"ed")) return end - 2;
    if (ends(U"es")) return end - 2;
    if (ends(U"s")) return end - 1;
    return end;
}

template <class Each>
void cut(const folded& text, Each&& each) {
    const auto& s = text.chars;
    std::uint64_t last_word = 0;
    for (std::size_t i = 0; i < s.size();) {
        if (is_letter(s[i])) {
            std::size_t end = i;
            while (end < s.size() && is_word(s[end])) ++end;
            std::uint64_t hash = seed;
            for (std::size_t k = i; k < stem_end(s, i, end); ++k) hash = mix(hash, s[k]);
            each(hash, weight_of_word);
            if (last_word != 0) each(last_word * 31 + hash, weight_of_words);
            last_word = hash;
            i = end;
            continue;
        }
        if (is_han(s[i])) {
            last_word = 0;
            const auto one = mix(seed, s[i]);
            each(one, weight_of_one);
            if (i + 1 < s.size() && is_han(s[i + 1])) {
                const auto two = mix(one, s[i + 1]);
                each(two, weight_of_two);
                if (i + 2 < s.size() && is_han(s[i + 2])) each(mix(two, s[i + 2]), weight_of_three);
            }
        }
        ++i;
    }
}

}  // namespace

void phrase_model::add(std::uint32_t group, const folded& phrase, float weight) {
    cut(phrase, [&](std::uint64_t hash, float w) {
        samples_.push_back({hash, group, w * weight});
    });
}

void phrase_model::seal() {
    std::sort(samples_.begin(), samples_.end(), [](const sample& a, const sample& b) {
        return a.cut != b.cut ? a.cut < b.cut : a.group < b.group;
    });
    std::size_t size = 16;
    while (size < samples_.size() * 2) size *= 2;
    slots_.assign(size, {});
    std::vector<float> square(groups_, 0);
    for (std::size_t i = 0; i < samples_.size();) {
        slot s{samples_[i].cut, static_cast<std::uint32_t>(postings_.size()), 0, 0};
        for (; i < samples_.size() && samples_[i].cut == s.cut;) {
            posting p{samples_[i].group, 0};
            float times = 0;
            for (; i < samples_.size() && samples_[i].cut == s.cut && samples_[i].group == p.group;
                 ++i) {
                p.weight = samples_[i].weight;
                times += 1;
            }
            p.weight *= 1 + std::log(times);
            postings_.push_back(p);
            ++s.count;
        }
        s.rarity = std::log(1 + static_cast<float>(groups_) / static_cast<float>(s.count));
        for (auto p = s.first; p < s.first + s.count; ++p) {
            postings_[p].weight *= s.rarity;
            square[postings_[p].group] += postings_[p].weight * postings_[p].weight;
        }
        std::size_t at = s.cut & (size - 1);
        while (slots_[at].cut != 0) at = (at + 1) & (size - 1);
        slots_[at] = s;
    }
    for (auto& p : postings_)
        if (square[p.group] > 0) p.weight /= std::sqrt(square[p.group]);
    samples_ = {};
}

const phrase_model::slot* phrase_model::find(std::uint64_t cut) const {
    for (std::size_t at = cut & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        if (slots_[at].cut == cut) return &slots_[at];
        if (slots_[at].cut == 0) return nullptr;
    }
}

std::vector<float> phrase_model::nearness(const folded& text) const {
    std::vector<float> near(groups_, 0);
    if (slots_.empty()) return near;
    const float rarest = std::log(1 + static_cast<float>(groups_));
    float square = 0;
    cut(text, [&](std::uint64_t hash, float w) {
        const auto* s = find(hash);
        if (s == nullptr) {
            square += unknown_share * w * w * rarest * rarest;
            return;
        }
        const float mine = w * s->rarity;
        square += mine * mine;
        for (auto p = s->first; p < s->first + s->count; ++p)
            near[postings_[p].group] += mine * postings_[p].weight;
    });
    if (square > 0)
        for (auto& n : near) n = std::min(1.F, n / std::sqrt(square));
    return near;
}

}  // namespace linli
