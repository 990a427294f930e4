// How a plugin says what went wrong. The C border knows a few statuses; inside a plugin failures
// travel as hearth::Error, and this file fixes which code stands for which status.
//
//   cancelled    kCancelled          no_data  kNotFound       bad_input  kInvalid, kTooLarge,
//   bad_weights  kConflict           failed   everything else            kRefused
#pragma once

#include <string>

#include "core/result.hpp"
#include "sdk/hearth_plugin.h"

namespace hearth::sdk {

// Too little to learn from or to judge with; the text says how much there is and what is needed.
inline Error no_data(std::string text) { return {ErrorCode::kNotFound, std::move(text)}; }
// A request, option or dataset that breaks a rule.
inline Error bad_input(std::string text) { return {ErrorCode::kInvalid, std::move(text)}; }
// Weights that are damaged, of another schema or of another plugin.
inline Error bad_weights(std::string text) { return {ErrorCode::kConflict, std::move(text)}; }
// The host asked to stop.
inline Error cancelled() { return {ErrorCode::kCancelled, "stopped on request"}; }

hearth_status status_of(const Error& error);

// The word of worker messages: "ok", "cancelled", "no_data", "bad_input", "bad_weights",
// "buffer_too_small", "failed".
const char* to_string(hearth_status status);

}  // namespace hearth::sdk
