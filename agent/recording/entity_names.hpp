// Entity ids for the sensors of a log: made from their names, valid, and one for each sensor even
// where two names look alike.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace hearth {

// Lower case, runs of anything but letters and digits as one '_', as HA makes object ids; "unnamed"
// if nothing is left. At most 200 characters.
std::string slug(std::string_view name);

class EntityNames {
public:
    // identity: what tells the sensors of the log apart. name: what the id is made of; used as it
    // is when it is an entity_id. The same identity always gets the same id.
    const std::string& entity_id(const std::string& identity, const std::string& name,
                                 const std::string& domain = "binary_sensor");

private:
    std::map<std::string, std::string> by_identity_;
    std::set<std::string> taken_;
};

}  // namespace hearth
