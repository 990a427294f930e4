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

Status ZigbeeMemory::note(const Fact& fact) {
    if (fact.source != SourceKind::kZigbee2Mqtt || fact.event_type != kZigbeeDeviceList) return {};
    devices_->learn(fact.event_data);
    auto lists = kept_lists();
    if (!lists) return lists.error();
    (*lists)[json_string(fact.event_data, "base").value_or("")] = fact.event_data;
    return store_.meta().set(kListsKey, dump_json(*lists));
}

}  // namespace hearth::ingest
