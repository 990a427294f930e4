#include "ingest/zigbee_memory.hpp"

namespace hearth::ingest {

namespace {
constexpr const char* kListsKey = "ingest.zigbee_devices";  // JSON: base topic to list
}

Result<Json> ZigbeeMemory::kept_lists() {
    const auto text = store_.meta().get(kListsKey);
    if (!text) return text.error();
    JsonLimits limits;
    limits.max_bytes = 64 * 1024 * 1024;
    auto lists = text->has_value() ? parse_json(**text, limits) : Result<Json>(Json::object());
    // What cannot be read is learned again with the next list.
    return lists && lists->is_object() ? std::move(*lists) : Json::object();
}

Status ZigbeeMemory::restore() {
    const auto lists = kept_lists();
    if (!lists) return lists.error();
    for (const auto& [base, list] : lists->items()) devices_->learn(list);
    return {};
}

// No message of an entity names its device.
Status ZigbeeMemory::describe_devices(const Json& list, TimeUs received_us) {
    const auto devices = list.find("devices");
    if (devices == list.end() || !devices->is_array()) return {};
    for (const Json& described : *devices) {
        const ZigbeeDevice device = zigbee_device(described);
        for (const ZigbeeEntity& entity : device.entities)
            if (Status done = store_.entities().describe_entity(
                    entity.entity_id, {.area = "", .device = device.name, .unique_id = ""},
                    received_us);
                !done)
                return done;
    }
    return {};
}

Status ZigbeeMemory::note(const Fact& fact, TimeUs received_us) {
    if (fact.source != SourceKind::kZigbee2Mqtt || fact.event_type != kZigbeeDeviceList) return {};
    devices_->learn(fact.event_data);
    if (Status done = describe_devices(fact.event_data, received_us); !done) return done;
    auto lists = kept_lists();
    if (!lists) return lists.error();
    (*lists)[json_string(fact.event_data, "base").value_or("")] = fact.event_data;
    return store_.meta().set(kListsKey, dump_json(*lists));
}

}  // namespace hearth::ingest
