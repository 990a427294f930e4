// What the learning loop decided, when and why: one row and one JSON line each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth {

namespace decision_kind {
inline constexpr const char* kRun = "run";
inline constexpr const char* kThreshold = "threshold";
inline constexpr const char* kShadow = "shadow";
inline constexpr const char* kApproval = "approval";
inline constexpr const char* kWatch = "watch";
inline constexpr const char* kDrift = "drift";
inline constexpr const char* kSchedule = "schedule";
inline constexpr const char* kRollback = "rollback";
inline constexpr const char* kPause = "pause";
inline constexpr const char* kForget = "forget";
inline constexpr const char* kSetting = "setting";
}  // namespace decision_kind

struct Decision {
    std::int64_t id = 0;  // 0 until stored
    TimeUs time_us = 0;
    std::string model;  // empty: all models
    std::string kind;   // one of decision_kind
    std::string code;   // a word, such as "lowered"
    std::string reason;
    std::string run_id;  // empty: of no run
    std::optional<std::int64_t> version;
    Json details = Json::object();
};

}  // namespace hearth
