// Entity ids for the sensors of a log: made from their names, valid, and one for each sensor even
// where two names look alike.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace hearth {

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
