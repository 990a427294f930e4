#include "domain/state_change.hpp"

namespace hearth {

const char* to_string(Origin origin) {
    switch (origin) {
        case Origin::kUser: return "user";
        case Origin::kAutomation: return "automation";
        case Origin::kDevice: return "device";
        case Origin::kRestart: return "restart";
        case Origin::kUnknown: return "unknown";
    }
    return "unknown";
}

Origin origin_from_string(const std::string& word) {
    for (const Origin origin :
         {Origin::kUser, Origin::kAutomation, Origin::kDevice, Origin::kRestart})
        if (word == to_string(origin)) return origin;
    return Origin::kUnknown;
}

const char* to_string(SourceKind kind) {
    switch (kind) {
        case SourceKind::kStatestream: return "statestream";
        case SourceKind::kEventstream: return "eventstream";
        case SourceKind::kPlainJson: return "plain_json";
        case SourceKind::kZigbee2Mqtt: return "zigbee2mqtt";
        case SourceKind::kMapped: return "mapped";
    }
    return "plain_json";
}

std::vector<SourceKind> all_source_kinds() {
    return {SourceKind::kStatestream, SourceKind::kEventstream, SourceKind::kPlainJson,
            SourceKind::kZigbee2Mqtt, SourceKind::kMapped};
}

std::string domain_of(const std::string& entity_id) {
    const auto dot = entity_id.find('.');
    return dot == std::string::npos ? std::string() : entity_id.substr(0, dot);
}

namespace {
bool is_slug(const std::string& text, std::size_t from, std::size_t to) {
    if (from >= to || text[from] == '_' || text[to - 1] == '_') return false;
    for (std::size_t i = from; i < to; ++i) {
        const char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return true;
}
}  // namespace

bool is_entity_id(const std::string& text) {
    const auto dot = text.find('.');
    if (dot == std::string::npos || text.size() > 255) return false;
    return is_slug(text, 0, dot) && is_slug(text, dot + 1, text.size()) &&
           text.substr(0, dot).find("__") == std::string::npos;
}

}  // namespace hearth
