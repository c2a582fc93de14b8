#include "dialogs/understanding/training.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <unordered_map>

#include "dialogs/understanding/linear_model.hpp"

namespace linli {
namespace {

// xorshift64*: good enough to shuffle, and the same everywhere.
class dice {
public:
    std::uint64_t next() {
        x_ ^= x_ >> 12;
        x_ ^= x_ << 25;
        x_ ^= x_ >> 27;
        return x_ * 0x2545F4914F6CDD1DULL;
    }
    float share() { return static_cast<float>(next() >> 40) / 16777216.F; }

private:
    std::uint64_t x_ = 0x9E3779B97F4A7C15ULL;
};

struct known_feature {
    std::uint32_t number;
    float weight;
};

class descent {
public:
    descent(std::span<const example> examples, std::size_t classes, const training_options& o)
        : examples_(examples), classes_(classes), options_(o) {
        number_features();
        weights_.assign(hashes_.size() * classes_, 0);
        biases_.assign(classes_, 0);
    }

    void run() {
        std::vector<std::uint32_t> order(examples_.size());
        std::iota(order.begin(), order.end(), 0U);
        for (int round = 0; round < options_.rounds; ++round) {
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice_.next() % i]);
            const float step = options_.step * (1 - static_cast<float>(round) / static_cast<float>(options_.rounds));
            for (const auto i : order) learn(i, step);
        }
    }

    std::size_t features() const { return hashes_.size(); }
    std::uint64_t hash(std::size_t f) const { return hashes_[f]; }
    float weight(std::size_t f, std::size_t c) const { return weights_[f * classes_ + c]; }
    float bias(std::size_t c) const { return biases_[c]; }

private:
    void number_features() {
        std::unordered_map<std::uint64_t, std::uint32_t> seen;
        for (const auto& e : examples_)
            for (const auto& f : e.features) ++seen[f.hash];
        for (const auto& [hash, times] : seen)
            if (times >= options_.seen_at_least) hashes_.push_back(hash);
        std::sort(hashes_.begin(), hashes_.end());
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        for (std::uint32_t i = 0; i < hashes_.size(); ++i) numbers.emplace(hashes_[i], i);
        rows_.reserve(examples_.size());
        for (const auto& e : examples_) {
            auto& row = rows_.emplace_back();
            for (const auto& f : e.features)
                if (const auto it = numbers.find(f.hash); it != numbers.end()) row.push_back({it->second, f.weight});
        }
    }

    void learn(std::uint32_t i, float step) {
        chosen_.clear();
        for (const auto& f : rows_[i])
            if (dice_.share() >= options_.leave_out) chosen_.push_back({f.number, f.weight / (1 - options_.leave_out)});
        scores_ = biases_;
        for (const auto& f : chosen_) {
            const float* w = &weights_[f.number * classes_];
            for (std::size_t c = 0; c < classes_; ++c) scores_[c] += f.weight * w[c];
        }
        const float most = *std::max_element(scores_.begin(), scores_.end());
        float sum = 0;
        for (auto& s : scores_) sum += s = std::exp(s - most);
        const float other = options_.even / static_cast<float>(classes_);
        for (std::size_t c = 0; c < classes_; ++c) {
            const float wanted = (c == examples_[i].kind ? 1 - options_.even : 0) + other;
            scores_[c] = (scores_[c] / sum - wanted) * examples_[i].weight;  // the slope from here on
            biases_[c] -= 0.02F * step * scores_[c];
        }
        for (const auto& f : chosen_) {
            float* w = &weights_[f.number * classes_];
            for (std::size_t c = 0; c < classes_; ++c) w[c] -= step * (f.weight * scores_[c] + options_.decay * w[c]);
        }
    }

    std::span<const example> examples_;
    const std::size_t classes_;
    const training_options options_;
    dice dice_;
    std::vector<std::uint64_t> hashes_;  // by number
    std::vector<std::vector<known_feature>> rows_;
    std::vector<float> weights_, biases_, scores_;
    std::vector<known_feature> chosen_;
};

template <class T>
void append(std::string& out, T x) {
    char bytes[sizeof x];
    std::memcpy(bytes, &x, sizeof x);
    out.append(bytes, sizeof x);
}

struct slot {
    std::uint32_t tag = 0;
    std::uint32_t packed = 0;
};

std::string written(const descent& d, std::span<const std::string> names, float least) {
    constexpr float most_steps = 127;
    constexpr std::size_t least_of_row = 40;  // classes; from there on a row is summed up sooner
    const auto classes = names.size();
    std::vector<float> largest(classes, 1e-9F);
    for (std::size_t f = 0; f < d.features(); ++f)
        for (std::size_t c = 0; c < classes; ++c) largest[c] = std::max(largest[c], std::abs(d.weight(f, c)));
    // Three quarters full at most: what is small stays in the caches.
    std::vector<slot> slots(std::bit_ceil(d.features() * 4 / 3 + 2));
    std::string postings, rows, row(row_size(classes), '\0');
    for (std::size_t f = 0; f < d.features(); ++f) {
        std::size_t count = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            const float w = d.weight(f, c);
            const auto steps = std::lround(w / largest[c] * most_steps);
            row[c] = std::abs(w) < least * largest[c] ? '\0' : static_cast<char>(steps);
            count += row[c] != 0;
        }
        if (count == 0) continue;
        const auto hash = d.hash(f);
        std::size_t at = hash & (slots.size() - 1);
        while (slots[at].tag != 0) at = (at + 1) & (slots.size() - 1);
        slots[at].tag = static_cast<std::uint32_t>(hash >> 32) | 1U;
        if (count >= least_of_row) {
            slots[at].packed = static_cast<std::uint32_t>(rows.size() / row.size()) | is_row << 24;
            rows += row;
            continue;
        }
        slots[at].packed = static_cast<std::uint32_t>(postings.size() / 2 | count << 24);
        for (std::size_t c = 0; c < classes; ++c)
            if (row[c] != 0) postings.append({static_cast<char>(c), row[c]});
    }
    std::string out = "LLM2";
    append(out, static_cast<std::uint32_t>(classes));
    append(out, static_cast<std::uint32_t>(slots.size()));
    append(out, static_cast<std::uint32_t>(postings.size() / 2));
    append(out, static_cast<std::uint32_t>(rows.size() / row.size()));
    for (std::size_t c = 0; c < classes; ++c) {
        append(out, largest[c] / most_steps);
        append(out, d.bias(c));
    }
    for (const auto& s : slots) {
        append(out, s.tag);
        append(out, s.packed);
    }
    out += postings + rows;
    for (const auto& n : names) out += n + "\n";
    return out;
}

}  // namespace

std::string train(std::span<const example> examples, std::span<const std::string> names, const training_options& o) {
    descent d(examples, names.size(), o);
    d.run();
    return written(d, names, o.least);
}

}  // namespace linli
