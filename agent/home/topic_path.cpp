#include "home/topic_path.hpp"

namespace hearth {

std::optional<std::string_view> path_below(std::string_view base, std::string_view topic) {
    if (base.ends_with('/')) base.remove_suffix(1);
    if (!topic.starts_with(base) || topic.size() <= base.size() || topic[base.size()] != '/')
        return std::nullopt;
    return topic.substr(base.size() + 1);
}

}  // namespace hearth
