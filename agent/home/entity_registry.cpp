#include "home/entity_registry.hpp"

#include <map>
#include <utility>

#include "core/utf8.hpp"
#include "domain/state_change.hpp"

namespace hearth {

namespace {

constexpr std::size_t kLongestText = 200;

std::string text_of(const Json& object, const char* key) {
    return utf8_excerpt(json_string(object, key).value_or(""), kLongestText);
}

// The list of a registry file, such as data.entities of core.entity_registry.
Result<const Json*> list_of(const Json& file, const std::string& name, const char* list) {
    const std::string key = "core." + name + "_registry";
    if (json_string(file, "key") != key)
        return Error{ErrorCode::kInvalid, "this is not Home Assistant's " + key};
    const auto data = file.find("data");
    const auto found = data == file.end() || !data->is_object() ? data : data->find(list);
    if (data == file.end() || !data->is_object() || found == data->end() || !found->is_array())
        return Error{ErrorCode::kInvalid, key + " has no list data." + list};
    if (found->size() > kMaxRegisteredEntities)
        return Error{ErrorCode::kTooLarge,
                     key + " has more than " + std::to_string(kMaxRegisteredEntities) + " entries"};
    return &*found;
}

struct Device {
    std::string name, area_id;
};

Result<std::map<std::string, std::string>> area_names(const Json& file) {
    std::map<std::string, std::string> out;
    if (file.is_null()) return out;
    const auto areas = list_of(file, "area", "areas");
    if (!areas) return areas.error();
    for (const Json& area : **areas) {
        const auto id = json_string(area, "id");
        out[id ? *id : text_of(area, "area_id")] = text_of(area, "name");
    }
    return out;
}

Result<std::map<std::string, Device>> devices_of(const Json& file) {
    std::map<std::string, Device> out;
    if (file.is_null()) return out;
    const auto devices = list_of(file, "device", "devices");
    if (!devices) return devices.error();
    for (const Json& device : **devices) {
        const std::string own = text_of(device, "name_by_user");
        out[text_of(device, "id")] = {own.empty() ? text_of(device, "name") : own,
                                      json_string(device, "area_id").value_or("")};
    }
    return out;
}

template <class Value>
Value found_in(const std::map<std::string, Value>& map, const std::string& key) {
    const auto found = map.find(key);
    return key.empty() || found == map.end() ? Value() : found->second;
}

}  // namespace

Result<EntityRegistry> read_entity_registry(const Json& entities, const Json& devices,
                                            const Json& areas) {
    const auto list = list_of(entities, "entity", "entities");
    if (!list) return list.error();
    const auto device_by_id = devices_of(devices);
    if (!device_by_id) return device_by_id.error();
    const auto area_by_id = area_names(areas);
    if (!area_by_id) return area_by_id.error();
    EntityRegistry out;
    for (const Json& entry : **list) {
        RegisteredEntity entity;
        entity.entity_id = json_string(entry, "entity_id").value_or("");
        const bool disabled = json_string(entry, "disabled_by").has_value();
        if (disabled || !is_entity_id(entity.entity_id)) {
            ++out.left_out;
            continue;
        }
        const Device device = found_in(*device_by_id, json_string(entry, "device_id").value_or(""));
        const std::string own_area = json_string(entry, "area_id").value_or("");
        entity.device = device.name;
        entity.area = found_in(*area_by_id, own_area.empty() ? device.area_id : own_area);
        entity.unique_id = text_of(entry, "unique_id");
        out.entities.push_back(std::move(entity));
    }
    return out;
}

}  // namespace hearth
