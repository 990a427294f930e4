#include "automation/yaml_writer.hpp"

#include "automation/tree_json.hpp"
#include "yaml/yaml_text.hpp"

namespace hearth::automation {

std::string to_yaml(const Automation& automation) { return yaml_text(to_json(automation)); }

std::string to_yaml(const std::vector<Automation>& automations) {
    OrderedJson list = OrderedJson::array();
    for (const Automation& automation : automations) list.push_back(to_json(automation));
    return yaml_text(list);
}

}  // namespace hearth::automation
