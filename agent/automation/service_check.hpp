// Checks the call of a service: does the domain have it, is the target one that it takes, is its
// data complete and within range. For the validator.
#pragma once

#include <string>

#include "automation/value_check.hpp"
#include "yaml/yaml_tree.hpp"

namespace hearth::automation {

struct ServiceRow;

class ServiceCheck {
public:
    explicit ServiceCheck(ValueCheck& values) : values_(values) {}

    // `action`: the whole mapping; `key`: "action" or "service".
    void check(const YamlNode& action, const std::string& path, std::string_view key);

private:
    // What a call has been found to aim at.
    struct Aim {
        bool any = false;
    };
    void target(const YamlNode& mapping, const std::string& path, const ServiceRow* row, Aim& aim,
                bool is_data);
    void entities(const YamlNode& node, const std::string& path, const ServiceRow* row);
    void data(const YamlNode& mapping, const std::string& path, const std::string& service,
              const ServiceRow& row);
    void field(const YamlNode& node, const std::string& path, const struct FieldRule& rule);

    ValueCheck& values_;
};

}  // namespace hearth::automation
