// What the Send API's error codes mean for a message (Messenger: "Error Codes").
#include "adapters/messenger/delivery.hpp"

namespace linli::adapters::messenger {

namespace {

using std::chrono::minutes;
using whatsapp::error_rule;

constexpr error_rule rules[] = {
    {10, 2018278, end::window_closed},  // more than a day since they wrote
    {10, 2018065, end::window_closed},
    {100, 2018001, end::recipient_gone},  // no such person
    {200, 1545041, end::recipient_gone},  // blocked us, or deactivated
    {551, 0, end::recipient_gone},
    {4, 0, end::retry, minutes{1}, true},    // calls of the app
    {32, 0, end::retry, minutes{1}, true},   // calls of the page
    {613, 0, end::retry, minutes{1}, true},  // rate
    {1200, 0, end::retry},
    {1, 0, end::retry},
    {2, 0, end::retry},
    {0, 0, end::misconfigured},
    {190, 0, end::misconfigured},  // the token expired or was revoked
    {3, 0, end::misconfigured},
    {10, 0, end::misconfigured},   // permission denied
    {200, 0, end::misconfigured},  // 200 to 299: permissions
    {368, 0, end::misconfigured},  // blocked for a violation of policy
    {100, 0, end::rejected},       // a bad parameter
};

}  // namespace

std::span<const error_rule> page_errors() { return rules; }

}  // namespace linli::adapters::messenger
