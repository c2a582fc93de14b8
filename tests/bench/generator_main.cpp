// generator: the load and the answering API of the benchmark. Prints `listening`, waits for a line
// `go PID` (the program under load), runs, prints its result as one line of JSON. Exit codes: 0 the
// load ran (errors are in the result), 1 it could not, 2 wrong arguments.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/bench/generator.hpp"

int main(int argc, char** argv) {
    linli::bench::load_options o;
    CLI::App app{"Residents who write to a platform's webhook, and its API that hears the answers."};
    app.add_option("--script", o.script, "ceiling, linli or null");
    app.add_option("--platform", o.platform, "telegram, twilio or whatsapp");
    app.add_option("--api-port", o.api_port, "where the program sends its answers")->required();
    app.add_option("--webhook-port", o.webhook_port, "where the program listens")->required();
    app.add_option("--path", o.path, "of the webhook");
    app.add_option("--secret", o.secret, "of the webhook");
    app.add_option("--residents", o.residents)->check(CLI::Range(1, 1'000'000));
    app.add_option("--in-flight", o.in_flight, "turns at once, in the closed loop");
    app.add_option("--rate", o.rate, "turns a second whatever happens: the open loop");
    app.add_option("--api-delay-ms", o.api_delay_ms, "before each answer to a sent message");
    app.add_option("--replay", o.replay, "share of the updates that are sent twice");
    app.add_option("--warm-up", o.warm_up_s, "seconds");
    app.add_option("--seconds", o.measured_s, "seconds that count");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    try {
        linli::bench::generator g(o);
        std::puts("listening");
        std::fflush(stdout);
        g.run();
        std::puts(g.report().c_str());
    } catch (const std::exception& e) {
        std::fprintf(stderr, "generator: %s\n", e.what());
        return 1;
    }
    return 0;
}
