// Names for Home Assistant, derived from the client id and the names of models. Pure.
#pragma once

#include <string>
#include <string_view>

namespace hearth::discovery {

// The client id with the characters that a discovery topic may have: [A-Za-z0-9_-]. "hearth" when
// nothing of it can be used.
std::string device_id(std::string_view client_id);

// The same as part of an entity id: [a-z0-9_], no '_' at either end.
std::string entity_slug(std::string_view text);

// "Pattern detection" of "pattern_detection".
std::string title_of(std::string_view model);

// At most 255 characters, which is what a state may have; cut text ends with "…".
std::string state_text(std::string_view text);

}  // namespace hearth::discovery
