#include "cli/registry_import.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

#include "cli/api_client.hpp"
#include "cli/command_line.hpp"
#include "cli/text.hpp"
#include "core/file.hpp"
#include "home/entity_registry.hpp"

namespace hearth::cli {

namespace {

constexpr std::size_t kMaxFile = 64 * 1024 * 1024;
constexpr std::size_t kEntitiesOfOneCall = 200;  // well within what the daemon takes

// Null when the file may be missing and is.
Result<Json> read_registry(const std::string& path, bool needed) {
    const auto text = read_file(path, kMaxFile);
    if (!text && text.error().code == ErrorCode::kNotFound && !needed) return Json();
    if (!text) return text.error();
    JsonLimits limits;
    limits.max_bytes = kMaxFile;
    auto json = parse_json(*text, limits);
    if (!json) return Error{json.error().code, path + ": " + json.error().text};
    return json;
}

Result<EntityRegistry> read_registries(const std::string& folder) {
    const auto entities = read_registry(folder + "/core.entity_registry", true);
    if (!entities) return entities.error();
    const auto devices = read_registry(folder + "/core.device_registry", false);
    if (!devices) return devices.error();
    const auto areas = read_registry(folder + "/core.area_registry", false);
    if (!areas) return areas.error();
    auto registry = read_entity_registry(*entities, *devices, *areas);
    if (!registry) return Error{registry.error().code, folder + ": " + registry.error().text};
    return registry;
}

Json entry_of(const RegisteredEntity& entity) {
    return {{"entity_id", entity.entity_id},
            {"area", entity.area},
            {"device", entity.device},
            {"unique_id", entity.unique_id}};
}

Status send(ApiClient& client, const std::vector<RegisteredEntity>& entities, Json& report) {
    for (std::size_t begin = 0; begin < entities.size(); begin += kEntitiesOfOneCall) {
        const std::size_t end = std::min(entities.size(), begin + kEntitiesOfOneCall);
        Json piece = Json::array();
        for (std::size_t i = begin; i < end; ++i) piece.push_back(entry_of(entities[i]));
        const auto done = client.call("import_entities", {{"entities", std::move(piece)}});
        if (!done) return done.error();
        for (const char* key : {"described", "unknown"})
            report[key] = report[key].get<std::int64_t>() + json_integer(*done, key).value_or(0);
    }
    return {};
}

int finish(const Console& console, const Invocation& invocation, const Json& report) {
    if (invocation.common.json) {
        console.print_json(report);
        return kSuccess;
    }
    const auto count = [&](const char* key) {
        return format_count(json_integer(report, key).value_or(0));
    };
    console.out << count("entities") << " entities are registered, " << count("with_area")
                << " with an area, " << count("with_device") << " with a device";
    if (report["dry_run"] == true)
        console.out << ".\n";
    else
        console.out << "; Hearth knows " << count("described") << " of them, and has not heard of "
                    << count("unknown") << ".\n";
    console.out << std::flush;
    return kSuccess;
}

}  // namespace

int import_registries(const Console& console, const Invocation& invocation,
                      const std::string& folder, bool dry_run) {
    const auto registry = read_registries(folder);
    if (!registry) return fail(console, invocation.common, registry.error());
    const auto& entities = registry->entities;
    const auto having = [&](std::string RegisteredEntity::*text) {
        return std::count_if(entities.begin(), entities.end(),
                             [text](const auto& entity) { return !(entity.*text).empty(); });
    };
    Json report = {{"folder", folder},
                   {"dry_run", dry_run},
                   {"entities", entities.size()},
                   {"left_out", registry->left_out},
                   {"with_area", having(&RegisteredEntity::area)},
                   {"with_device", having(&RegisteredEntity::device)},
                   {"described", 0},
                   {"unknown", 0}};
    if (dry_run) return finish(console, invocation, report);
    const auto address = address_of(invocation.common);
    if (!address) return fail(console, invocation.common, address.error());
    ApiClient client(*address);
    if (const Status sent = send(client, entities, report); !sent)
        return fail(console, invocation.common, sent.error(), client.daemon_away());
    return finish(console, invocation, report);
}

}  // namespace hearth::cli
