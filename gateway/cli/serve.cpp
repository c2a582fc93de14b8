#include <csignal>
#include <cstdio>

#include "gateway/app.hpp"
#include "gateway/cli/commands.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/log.hpp"

namespace linli::gateway::cli {
namespace {

void say(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace

int serve(const common& o, bool new_staff_link) {
    auto settings = load(o);
    if (!settings) return exit_code::configuration;
    std::signal(SIGPIPE, SIG_IGN);  // a closed connection is an error of its write
    logger log;
    app_options options{*std::move(settings), [o] { return load_again(o); }, say, new_staff_link};
    auto started = app::start(std::move(options), log);
    if (!started) {
        complain(started.error().why);
        return started.error().code;
    }
    return (*started)->run();
}

}  // namespace linli::gateway::cli
