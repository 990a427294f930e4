// What the common domains of Home Assistant offer: their services with the data that these take,
// and the states of their entities. One table, as data; the validator and the signature read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::automation {

enum class TargetNeed { kRequired, kOptional, kNone };

struct ServiceRow {
    std::string_view domain;
    std::string_view name;
    TargetNeed target = TargetNeed::kRequired;
    // The state that it leads to, for comparing what automations do: a word; "=option": what this
    // field of the data says; "@temperature": no state, but this field matters. Empty: neither.
    std::string_view becomes;
    // The data: "brightness: integer 0..255; value*: any; flash: word short long", where * marks
    // what is required. See FieldRule for the types.
    std::string_view fields;
    // What of the data must be there: "temperature | target_temp_high + target_temp_low".
    std::string_view needs{};
};

// The row of a service; nullptr for one that the table does not have.
const ServiceRow* find_service(std::string_view domain, std::string_view name);
// The services of a domain, in the order of the table; empty for a domain of which the table does
// not have all, so that another one is no mistake.
std::vector<std::string_view> all_services_of(std::string_view domain);

struct FieldRule {
    enum class Type {
        kAny,
        kText,
        kInteger,
        kNumber,
        kBoolean,
        kWord,
        kNumbers,
        kDuration,
        kMapping
    };
    std::string_view name;
    bool required = false;
    Type type = Type::kAny;
    std::optional<double> minimum{}, maximum{};  // numbers
    std::size_t count = 0;                       // kNumbers: how many
    std::vector<std::string_view> words{};       // kWord
};

std::vector<FieldRule> fields_of(const ServiceRow& service);
// The alternatives of `needs`, each the fields that must be there together.
std::vector<std::vector<std::string_view>> needs_of(const ServiceRow& service);

// The states that entities of a domain can have, beside unknown and unavailable. Empty: any text
// (sensors, selects, …) or a number.
std::vector<std::string_view> states_of_domain(std::string_view domain);
// Is the state a number in this domain?
bool is_numeric_domain(std::string_view domain);
// Does Home Assistant have entities of this domain at all, as far as the table knows?
bool is_known_domain(std::string_view domain);

}  // namespace hearth::automation
