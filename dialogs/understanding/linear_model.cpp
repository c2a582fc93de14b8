#include "dialogs/understanding/linear_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace linli {
namespace {

constexpr std::size_t head_size = 20;
constexpr std::size_t class_size = 8;
constexpr std::size_t slot_size = 8;
constexpr std::size_t posting_size = 2;
constexpr std::size_t most_classes = 255;  // a class is one byte
constexpr std::size_t together = 16;       // weights of a row that are summed up at a time

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

using sums = std::array<float, row_size(most_classes)>;

void add_postings(const char* p, std::size_t count, float weight, sums& to) {
    for (const char* end = p + count * posting_size; p < end; p += posting_size)
        to[static_cast<unsigned char>(p[0])] += weight * static_cast<float>(static_cast<signed char>(p[1]));
}

void add_row(const char* p, std::size_t size, float weight, sums& to) {
    for (std::size_t first = 0; first < size; first += together) {
        std::array<std::int8_t, together> some;  // a copy shares no memory: so the loop is vectorised
        std::memcpy(some.data(), p + first, together);
        float* mine = to.data() + first;
        for (std::size_t i = 0; i < together; ++i) mine[i] += weight * static_cast<float>(some[i]);
    }
}

}  // namespace

inline linear_model::slot linear_model::at(std::size_t i) const {
    const char* p = slots_ + i * slot_size;
    const auto packed = number_at(p + 4);
    return {number_at(p), packed & 0xFFFFFFU, packed >> 24};
}

inline linear_model::weights linear_model::find(std::uint64_t hash) const {
    const auto tag = static_cast<std::uint32_t>(hash >> 32) | 1U;
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
        const auto s = at(i);
        if (s.tag == tag)
            return {s.count == is_row ? rows_ + s.first * row_size_ : postings_ + s.first * posting_size, s.count};
        if (s.tag == 0) return {};
    }
}

std::optional<linear_model> linear_model::from(std::string_view bytes) {
    if (bytes.size() < head_size || !bytes.starts_with("LLM2")) return std::nullopt;
    const std::size_t classes = number_at(bytes.data() + 4);
    const std::size_t slots = number_at(bytes.data() + 8);
    const std::size_t postings = number_at(bytes.data() + 12);
    const std::size_t rows = number_at(bytes.data() + 16);
    if (classes > most_classes || slots == 0 || (slots & (slots - 1)) != 0 || postings >= 1U << 24 || rows >= 1U << 24)
        return std::nullopt;
    const auto tables = head_size + classes * class_size;
    const auto names = tables + slots * slot_size + postings * posting_size + rows * row_size(classes);
    if (bytes.size() < names) return std::nullopt;
    linear_model m;
    for (std::size_t i = 0; i < classes; ++i) {
        const char* p = bytes.data() + head_size + i * class_size;
        m.scales_.push_back(real_at(p));
        m.biases_.push_back(real_at(p + 4));
    }
    m.slots_ = bytes.data() + tables;
    m.postings_ = m.slots_ + slots * slot_size;
    m.rows_ = m.postings_ + postings * posting_size;
    m.mask_ = slots - 1;
    m.row_size_ = row_size(classes);
    bool free = false;  // a search ends at a free slot
    for (std::size_t i = 0; i < slots; ++i) {
        const auto s = m.at(i);
        if (s.tag == 0)
            free = true;
        else if (s.count == is_row ? s.first >= rows : s.first + s.count > postings)
            return std::nullopt;
    }
    for (std::size_t i = 0; i < postings; ++i)
        if (static_cast<unsigned char>(m.postings_[i * posting_size]) >= classes) return std::nullopt;
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

float linear_model::score(std::span<const feature> features, std::vector<float>& out) const {
    sums totals{};
    float known = 0;
    // Neither the slot of a feature nor its weights are in a cache, so the next one's are on their
    // way while this one is summed up.
    constexpr std::size_t ahead = 8;
    std::array<weights, ahead> coming{};
    const auto fetch_slot = [&](std::size_t i) {
        if (i < features.size()) __builtin_prefetch(slots_ + (features[i].hash & mask_) * slot_size);
    };
    const auto fetch_weights = [&](std::size_t i) {
        if (i >= features.size()) return;
        auto& c = coming[i % ahead];
        c = find(features[i].hash);
        if (c.at != nullptr) __builtin_prefetch(c.at);
    };
    for (std::size_t i = 0; i < 2 * ahead; ++i) fetch_slot(i);
    for (std::size_t i = 0; i < ahead; ++i) fetch_weights(i);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto w = coming[i % ahead];
        fetch_slot(i + 2 * ahead);
        fetch_weights(i + ahead);
        if (w.at == nullptr) continue;
        const float weight = features[i].weight;
        known += weight * weight;
        if (w.count == is_row)
            add_row(w.at, row_size_, weight, totals);
        else
            add_postings(w.at, w.count, weight, totals);
    }
    out.resize(classes());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = totals[i] * scales_[i] + biases_[i];
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
