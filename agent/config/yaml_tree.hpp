// A YAML document as a plain tree with line numbers: the only place that knows yaml-cpp.
//
// Takes the part of YAML that settings need and refuses the rest: anchors and aliases (with which a
// small file can unfold to gigabytes), tags, several documents, keys that are not plain text,
// nesting over 16 levels, control characters. Repeated keys are kept, for the reader to report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::config {

struct YamlMember;

struct YamlNode {
    enum class Kind { kNull, kScalar, kList, kMap };
    Kind kind = Kind::kNull;
    std::string text;                 // scalar: its characters
    bool quoted = false;              // scalar: was quoted, and so is text whatever it looks like
    int line = 1;                     // counts from 1
    std::vector<YamlNode> items;      // list
    std::vector<YamlMember> members;  // map, in the order of the file
};

struct YamlMember {
    std::string key;
    int line = 1;
    YamlNode value;
};

struct YamlDocument {
    YamlNode root;      // kNull for an empty file
    std::string error;  // empty: root is valid
    int error_line = 1;
};

// Never throws.
YamlDocument parse_yaml(std::string_view text);

}  // namespace hearth::config
