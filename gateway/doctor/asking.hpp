// Asks every platform at once what its adapter wants to know, and how far our clocks are apart; and looks
// at our own public address as a stranger would.
//
// Bounded: a question has 5 s, a channel 12 s for all of them. Nothing here changes anything, and
// nothing needs a running `serve`.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/probing.hpp"
#include "gateway/channels.hpp"
#include "gateway/config/config.hpp"

namespace linli::gateway::doctor {

struct asked {
    std::vector<adapters::finding> findings;
    // Our clock minus the platform's, by the Date header of its answers; to the second.
    std::optional<std::chrono::seconds> ahead;
};

struct certificate {
    std::string trouble;  // why there is none to look at; else
    int days_left = 0;
    bool trusted = false;  // by this machine's authorities, for that name
    std::string why;       // not trusted
};

struct outside {
    std::string trouble;  // nothing came back
    int status = 0;
    std::optional<certificate> shown;  // of an https address
};

struct answers {
    std::map<std::string, asked> channels;
    std::optional<outside> own;  // where there is a public_url
};

answers ask_everybody(const config& c, const channels& known);

// Of a PEM file, for that name; `trusted` tells of the name only.
certificate certificate_in(const std::filesystem::path& file, const std::string& host);

}  // namespace linli::gateway::doctor
