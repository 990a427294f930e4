// KnownAutomations: the automations that Home Assistant has, as far as Hearth knows: imported from
// automations.yaml, or seen in the event stream. What they do is kept as JSON text; this room does
// not read it.
//
// Loop thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "store/database.hpp"

namespace hearth::store {

struct KnownAutomation {
    std::int64_t id = 0;    // of the row; 0: not stored yet
    std::string source;     // "import" or "seen"
    std::string config_id;  // its id in automations.yaml; empty: none, or unknown
    std::string entity_id;  // automation.…; empty: unknown
    std::string alias;
    std::string signature_key;
    std::string signature;     // JSON
    std::string tree;          // JSON; empty where it was only seen
    std::string trigger_text;  // what started the last run, in Home Assistant's words
    std::int64_t runs = 0;
    TimeUs first_us = 0, last_us = 0;
    TimeUs last_run_us = 0;  // when the message of the last counted run came
    TimeUs imported_us = 0;  // by which import it was given; 0: by none
};

class KnownAutomations {
public:
    // So many at most are kept; others are refused (kTooLarge), since names come from outside.
    static constexpr std::int64_t kMost = 10'000;

    explicit KnownAutomations(Database& database) : database_(database) {}

    // By alias, at most `limit`; without their trees, which are most of the bytes.
    Result<std::vector<KnownAutomation>> list(std::int64_t limit = kMost);
    // The JSON of an automation; empty where it was only seen. kNotFound.
    Result<std::string> tree_of(std::int64_t id);
    Result<std::optional<KnownAutomation>> of_entity(const std::string& entity_id);
    // The imported one without an entity that has this id, or else this alias (empty: unknown).
    Result<std::optional<KnownAutomation>> imported(const std::string& config_id,
                                                    const std::string& alias);
    // Inserts it (id 0; sets the id) or writes it over. kTooLarge over kMost.
    Status save(KnownAutomation& automation);
    Status remove(std::int64_t id);

    // A piece of an import. Entity and runs of what was known before are kept, and what was only
    // seen under the alias of an imported one becomes one with it. Imports from before `since` go
    // (0: none go, since further pieces follow). One transaction.
    Status import(std::vector<KnownAutomation> imported, TimeUs since);

    // Those that are the entity or mention it; and with a period, those seen in it only. Returns
    // how many there were. Inside the caller's transaction.
    Result<std::int64_t> forget_entity(const std::string& entity_id);
    Result<std::int64_t> forget_period(TimeUs from_us, TimeUs to_us);

private:
    Result<std::optional<KnownAutomation>> first(Statement& rows);
    Status take_over(KnownAutomation& now);

    Database& database_;
};

// Does a JSON text speak of the entity? Whole ids only: "light.hall" is not in "light.hall_2".
bool mentions_entity(std::string_view json, std::string_view entity_id);

}  // namespace hearth::store
