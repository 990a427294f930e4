#include "home/payload_check.hpp"

#include <utility>

#include "core/iso_time.hpp"
#include "core/utf8.hpp"

namespace hearth {

std::optional<Defect> check_payload(const InboundMessage& message) {
    if (auto defect = check_size(message, JsonLimits{}.max_bytes)) return defect;
    if (!is_utf8(message.payload)) return Defect{"bad_utf8", "the payload is not valid UTF-8"};
    return std::nullopt;
}

std::optional<Defect> check_size(const InboundMessage& message, std::size_t max_bytes) {
    if (message.payload.size() <= max_bytes) return std::nullopt;
    return Defect{"too_large", "the payload has " + std::to_string(message.payload.size()) +
                                   " bytes; at most " + std::to_string(max_bytes) + " are read"};
}

std::optional<Defect> check_state(std::string_view state) {
    if (state.size() <= kMaxStateLength) return std::nullopt;
    const std::size_t length = utf8_length(state);
    if (length <= kMaxStateLength) return std::nullopt;
    return Defect{"state_too_long", "the state has " + std::to_string(length) +
                                        " characters; Home Assistant allows " +
                                        std::to_string(kMaxStateLength)};
}

std::optional<Defect> check_time(TimeUs time, TimeUs received_us) {
    if (time < kEarliestUs) return Defect{"bad_time", "the time is before 1990"};
    if (received_us > 0 && time - kMicrosPerDay > received_us)
        return Defect{"bad_time", "the time " + format_iso_time(time) +
                                      " is more than a day after the arrival at " +
                                      format_iso_time(received_us) +
                                      "; check the clocks of both machines"};
    return std::nullopt;
}

std::optional<Defect> read_json(std::string_view text, Json& out) {
    // The JSON parser takes a NUL for the end of the text and would not see what follows.
    if (text.find('\0') != std::string_view::npos)
        return Defect{"bad_json", "the JSON text contains a NUL byte"};
    auto parsed = parse_json(text);
    if (!parsed)
        return Defect{parsed.error().code == ErrorCode::kTooLarge ? "too_deep" : "bad_json",
                      utf8_excerpt(parsed.error().text, 300)};
    out = std::move(*parsed);
    return std::nullopt;
}

std::optional<Defect> check_entity_id(const std::string& text) {
    if (is_entity_id(text)) return std::nullopt;
    std::string reason = "'";
    reason.append(utf8_excerpt(text, 100)).append("' is not an entity id such as light.kitchen");
    return Defect{"bad_entity_id", std::move(reason)};
}

Fact quarantined_fact(std::optional<SourceKind> source, const Defect& defect) {
    return quarantined_fact(source, defect.code, defect.text);
}

}  // namespace hearth
