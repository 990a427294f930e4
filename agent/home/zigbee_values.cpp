#include "home/zigbee_values.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "home/json_fields.hpp"
#include "home/moment.hpp"
#include "home/payload_check.hpp"

namespace hearth {

namespace {

constexpr double kFullBrightness = 254;     // of Zigbee
constexpr double kHomeAssistantFull = 255;  // of Home Assistant

const Json* find(const Json& values, const std::string& property) {
    const auto found = property.empty() ? values.end() : values.find(property);
    return found == values.end() ? nullptr : &*found;
}

bool says(const Json& value, const char* word) {
    return value.is_string() && value.get_ref<const std::string&>() == word;
}

// Nothing: the entity cannot have this value.
std::optional<std::string> on_off_state(const ZigbeeEntity& entity, const Json& value) {
    if (value == entity.on) return "on";
    if (value == entity.off) return "off";
    return std::nullopt;
}

std::optional<std::string> lock_state(const Json& value) {
    if (says(value, "LOCK")) return "locked";
    if (says(value, "UNLOCK")) return "unlocked";
    return std::nullopt;
}

// A movement goes before the position, which goes before the last command.
std::optional<std::string> cover_state(const ZigbeeEntity& entity, const Json& values) {
    for (const char* property : {"moving", "motor_state"})
        if (const Json* moving = find(values, property)) {
            if (says(*moving, "UP") || says(*moving, "opening")) return "opening";
            if (says(*moving, "DOWN") || says(*moving, "closing")) return "closing";
        }
    if (const Json* at = find(values, entity.position); at && at->is_number())
        return at->get<double>() > 0 ? "open" : "closed";
    const Json* state = find(values, entity.property);
    if (!state) return std::nullopt;
    if (says(*state, "OPEN")) return "open";
    if (says(*state, "CLOSE")) return "closed";
    return says(*state, "STOP") ? std::optional<std::string>("open") : std::nullopt;
}

std::optional<std::string> state_of(const ZigbeeEntity& entity, const Json& value,
                                    const Json& values) {
    if (value.is_null()) return "unknown";
    switch (entity.reading) {
        case ZigbeeReading::kOnOff: return on_off_state(entity, value);
        case ZigbeeReading::kCover: return cover_state(entity, values);
        case ZigbeeReading::kLock: return lock_state(value);
        case ZigbeeReading::kValue:
        case ZigbeeReading::kMoment: break;
    }
    return state_text(value);
}

Json brightness_of(const Json& value) {
    if (!value.is_number()) return value;
    const double level = value.get<double>();
    if (!(level >= 0 && level <= kFullBrightness)) return value;
    return std::lround(level * kHomeAssistantFull / kFullBrightness);
}

Json attributes_of(const ZigbeeEntity& entity, const Json& values) {
    Json out = entity.described;
    for (const auto& [property, name] : entity.attributes) {
        const Json* value = find(values, property);
        if (!value || value->is_null() || value->is_structured()) continue;
        out[name] = name == "brightness" ? brightness_of(*value) : *value;
    }
    return out;
}

std::optional<Defect> check_read(const std::optional<std::string>& state, const Json& value) {
    if (state) return check_state(*state);
    return Defect{"bad_state", utf8_excerpt(dump_json(value), 60) + " is no state of this entity"};
}

Fact read_entity(const ZigbeeEntity& entity, const Json& value, const Json& values,
                 const InboundMessage& message) {
    Fact fact;
    fact.kind = FactKind::kState;
    fact.source = SourceKind::kZigbee2Mqtt;
    fact.entity_id = entity.entity_id;
    auto state = state_of(entity, value, values);
    if (const auto defect = check_read(state, value)) {
        Fact refused = quarantined_fact(SourceKind::kZigbee2Mqtt, *defect);
        refused.entity_id = entity.entity_id;
        return refused;
    }
    fact.state = std::move(*state);
    fact.attributes = attributes_of(entity, values);
    return entity.reading == ZigbeeReading::kMoment ? as_moment(std::move(fact), message) : fact;
}

}  // namespace

std::vector<Fact> read_zigbee_values(const ZigbeeDevice& device, const Json& values,
                                     const InboundMessage& message) {
    std::vector<Fact> facts;
    for (const ZigbeeEntity& entity : device.entities) {
        const Json* value = find(values, entity.property);
        if (!value) value = find(values, entity.position);
        if (value) facts.push_back(read_entity(entity, *value, values, message));
    }
    return facts;
}

}  // namespace hearth
