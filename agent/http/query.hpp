// Request targets: path and query of a URL, decoded strictly, and the query's text turned into the
// types that a command declares. Pure; everything that comes in is hostile.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/command_registry.hpp"
#include "core/result.hpp"

namespace hearth::http {

using QueryFields = std::vector<std::pair<std::string, std::string>>;

struct Target {
    std::string path;  // decoded, begins with '/'
    QueryFields query;
};

// Undoes %XX (and '+' for a blank in a query). kInvalid for a broken escape, and when the outcome
// is not UTF-8 or has control characters.
Result<std::string> percent_decode(std::string_view text, bool plus_is_blank);

// kInvalid for a target that does not begin with '/', a broken escape, an encoded '/', a "." or
// ".." segment, or more than 64 query fields.
Result<Target> parse_target(std::string_view target);

// {"limit": 5, …} from limit=5&…: by the declared types ("integer", "number", "boolean", else
// text). kInvalid when a value is not of the type or a field occurs twice. Names that the command
// does not declare stay text, for the registry to refuse.
Result<Json> arguments_from_query(const QueryFields& query, const commands::CommandInfo& command);

}  // namespace hearth::http
