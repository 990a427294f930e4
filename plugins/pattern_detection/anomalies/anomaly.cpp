#include "pattern_detection/anomalies/anomaly.hpp"

#include "core/iso_time.hpp"
#include "pattern_detection/habits/habit.hpp"

namespace hearth::pattern {

Json to_json(const Anomaly& anomaly) {
    const std::string kind = anomaly.kind == Anomaly::Kind::kMissed ? "missed" : "unusual";
    const std::string day = date_words(anomaly.day);
    return {{"id", kind + ":" + anomaly.entity + ":" + day},
            {"kind", kind},
            {"label", anomaly.label},
            {"entity", anomaly.entity},
            {"time", format_iso_time(anomaly.time_us)},
            {"day", day},
            {"support", anomaly.support},
            {"of", anomaly.of},
            {"text", anomaly.text}};
}

}  // namespace hearth::pattern
