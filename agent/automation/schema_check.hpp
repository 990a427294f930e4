// Checks the structure of an automation's YAML: which keys stand where, and what is below them. For
// the validator; the depth of nesting is that of the parsed text, which is bounded.
#pragma once

#include <string>

#include "automation/schema_tables.hpp"
#include "automation/service_check.hpp"
#include "automation/value_check.hpp"

namespace hearth::automation {

class SchemaCheck {
public:
    explicit SchemaCheck(ValueCheck& values) : values_(values), services_(values) {}

    void automation(const YamlNode& node, const std::string& path);

private:
    using Part = void (SchemaCheck::*)(const YamlNode&, const std::string&);

    void list(const YamlNode& node, const std::string& path, Part part);
    void trigger(const YamlNode& node, const std::string& path);
    void condition(const YamlNode& node, const std::string& path);
    void shorthand(const YamlNode& node, const std::string& path, std::string_view word);
    void action(const YamlNode& node, const std::string& path);
    void branch(const YamlNode& node, const std::string& path);
    void repeat(const YamlNode& node, const std::string& path);
    void blueprint(const YamlNode& node, const std::string& path);

    // The members of a mapping against the rules of its kind and the keys that all of its sort
    // have.
    void keys(const YamlNode& node, const std::string& path, const KindRow& row,
              std::string_view common);
    void value(const YamlNode& node, const std::string& path, const KeyRule& rule);
    void target_options(const YamlNode& node, const std::string& path, std::string_view common);
    void bounds(const YamlNode& node, const std::string& path);
    void states(const YamlNode& node, const std::string& path);
    // Of two spellings the one that is there; both is a complaint.
    std::string_view spelling(const YamlNode& node, const std::string& path, std::string_view now,
                              std::string_view before);
    bool is_mapping(const YamlNode& node, const std::string& path, const char* what);

    ValueCheck& values_;
    ServiceCheck services_;
};

}  // namespace hearth::automation
