// MQTT topic filters: `+` stands for one level, `#` at the end for all that follow
// (MQTT 3.1.1, section 4.7).
#pragma once

#include <string_view>

namespace hearth {

// Not empty, at most 65535 bytes of UTF-8 without NUL, wildcards only where MQTT allows them.
bool is_topic_filter(std::string_view filter);

// The same without any wildcard: a topic that can be published to.
bool is_topic_name(std::string_view topic);

// True when the filter selects the topic. Topics that begin with '$' are not selected by a filter
// that begins with a wildcard. Precondition: is_topic_filter(filter).
bool topic_matches(std::string_view filter, std::string_view topic);

}  // namespace hearth
