#include "home/zigbee_devices.hpp"

#include <utility>

#include "core/hash.hpp"

namespace hearth {

namespace {
constexpr std::size_t kMaxDevices = 2000;  // of one base

std::string key_of(const Json& list) { return content_key({dump_json(list)}); }
}  // namespace

void ZigbeeDevices::learn(const Json& list) {
    const auto base = json_string(list, "base");
    if (!base || !list.contains("devices") || !list["devices"].is_array()) return;
    Network network{key_of(list), {}};
    for (const Json& described : list["devices"]) {
        if (network.devices.size() >= kMaxDevices) break;
        ZigbeeDevice device = zigbee_device(described);
        if (!device.name.empty()) network.devices.emplace(device.name, std::move(device));
    }
    networks_[*base] = std::move(network);
}

bool ZigbeeDevices::is_known(const Json& list) const {
    const auto network = networks_.find(json_string(list, "base").value_or(""));
    return network != networks_.end() && network->second.key == key_of(list);
}

const ZigbeeDevice* ZigbeeDevices::find(std::string_view base, std::string_view name) const {
    const auto network = networks_.find(base);
    if (network == networks_.end()) return nullptr;
    const auto device = network->second.devices.find(name);
    return device == network->second.devices.end() ? nullptr : &device->second;
}

}  // namespace hearth
