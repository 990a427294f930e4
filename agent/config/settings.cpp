#include "config/settings.hpp"

namespace hearth::config {

const char* to_string(Durability durability) {
    return durability == Durability::kFull ? "full" : "normal";
}

}  // namespace hearth::config
