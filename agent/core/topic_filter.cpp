#include "core/topic_filter.hpp"

#include "core/utf8.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxTopicBytes = 65535;

bool is_topic_text(std::string_view text) {
    return !text.empty() && text.size() <= kMaxTopicBytes &&
           text.find('\0') == std::string_view::npos && is_utf8(text);
}

// Takes the first level off and returns it; `more` tells whether another one follows.
std::string_view take_level(std::string_view& rest, bool& more) {
    const auto slash = rest.find('/');
    more = slash != std::string_view::npos;
    const std::string_view level = rest.substr(0, slash);
    rest.remove_prefix(more ? slash + 1 : rest.size());
    return level;
}

}  // namespace

bool is_topic_name(std::string_view topic) {
    return is_topic_text(topic) && topic.find_first_of("+#") == std::string_view::npos;
}

bool is_topic_filter(std::string_view filter) {
    if (!is_topic_text(filter)) return false;
    for (bool more = true; more;) {
        const std::string_view level = take_level(filter, more);
        if (level.find_first_of("+#") == std::string_view::npos) continue;
        if (level.size() != 1 || (level == "#" && more)) return false;
    }
    return true;
}

bool topic_matches(std::string_view filter, std::string_view topic) {
    if (topic.starts_with('$') && (filter.starts_with('+') || filter.starts_with('#')))
        return false;
    for (bool more_filter = true, more_topic = true;;) {
        const std::string_view wanted = take_level(filter, more_filter);
        if (wanted == "#") return true;
        const std::string_view level = take_level(topic, more_topic);
        if (wanted != "+" && wanted != level) return false;
        if (!more_topic) return !more_filter || filter == "#";
        if (!more_filter) return false;
    }
}

}  // namespace hearth
