#include "gateway/metrics.hpp"

#include <algorithm>
#include <limits>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "gateway/sender.hpp"
#include "gateway/services.hpp"
#include "gateway/turns/counters.hpp"
#include "gateway/version.hpp"

namespace linli::gateway {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using labels = std::vector<ClientMetric::Label>;

class families {
public:
    MetricFamily& add(std::string name, std::string help, MetricType type) {
        all_.push_back({std::move(name), std::move(help), type, {}});
        return all_.back();
    }
    void gauge(std::string name, std::string help, double value) {
        add(std::move(name), std::move(help), MetricType::Gauge).metric.emplace_back().gauge.value = value;
    }
    void count(std::string name, std::string help, double value) {
        add(std::move(name), std::move(help), MetricType::Counter).metric.emplace_back().counter.value =
            value;
    }
    const std::vector<MetricFamily>& all() const { return all_; }

private:
    std::vector<MetricFamily> all_;
};

void counted(MetricFamily& f, labels l, double value) {
    auto& m = f.metric.emplace_back();
    m.label = std::move(l);
    m.counter.value = value;
}

double value(const counter& c) { return static_cast<double>(c.load(std::memory_order_relaxed)); }

void add_histogram(families& to, std::string name, std::string help, const histogram& h) {
    auto& m = to.add(std::move(name), std::move(help), MetricType::Histogram).metric.emplace_back();
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < histogram::bounds.size(); ++i) {
        all += h.count(i);
        m.histogram.bucket.push_back({all, histogram::bounds[i]});
    }
    all += h.count(histogram::bounds.size());
    m.histogram.bucket.push_back({all, std::numeric_limits<double>::infinity()});
    m.histogram.sample_count = all;
    m.histogram.sample_sum = h.sum();
}

void add_inbound(families& to, const turn_counters& turns) {
    auto& inbound = to.add("linli_inbound_messages_total", "Events by what became of them.",
                           MetricType::Counter);
    for (const auto& c : turns.channels) {
        const std::string name = c->channel.empty() ? "own" : c->channel;
        counted(inbound, {{"adapter", name}, {"result", "committed"}}, value(c->taken));
        counted(inbound, {{"adapter", name}, {"result", "parked"}}, value(c->parked));
        counted(inbound, {{"adapter", name}, {"result", "busy"}}, value(c->busy));
        counted(inbound, {{"adapter", name}, {"result", "failed"}}, value(c->failed));
    }
    auto& dropped = to.add("linli_duplicates_dropped_total", "Events that were on disk already.",
                           MetricType::Counter);
    for (const auto& c : turns.channels)
        if (!c->channel.empty()) counted(dropped, {{"adapter", c->channel}}, value(c->duplicates));
    add_histogram(to, "linli_inbound_ack_seconds", "From an event's arrival to its answer.", turns.ack);
    add_histogram(to, "linli_db_commit_seconds", "One commit with its fsync.", turns.commit);
    to.count("linli_commits_total", "Commits; turns divided by commits is the mean batch.",
             value(turns.batches));
    to.count("linli_turns_total", "Turns taken.", value(turns.turns));
    to.count("linli_commit_failures_total", "Commits that the database refused.",
             value(turns.failed_commits));
    to.count("linli_praises_total", "Praise that was thanked and passed on.", value(turns.praises));
    auto& complaints = to.add("linli_complaints_total", "Cases opened.", MetricType::Counter);
    for (const auto& [category, n] : turns.complaints())
        counted(complaints, {{"category", category.empty() ? "unknown" : category}},
                static_cast<double>(n));
}

void add_outbound(families& to, const sender& out) {
    auto& attempts = to.add("linli_outbound_attempts_total", "Sends by how they ended.",
                            MetricType::Counter);
    double ambiguous = 0;
    for (const auto& c : out.counters()) {
        const auto put = [&](const char* how, const counter& n) {
            counted(attempts, {{"adapter", c->channel}, {"result", how}}, value(n));
        };
        put("delivered", c->delivered);
        put("retried", c->retried);
        put("rejected", c->rejected);
        put("window_closed", c->closed);
        put("limited", c->limited);
        ambiguous += value(c->ambiguous);
    }
    to.count("linli_outbound_ambiguous_total", "Sends that may have arrived twice.", ambiguous);
}

void add_web(families& to, const services& s) {
    to.gauge("linli_websocket_connections", "Open sockets of web pages.",
             static_cast<double>(s.counts.sockets));
    auto& failures = to.add("linli_auth_failures_total", "Requests of browsers that were not let in.",
                            MetricType::Counter);
    for (const auto& [kind, n] : s.counts.auth_failures)
        counted(failures, {{"kind", kind}}, static_cast<double>(n));
    auto& signatures = to.add("linli_signature_failures_total",
                              "Webhooks without the right secret or signature.", MetricType::Counter);
    for (const auto& c : s.known.all()) {
        const auto found = s.counts.signature_failures.find(c->name);
        counted(signatures, {{"adapter", c->name}},
                found == s.counts.signature_failures.end() ? 0 : static_cast<double>(found->second));
    }
}

}  // namespace

std::string metrics_text(const services& s, const sender& out, const storage::reader::counts& stored,
                         instant now) {
    const double waited =
        stored.oldest_outbox == never
            ? 0
            : std::max(0.0, std::chrono::duration<double>(now - stored.oldest_outbox).count());
    families all;
    add_inbound(all, s.loop.counters());
    add_outbound(all, out);
    add_web(all, s);
    all.gauge("linli_outbound_pending", "Messages that wait to be sent.",
              static_cast<double>(stored.outbox));
    all.gauge("linli_outbound_oldest_pending_seconds", "How long the oldest of them has waited.",
              waited);
    all.gauge("linli_dead_letters", "Events set aside because their turn failed; linli retry.",
              static_cast<double>(stored.parked));
    all.gauge("linli_conversations", "Conversations kept.", static_cast<double>(stored.conversations));
    auto& info = all.add("linli_build_info", "This program.", MetricType::Gauge).metric.emplace_back();
    info.label = {{"version", std::string(version)}};
    info.gauge.value = 1;
    return prometheus::TextSerializer().Serialize(all.all());
}

}  // namespace linli::gateway
