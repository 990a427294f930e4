#include "recording/action_log.hpp"

#include <sstream>
#include <utility>
#include <vector>

namespace hearth {

namespace {
constexpr std::size_t kFields = 6;

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(std::move(word));
    return words;
}
}  // namespace

bool is_action_row(const std::string& line) {
    const auto words = words_of(line);
    return words.size() == kFields && read_wall_time(words[0] + " " + words[1]).ok();
}

Status read_action_log(LineSource& lines, LogBuilder& builder) {
    std::string line;
    for (;;) {
        const auto more = lines.next(line);
        if (!more) return more.error();
        if (!*more) return {};
        const auto words = words_of(line);
        if (words.empty()) continue;
        if (words.size() != kFields)
            return lines.error("found " + std::to_string(words.size()) +
                               " words where 6 were expected (date time sensor action state "
                               "activity)");
        if (Status ok = builder.count_row(); !ok) return ok;
        const auto time = read_wall_time(words[0] + " " + words[1]);
        if (!time) return lines.error(time.error().text);
        std::string objection = objection_to_text("action", words[3]);
        if (objection.empty()) objection = objection_to_text("state", words[4]);
        if (!objection.empty()) return lines.error(objection);
        LogEvent event;
        event.local_us = *time;
        event.sensor = words[3];
        event.entity_id = builder.names().entity_id(words[3], words[3]);
        event.state = normal_state(words[4]);
        builder.add(std::move(event));
    }
}

}  // namespace hearth
