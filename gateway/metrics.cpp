#include "gateway/metrics.hpp"

#include <algorithm>
#include <map>

#include <prometheus/text_serializer.h>

#include "gateway/clock_watch.hpp"
#include "gateway/metrics/families.hpp"
#include "gateway/sender.hpp"
#include "gateway/services.hpp"
#include "gateway/turns/counters.hpp"
#include "gateway/version.hpp"

namespace linli::gateway {
namespace {

double value(const counter& c) { return static_cast<double>(c.load(std::memory_order_relaxed)); }
double seconds(std::chrono::duration<double> t) { return t.count(); }

void add_inbound(families& to, const turns& loop) {
    const auto& turns = loop.counters();
    to.counter_family("linli_inbound_messages_total", "Events by what became of them.");
    for (const auto& c : turns.channels) {
        const std::string name = c->channel.empty() ? "own" : c->channel;
        to.sample({{"adapter", name}, {"result", "committed"}}, value(c->taken));
        to.sample({{"adapter", name}, {"result", "parked"}}, value(c->parked));
        to.sample({{"adapter", name}, {"result", "busy"}}, value(c->busy));
        to.sample({{"adapter", name}, {"result", "failed"}}, value(c->failed));
    }
    to.counter_family("linli_duplicates_dropped_total", "Events that were on disk already.");
    for (const auto& c : turns.channels)
        if (!c->channel.empty()) to.sample({{"adapter", c->channel}}, value(c->duplicates));
    to.distribution("linli_inbound_ack_seconds", "From an event's arrival to its answer.", turns.ack);
    const auto waiting = loop.waiting();
    to.gauge("linli_spool_messages", "Events received and not through their turn; none is acknowledged yet.",
             static_cast<double>(waiting.events));
    to.gauge("linli_spool_oldest_seconds", "How long the oldest of them has been here.", seconds(waiting.oldest));
    to.distribution("linli_db_commit_seconds", "One commit with its fsync.", turns.commit);
    to.count("linli_commits_total", "Commits; turns divided by commits is the mean batch.", value(turns.batches));
    to.count("linli_turns_total", "Turns taken.", value(turns.turns));
    to.count("linli_commit_failures_total", "Commits that the database refused.", value(turns.failed_commits));
}

// Every kind of the taxonomy from the start, and those that only older cases have.
void add_complaints(families& to, const taxonomy& kinds, std::map<std::string, std::uint64_t> opened) {
    for (const auto& category : kinds.categories)
        for (const auto& kind : category.subcategories) opened.try_emplace(kind.id, 0);
    opened.try_emplace("", 0);
    to.counter_family("linli_complaints_total", "Cases opened, by their kind at that time.");
    for (const auto& [kind, n] : opened)
        to.sample({{"category", kind.empty() ? "unknown" : kind}}, static_cast<double>(n));
}

void add_cases(families& to, const turn_counters& turns, const taxonomy& kinds,
               const storage::reader::talk_counts& talks) {
    add_complaints(to, kinds, turns.complaints());
    to.count("linli_praises_total", "Praise that was thanked and passed on.", value(turns.praises));
    to.distribution("linli_first_response_seconds", "From a case's opening until the first person took it.",
                    turns.first_response);
    to.distribution("linli_resolution_seconds",
                    "From a case's opening, or opening again, to its result; waits are left out.", turns.resolution);
    to.distribution("linli_satisfaction_score", "Scores that residents gave, 1 to 5.", turns.satisfaction);
    to.gauge_family("linli_conversations_active", "Conversations in which something is under way.");
    for (std::size_t i = 0; i < talks.size(); ++i)
        to.sample({{"state", std::string(name_of(static_cast<storage::talk_stage>(i)))}},
                  static_cast<double>(talks[i]));
}

void add_outbound(families& to, const sender& out, const storage::reader::counts& stored, instant now) {
    to.counter_family("linli_outbound_attempts_total", "Sends by how they ended.");
    double ambiguous = 0;
    for (const auto& c : out.counters()) {
        const auto put = [&](const char* how, const counter& n) {
            to.sample({{"adapter", c->channel}, {"result", how}}, value(n));
        };
        put("delivered", c->delivered);
        put("retried", c->retried);
        put("rejected", c->rejected);
        put("window_closed", c->closed);
        put("limited", c->limited);
        ambiguous += value(c->ambiguous);
    }
    to.count("linli_outbound_ambiguous_total", "Sends that may have arrived twice.", ambiguous);
    to.gauge("linli_outbound_pending", "Messages that wait to be sent.", static_cast<double>(stored.outbox));
    const bool none = stored.oldest_outbox == never;
    to.gauge("linli_outbound_oldest_pending_seconds", "How long the oldest of them has waited.",
             none ? 0 : std::max(0.0, seconds(now - stored.oldest_outbox)));
}

void add_web(families& to, const services& s) {
    to.gauge("linli_websocket_connections", "Open sockets of web pages.", static_cast<double>(s.counts.sockets));
    to.counter_family("linli_auth_failures_total", "Requests of browsers that were not let in.");
    const auto& failures = s.counts.auth_failures;
    for (std::size_t i = 0; i < failures.size(); ++i)
        to.sample({{"kind", std::string(name_of(static_cast<auth_failure>(i)))}}, static_cast<double>(failures[i]));
    to.counter_family("linli_bodies_refused_total", "Requests whose body was not taken in.");
    const auto& bodies = s.counts.bodies_refused;
    for (std::size_t i = 0; i < bodies.size(); ++i)
        to.sample({{"why", std::string(name_of(static_cast<body_refusal>(i)))}}, static_cast<double>(bodies[i].all));
    to.counter_family("linli_signature_failures_total", "Webhooks without the right secret or signature.");
    for (const auto& c : s.known.all()) {
        const auto found = s.counts.signature_failures.find(c->name);
        const bool none = found == s.counts.signature_failures.end();
        to.sample({{"adapter", c->name}}, none ? 0 : static_cast<double>(found->second));
    }
}

void add_process(families& to, const clock_watch& clocks, std::int64_t parked) {
    to.gauge("linli_dead_letters", "Events set aside because their turn failed; linli retry.",
             static_cast<double>(parked));
    to.gauge_family("linli_clock_skew_seconds", "This machine's clock minus the platforms'.");
    if (const auto ahead = clocks.ahead(clock_watch::clock::now())) to.sample({}, seconds(*ahead));
    to.gauge_family("linli_build_info", "This program.");
    to.sample({{"version", std::string(version)}}, 1);
}

}  // namespace

std::string metrics_text(const services& s, const sender& out, const clock_watch& clocks, const stored_figures& stored,
                         instant now) {
    families all;
    add_inbound(all, s.loop);
    add_cases(all, s.loop.counters(), s.now_serving->taxonomy, stored.talks);
    add_outbound(all, out, stored.waiting, now);
    add_web(all, s);
    add_process(all, clocks, stored.waiting.parked);
    return prometheus::TextSerializer().Serialize(all.all());
}

}  // namespace linli::gateway
