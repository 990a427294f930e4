#include "home/moment.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/iso_time.hpp"

namespace hearth {

bool is_moment_domain(const std::string& domain) {
    static constexpr std::string_view kDomains[] = {"button", "input_button", "scene",
                                                    "event",  "image",        "conversation",
                                                    "stt",    "tts",          "notify"};
    return std::find(std::begin(kDomains), std::end(kDomains), domain) != std::end(kDomains);
}

Fact as_moment(Fact fact, const InboundMessage& message) {
    const bool over = fact.state.empty() || fact.state == "unknown";
    if (over || message.retained) {
        Fact ignored =
            ignored_fact(fact.source, over ? "no_action" : "retained_action",
                         over ? "nothing happens: the end of an action, or none yet"
                              : "the broker kept it from before: nothing that happens now");
        ignored.entity_id = std::move(fact.entity_id);
        return ignored;
    }
    if (!fact.attributes.is_object()) fact.attributes = Json::object();
    fact.changed_us = fact.updated_us.value_or(message.received_us);
    fact.attributes["event_type"] = std::exchange(fact.state, format_iso_time(*fact.changed_us));
    return fact;
}

}  // namespace hearth
