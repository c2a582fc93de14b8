#include "adapters/whatsapp/outcomes.hpp"

namespace linli::adapters::whatsapp {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr error_rule rules[] = {
    {0, 0, end::misconfigured},       // the token does not open
    {190, 0, end::misconfigured},     // it expired or was revoked
    {3, 0, end::misconfigured},       // no right to this call
    {10, 0, end::misconfigured},      // permission denied
    {200, 0, end::misconfigured},     // 200 to 299: permissions
    {131005, 0, end::misconfigured},  // access denied
    {131031, 0, end::misconfigured},  // account locked
    {368, 0, end::misconfigured},     // blocked for a violation of policy
    {131042, 0, end::misconfigured},  // payment
    {131045, 0, end::misconfigured},  // the number's certificate
    {130497, 0, end::misconfigured},  // this business may not write to that country
    {133010, 0, end::misconfigured},  // the number is not registered
    {131048, 0, end::misconfigured},  // spam limit: the account pauses and the staff must know

    {131047, 0, end::window_closed},  // a day of silence
    // The template is the last way into a closed window: where it fails, the window stays closed.
    {132000, 0, end::window_closed},  // number of variables
    {132001, 0, end::window_closed},  // no such template in that language
    {132005, 0, end::window_closed},  // too long
    {132007, 0, end::window_closed},  // its content was refused
    {132012, 0, end::window_closed},  // format of a variable
    {132015, 0, end::window_closed},  // paused for its quality
    {132016, 0, end::window_closed},  // disabled for its quality

    {131026, 0, end::recipient_gone},  // no WhatsApp, an old one, or we are blocked
    {131030, 0, end::recipient_gone},  // not on a test number's list
    {131021, 0, end::recipient_gone},  // our own number
    {130472, 0, end::rejected},        // the person is part of an experiment of Meta's
    {131049, 0, end::rejected},        // too much from businesses today
    {131050, 0, end::rejected},        // they stopped marketing
    {131051, 0, end::rejected},        // unsupported type
    {131008, 0, end::rejected},        // a parameter is missing
    {131009, 0, end::rejected},        // or is bad
    {100, 0, end::rejected},
    {33, 0, end::rejected},

    {130429, 0, end::retry, seconds{1}, true},  // throughput: 80 a second by default
    {131056, 0, end::retry, seconds{6}},        // to one person about one in six seconds
    {4, 0, end::retry, minutes{5}, true},       // calls of the app
    {80007, 0, end::retry, minutes{5}, true},   // calls of the business account
    {133016, 0, end::retry, minutes{5}, true},
    {131052, 0, end::retry},  // media could not be downloaded
    {131053, 0, end::retry},  // media upload
    {1, 0, end::retry},
    {2, 0, end::retry},
    {131000, 0, end::retry},
    {131016, 0, end::retry},
};

}  // namespace

std::span<const error_rule> cloud_errors() { return rules; }

}  // namespace linli::adapters::whatsapp
