#include "domain/topic_mapping.hpp"

#include <algorithm>
#include <vector>

#include "core/topic_filter.hpp"
#include "domain/slug.hpp"

namespace hearth {

namespace {

constexpr std::size_t kMaxStateBytes = 255;

std::vector<std::string_view> levels_of(std::string_view topic) {
    std::vector<std::string_view> out;
    for (;;) {
        const auto slash = topic.find('/');
        out.push_back(topic.substr(0, slash));
        if (slash == std::string_view::npos) return out;
        topic.remove_prefix(slash + 1);
    }
}

// The template with the nth of `words` in place of {n}; nothing when it asks for one that is not
// there, or for anything else in braces.
std::optional<std::string> filled(std::string_view text, const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '}') return std::nullopt;
        if (text[at] != '{') {
            out.push_back(text[at]);
            continue;
        }
        const std::size_t number = at + 2 < text.size() && text[at + 2] == '}'
                                       ? static_cast<std::size_t>(text[at + 1] - '0')
                                       : 0;
        if (number < 1 || number > words.size() || number > 9) return std::nullopt;
        out += words[number - 1];
        at += 2;
    }
    return out;
}

// RFC 6901: "" or "/a/0", where ~ is written ~0 and / ~1.
bool is_json_pointer(std::string_view text) {
    if (!text.empty() && text.front() != '/') return false;
    for (std::size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1))
        if (at + 1 >= text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
    return true;
}

std::vector<std::string> wild_levels(const SourceConfig& source, std::string_view topic) {
    const auto wanted = levels_of(source.topic), found = levels_of(topic);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < wanted.size() && i < found.size(); ++i)
        if (wanted[i] == "+") out.push_back(slug(found[i]));
    return out;
}

std::optional<std::string> entity_objection(const SourceConfig& source) {
    const auto levels = levels_of(source.topic);
    const std::vector<std::string> examples(
        static_cast<std::size_t>(std::count(levels.begin(), levels.end(), "+")), "x");
    const auto example = filled(source.mapping.entity_id, examples);
    if (!example)
        return "found '" + source.mapping.entity_id +
               "'; allowed in braces: the number of a + in the topic, such as {1} for the first "
               "(it "
               "has " +
               std::to_string(examples.size()) + ")";
    if (!is_entity_id(*example))
        return "found '" + source.mapping.entity_id +
               "'; allowed: an entity id, in which {1} stands for the first + of the topic, such "
               "as sensor.{1}_power";
    return std::nullopt;
}

std::optional<std::string> values_objection(const Json& values) {
    if (!values.is_object()) return "allowed: a section of what is found and what it means";
    for (const auto& [found, state] : values.items())
        if (!state.is_string() || state.get_ref<const std::string&>().size() > kMaxStateBytes)
            return "'" + found +
                   "' does not have a state as text of at most 255 bytes (true, false and numbers "
                   "need quotes)";
    return std::nullopt;
}

}  // namespace

std::optional<MappingFault> find_mapping_fault(const SourceConfig& source) {
    if (!is_topic_filter(source.topic) || source.topic.find('#') != std::string::npos)
        return MappingFault{"topic", "found '" + source.topic +
                                         "'; allowed for mapped: a topic, in which + may fill "
                                         "whole levels, without #"};
    if (auto text = entity_objection(source)) return MappingFault{"entity_id", *std::move(text)};
    for (const auto& [key, pointer] :
         {std::pair{"state", &source.mapping.state}, std::pair{"time", &source.mapping.time}})
        if (!is_json_pointer(*pointer))
            return MappingFault{key, "found '" + *pointer +
                                         "'; allowed: a JSON pointer such as /ENERGY/Power, in "
                                         "which ~ is written ~0, and / within a name ~1"};
    if (!source.mapping.time.empty() && source.mapping.state.empty())
        return MappingFault{"time", "needs state, too: without it the whole payload is the state"};
    if (auto text = values_objection(source.mapping.values))
        return MappingFault{"values", *std::move(text)};
    return std::nullopt;
}

std::string mapped_entity_id(const SourceConfig& source, std::string_view topic) {
    return filled(source.mapping.entity_id, wild_levels(source, topic)).value_or("");
}

}  // namespace hearth
