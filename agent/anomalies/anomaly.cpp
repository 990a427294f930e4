#include "anomalies/anomaly.hpp"

#include "core/hash.hpp"
#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth::anomalies {

std::string Anomaly::key() const { return sha256_hex(model + "\n" + id); }

Result<Anomaly> read_anomaly(const std::string& model, const Json& json) {
    constexpr std::size_t kLongest = 500;
    if (!json.is_object()) return Error{ErrorCode::kInvalid, "an anomaly is no object"};
    Anomaly out;
    out.model = model;
    std::string time;
    for (const auto& [key, target] :
         {std::pair("id", &out.id), std::pair("kind", &out.kind), std::pair("label", &out.label),
          std::pair("entity", &out.entity), std::pair("time", &time),
          std::pair("text", &out.text)}) {
        *target = json_string(json, key).value_or("");
        if (target->empty() || target->size() > kLongest)
            return Error{ErrorCode::kInvalid,
                         std::string("an anomaly's '") + key + "' is missing or wrong"};
    }
    const auto at = parse_iso_time(time);
    if (!at) return Error{ErrorCode::kInvalid, "an anomaly's 'time' is missing or wrong"};
    if (out.kind != "missed" && out.kind != "unusual")
        return Error{ErrorCode::kInvalid, "an anomaly's 'kind' is missing or wrong"};
    out.time_us = *at;
    return out;
}

Json report(const Anomaly& anomaly) {
    return {{"model", anomaly.model},   {"id", anomaly.id},
            {"kind", anomaly.kind},     {"label", anomaly.label},
            {"entity", anomaly.entity}, {"time", format_iso_time(anomaly.time_us)},
            {"text", anomaly.text}};
}

}  // namespace hearth::anomalies
