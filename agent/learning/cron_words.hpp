// The fields of a cron expression as people would say them. Pure; any thread.
#pragma once

#include <string>

#include "learning/cron_fields.hpp"

namespace hearth::learning {

// "Sundays at 03:00", "every 5 minutes", "the 1st of every month at 02:00". Empty where words would
// be longer or less clear than the expression.
std::string cron_in_words(const CronFields& fields);

}  // namespace hearth::learning
