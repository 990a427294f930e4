#include "core/result.hpp"

namespace hearth {

const char* to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalid: return "invalid";
        case ErrorCode::kNotFound: return "not_found";
        case ErrorCode::kConflict: return "conflict";
        case ErrorCode::kRefused: return "refused";
        case ErrorCode::kUnavailable: return "unavailable";
        case ErrorCode::kIo: return "io";
        case ErrorCode::kTooLarge: return "too_large";
        case ErrorCode::kTimeout: return "timeout";
        case ErrorCode::kCancelled: return "cancelled";
        case ErrorCode::kInternal: return "internal";
    }
    return "internal";
}

}  // namespace hearth
