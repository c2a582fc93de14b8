// What the Cloud API's error codes mean for a message: one table for answers and for reports
// (Cloud API, "Error Codes").
#pragma once

#include <span>

#include "adapters/whatsapp/graph.hpp"

namespace linli::adapters::whatsapp {

std::span<const error_rule> cloud_errors();

}  // namespace linli::adapters::whatsapp
