// A YAML document as a plain tree with line numbers: the only place that knows yaml-cpp.
//
// Takes one document of bounded depth and size. What settings do not need is refused unless the
// rules allow it: anchors and aliases (with which a small file can unfold to gigabytes) and tags.
// Always refused: several documents, keys that are not plain text, control characters. Repeated
// keys are kept, for the reader to report.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

struct YamlMember;

struct YamlNode {
    enum class Kind { kNull, kScalar, kList, kMap };
    Kind kind = Kind::kNull;
    std::string text;                 // scalar: its characters
    std::string tag;                  // such as "!secret"; empty unless the rules allow tags
    bool quoted = false;              // scalar: was quoted, and so is text whatever it looks like
    int line = 1;                     // counts from 1
    std::vector<YamlNode> items;      // list
    std::vector<YamlMember> members;  // map, in the order of the file
};

struct YamlMember {
    std::string key;
    int line = 1;
    YamlNode value;
    bool key_quoted = false;
};

// The defaults are those of settings.
struct YamlRules {
    std::size_t max_depth = 16;
    std::size_t max_nodes = 200'000;                // aliases unfolded
    std::size_t max_text_bytes = 16 * 1024 * 1024;  // of all scalars, aliases unfolded
    bool tags = false;                              // "!secret name" is kept with its tag
    bool aliases = false;                           // unfolded, and "<<: *name" merged
};

struct YamlDocument {
    YamlNode root;      // kNull for an empty file
    std::string error;  // empty: root is valid
    int error_line = 1;
};

// Never throws. Any thread.
YamlDocument parse_yaml(std::string_view text, const YamlRules& rules = {});

// The member of a map, the last one where the key is repeated; nullptr: none, or not a map.
const YamlNode* yaml_member(const YamlNode& map, std::string_view key);

}  // namespace hearth
