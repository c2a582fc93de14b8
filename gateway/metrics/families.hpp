// Collects metric families for prometheus-cpp's serializer.
#pragma once

#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <prometheus/metric_family.h>

#include "gateway/metrics/counter.hpp"

namespace linli::gateway {

class families {
public:
    using label = std::pair<const char*, std::string>;

    // What `sample` and `histogram` add from now on belongs to this one.
    void counter_family(std::string name, std::string help) {
        begin(std::move(name), std::move(help), prometheus::MetricType::Counter);
    }
    void gauge_family(std::string name, std::string help) {
        begin(std::move(name), std::move(help), prometheus::MetricType::Gauge);
    }
    void sample(std::initializer_list<label> labels, double value) {
        auto& m = all_.back().metric.emplace_back();
        for (const auto& [name, text] : labels) m.label.push_back({name, text});
        (all_.back().type == prometheus::MetricType::Counter ? m.counter.value : m.gauge.value) = value;
    }

    void count(std::string name, std::string help, double value) {
        counter_family(std::move(name), std::move(help));
        sample({}, value);
    }
    void gauge(std::string name, std::string help, double value) {
        gauge_family(std::move(name), std::move(help));
        sample({}, value);
    }
    template <const auto& Bounds>
    void distribution(std::string name, std::string help, const histogram<Bounds>& h) {
        begin(std::move(name), std::move(help), prometheus::MetricType::Histogram);
        auto& m = all_.back().metric.emplace_back().histogram;
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < Bounds.size(); ++i) {
            all += h.count(i);
            m.bucket.push_back({all, Bounds[i]});
        }
        all += h.count(Bounds.size());
        m.bucket.push_back({all, std::numeric_limits<double>::infinity()});
        m.sample_count = all;
        m.sample_sum = h.sum();
    }

    const std::vector<prometheus::MetricFamily>& all() const { return all_; }

private:
    void begin(std::string name, std::string help, prometheus::MetricType type) {
        all_.push_back({std::move(name), std::move(help), type, {}});
    }

    std::vector<prometheus::MetricFamily> all_;
};

}  // namespace linli::gateway
