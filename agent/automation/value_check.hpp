// Checks single values of an automation's YAML: texts, times, entities, states, … For the
// validator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "automation/schema_tables.hpp"
#include "automation/validator.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::automation {

class ValueCheck {
public:
    ValueCheck(std::vector<Problem>& problems, const EntityCatalogue* catalogue)
        : problems_(problems), catalogue_(catalogue) {}

    // False: not one of the types of values.
    bool check(const YamlNode& node, const std::string& path, const KeyRule& rule);

    void complain(const YamlNode& node, const std::string& path, const std::string& text);

    // Only Home Assistant knows it: a tag (!secret, !input), or text with a template in it.
    static bool is_open(const YamlNode& node);
    static bool is_null(const YamlNode& node);

    void text(const YamlNode& node, const std::string& path);
    void boolean(const YamlNode& node, const std::string& path);
    void number(const YamlNode& node, const std::string& path, std::optional<double> minimum,
                std::optional<double> maximum, bool whole);
    void duration(const YamlNode& node, const std::string& path);
    void mapping(const YamlNode& node, const std::string& path);
    void word(const YamlNode& node, const std::string& path,
              const std::vector<std::string_view>& words);
    // domain: empty, or the only one that is right. templates: allowed here.
    void entity(const YamlNode& node, const std::string& path, std::string_view domain,
                bool templates);
    // One, a list, or several with commas.
    void entities(const YamlNode& node, const std::string& path, bool templates);
    // Are the states of `node` states of the entities? Text of other kinds was complained about.
    void states_of(const YamlNode& node, const std::string& path, const YamlNode& entities);

private:
    using Each = void (ValueCheck::*)(const YamlNode&, const std::string&);
    void one_or_list(const YamlNode& node, const std::string& path, Each each);
    void entity_id(const YamlNode& node, const std::string& id, const std::string& path,
                   std::string_view domain);
    void state_word(const YamlNode& node, const std::string& path, const std::string& entity);
    void states(const YamlNode& node, const std::string& path);
    void bound(const YamlNode& node, const std::string& path);
    void moment(const YamlNode& node, const std::string& path);
    void start_moment(const YamlNode& node, const std::string& path);
    void weekday(const YamlNode& node, const std::string& path);
    void pattern(const YamlNode& node, const std::string& path, int end);

    std::vector<Problem>& problems_;
    const EntityCatalogue* catalogue_;
};

// "light.hall, light.door" or a list of such: the single ids, as far as they are text.
std::vector<std::string> entity_ids_of(const YamlNode& node);

}  // namespace hearth::automation
