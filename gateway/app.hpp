// A serving process: owns every component, starts them in order, stops them in reverse.
//
// Stop (SIGTERM, SIGINT): /readyz says no at once; after `drain` nothing new is accepted, pages are told
// to come back (1012), requests under way are finished within 20 s; what was committed is on disk anyway.
// A second signal ends the process at once, which is as safe as a crash. SIGHUP reads certificates, texts
// and the community's part of the configuration again, and keeps the old ones where the new are wrong.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "dialogs/result.hpp"
#include "gateway/config/load.hpp"
#include "gateway/http_server.hpp"
#include "gateway/media/photo_worker.hpp"

namespace linli::gateway {

// Why a process could not start: the exit code, and the reason for people.
struct not_started {
    int code = 1;
    std::string why;
};

struct app_options {
    config settings;
    std::function<result<config, problems>()> reload;                  // the configuration as it is now
    std::function<void(const std::string&)> say;                       // standard output
    bool new_staff_link = false;                                       // also when there is a manager already
    gateway::patience patience = {};                                   // of both listeners
    media::child_command photo_child = {};                             // what looks at pictures
    std::chrono::milliseconds house_every = std::chrono::seconds{30};  // certificates, old uploads
};

class app {
public:
    static result<std::unique_ptr<app>, not_started> start(app_options o, logger& log);
    ~app();

    // Serves until a signal; the exit code.
    int run();
    // As SIGTERM does. Any thread, while `run` runs.
    void ask_to_stop();

private:
    struct parts;
    explicit app(std::unique_ptr<parts> p);
    std::unique_ptr<parts> parts_;
};

}  // namespace linli::gateway
