// import_entities: which device and area an entity belongs to, which no message of the home says.
#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "core/utf8.hpp"
#include "domain/state_change.hpp"
#include "store/transaction.hpp"

namespace hearth::commands {

namespace {

constexpr std::size_t kMostEntities = 500;  // of one call: some milliseconds
constexpr std::size_t kLongestText = 200;

std::string short_text(const Json& entry, const char* key) {
    return utf8_excerpt(json_string(entry, key).value_or(""), kLongestText);
}

// Only what Hearth hears of is described: of the rest it can neither learn nor propose anything.
Result<bool> describe(const AgentContext& agent, const Json& entry) {
    const std::string id = json_string(entry, "entity_id").value_or("");
    if (!is_entity_id(id))
        return Error{ErrorCode::kInvalid, "'entities' has an entry without an entity_id"};
    const auto known = agent.store.entities().entity(id);
    if (!known) return known.error();
    if (!*known || (*known)->removed_us > 0) return false;
    const store::EntityDescription description{
        short_text(entry, "area"), short_text(entry, "device"), short_text(entry, "unique_id")};
    if (Status done =
            agent.store.entities().describe_entity(id, description, (*known)->last_seen_us);
        !done)
        return done.error();
    return true;
}

Result<Json> import_entities(const AgentContext& agent, const Json& arguments) {
    const auto entities = arguments.find("entities");
    if (entities == arguments.end() || !entities->is_array())
        return Error{ErrorCode::kInvalid, "'entities' is a list of {entity_id, area, device}"};
    if (entities->size() > kMostEntities)
        return Error{ErrorCode::kTooLarge, "at most " + std::to_string(kMostEntities) +
                                               " entities at a time: send the rest after them"};
    auto transaction = store::Transaction::begin(agent.store.database());
    if (!transaction) return transaction.error();
    std::int64_t described = 0;
    for (const Json& entry : *entities) {
        const auto done = describe(agent, entry);
        if (!done) return done.error();
        described += *done ? 1 : 0;
    }
    if (Status committed = transaction->commit(); !committed) return committed.error();
    return Json{{"described", described},
                {"unknown", static_cast<std::int64_t>(entities->size()) - described}};
}

}  // namespace

void add_entity_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add({"import_entities",
                  "tell which device and area entities belong to",
                  false,
                  {{"entities", "array", true,
                    "up to 500 of {entity_id, area, device, unique_id}; names, not ids"}}},
                 at_once(agent, import_entities));
}

}  // namespace hearth::commands
