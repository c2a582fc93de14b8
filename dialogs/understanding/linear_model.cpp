#include "dialogs/understanding/linear_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace linli {
namespace {

constexpr std::size_t head_size = 16;
constexpr std::size_t class_size = 8;
constexpr std::size_t slot_size = 8;
constexpr std::size_t posting_size = 2;

std::uint32_t number_at(const char* p) {
    std::uint32_t n = 0;
    std::memcpy(&n, p, sizeof n);
    return n;
}
float real_at(const char* p) {
    float x = 0;
    std::memcpy(&x, p, sizeof x);
    return x;
}

}  // namespace

std::optional<linear_model> linear_model::from(std::string_view bytes) {
    if (bytes.size() < head_size || !bytes.starts_with("LLM1")) return std::nullopt;
    const std::size_t classes = number_at(bytes.data() + 4);
    const std::size_t slots = number_at(bytes.data() + 8);
    const std::size_t postings = number_at(bytes.data() + 12);
    if (classes > 255 || slots == 0 || (slots & (slots - 1)) != 0 || postings >= 1U << 24)
        return std::nullopt;
    const auto tables = head_size + classes * class_size;
    const auto names = tables + slots * slot_size + postings * posting_size;
    if (bytes.size() < names) return std::nullopt;
    linear_model m;
    for (std::size_t i = 0; i < classes; ++i) {
        const char* p = bytes.data() + head_size + i * class_size;
        m.scales_.push_back(real_at(p));
        m.biases_.push_back(real_at(p + 4));
    }
    m.slots_ = bytes.data() + tables;
    m.postings_ = m.slots_ + slots * slot_size;
    m.mask_ = slots - 1;
    bool free = false;  // a search ends at a free slot
    for (std::size_t i = 0; i < slots; ++i) {
        const auto s = m.at(i);
        if (s.tag == 0)
            free = true;
        else if (s.first + s.count > postings)
            return std::nullopt;
    }
    for (std::size_t i = 0; i < postings; ++i)
        if (static_cast<unsigned char>(m.postings_[i * posting_size]) >= classes)
            return std::nullopt;
    auto rest = bytes.substr(names);
    for (std::size_t i = 0; i < classes; ++i) {
        const auto end = rest.find('\n');
        if (end == rest.npos) return std::nullopt;
        m.names_.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    if (!free) return std::nullopt;
    return m;
}

std::size_t linear_model::find(std::string_view name) const {
    return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
}

linear_model::slot linear_model::at(std::size_t i) const {
    const char* p = slots_ + i * slot_size;
    const auto packed = number_at(p + 4);
    return {number_at(p), packed & 0xFFFFFFU, packed >> 24};
}

const char* linear_model::find(std::uint64_t hash, std::uint32_t& count) const {
    const auto tag = static_cast<std::uint32_t>(hash >> 32) | 1U;
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
        const auto s = at(i);
        if (s.tag == tag) {
            count = s.count;
            return postings_ + s.first * posting_size;
        }
        if (s.tag == 0) return nullptr;
    }
}

float linear_model::score(std::span<const feature> features, std::vector<float>& out) const {
    std::array<float, 256> sums{};  // a class is one byte
    float known = 0;
    // Neither the slot of a feature nor its postings are in a cache, so the next one's are on their
    // way while this one is summed up.
    constexpr std::size_t ahead = 8;
    std::array<place_of, ahead> coming{};
    const auto fetch_slot = [&](std::size_t i) {
        if (i < features.size()) __builtin_prefetch(slots_ + (features[i].hash & mask_) * slot_size);
    };
    const auto fetch_postings = [&](std::size_t i) {
        if (i >= features.size()) return;
        auto& c = coming[i % ahead];
        c.postings = find(features[i].hash, c.count);
        if (c.postings != nullptr) __builtin_prefetch(c.postings);
    };
    for (std::size_t i = 0; i < 2 * ahead; ++i) fetch_slot(i);
    for (std::size_t i = 0; i < ahead; ++i) fetch_postings(i);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto [p, count] = coming[i % ahead];
        fetch_slot(i + 2 * ahead);
        fetch_postings(i + ahead);
        if (p == nullptr) continue;
        const float weight = features[i].weight;
        known += weight * weight;
        for (const char* k = p; k < p + count * posting_size; k += posting_size)
            sums[static_cast<unsigned char>(k[0])] +=
                weight * static_cast<float>(static_cast<signed char>(k[1]));
    }
    out.resize(classes());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = sums[i] * scales_[i] + biases_[i];
    return known;
}

void to_shares(std::vector<float>& scores) {
    if (scores.empty()) return;
    const float most = *std::max_element(scores.begin(), scores.end());
    float sum = 0;
    for (auto& s : scores) sum += s = std::exp(s - most);
    for (auto& s : scores) s /= sum;
}

}  // namespace linli
