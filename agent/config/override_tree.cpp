#include "config/override_tree.hpp"

namespace hearth::config {

YamlDocument override_value(const std::string& text) {
    if (!text.empty() && std::string("[{\"'").find(text.front()) != std::string::npos)
        return parse_yaml(text);
    YamlDocument out;
    out.root.kind = YamlNode::Kind::kScalar;
    out.root.text = text;
    return out;
}

YamlNode nested(const std::string& key, YamlNode value) {
    std::size_t end = key.size();
    for (;;) {
        const std::size_t dot = end == 0 ? std::string::npos : key.rfind('.', end - 1);
        const std::size_t begin = dot == std::string::npos ? 0 : dot + 1;
        YamlNode map;
        map.kind = YamlNode::Kind::kMap;
        map.members.push_back({key.substr(begin, end - begin), 1, std::move(value)});
        if (begin == 0) return map;
        value = std::move(map);
        end = dot;
    }
}

}  // namespace hearth::config
