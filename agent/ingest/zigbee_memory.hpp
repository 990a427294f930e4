// Keeps the lists of Zigbee devices over restarts, so that a device's messages are understood from
// the first one on, whenever the broker sends the list again. Event loop only.
#pragma once

#include <memory>

#include "core/result.hpp"
#include "home/fact.hpp"
#include "home/zigbee_devices.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class ZigbeeMemory {
public:
    // devices: what the interpreter looks into.
    ZigbeeMemory(store::Store& store, std::shared_ptr<ZigbeeDevices> devices)
        : store_(store), devices_(std::move(devices)) {}

    // Learns what was kept. Errors are the store's.
    Status restore();

    // A fact that is a list of devices is learned and kept, and its entities are known to belong to
    // them; any other is passed over. Inside the caller's transaction; what is rolled back stays
    // learned and is told again.
    Status note(const Fact& fact, TimeUs received_us);

private:
    Result<Json> kept_lists();
    Status describe_devices(const Json& list, TimeUs received_us);

    store::Store& store_;
    std::shared_ptr<ZigbeeDevices> devices_;
};

}  // namespace hearth::ingest
