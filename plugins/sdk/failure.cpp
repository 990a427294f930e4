#include "sdk/failure.hpp"

namespace hearth::sdk {

hearth_status status_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::kCancelled: return HEARTH_CANCELLED;
        case ErrorCode::kNotFound: return HEARTH_NO_DATA;
        case ErrorCode::kInvalid:
        case ErrorCode::kTooLarge:
        case ErrorCode::kRefused: return HEARTH_BAD_INPUT;
        case ErrorCode::kConflict: return HEARTH_BAD_WEIGHTS;
        default: return HEARTH_FAILED;
    }
}

const char* to_string(hearth_status status) {
    switch (status) {
        case HEARTH_OK: return "ok";
        case HEARTH_CANCELLED: return "cancelled";
        case HEARTH_NO_DATA: return "no_data";
        case HEARTH_BAD_INPUT: return "bad_input";
        case HEARTH_BAD_WEIGHTS: return "bad_weights";
        case HEARTH_BUFFER_TOO_SMALL: return "buffer_too_small";
        case HEARTH_FAILED: return "failed";
    }
    return "failed";
}

}  // namespace hearth::sdk
