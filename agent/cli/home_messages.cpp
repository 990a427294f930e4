#include "cli/home_messages.hpp"

#include <iterator>
#include <utility>

namespace hearth::cli {

namespace {

std::vector<HaMessage> messages_in(const HomeEvent& event, const HomeFormat& format) {
    switch (format.format) {
        case HaFormat::kStatestream: {
            StatestreamOptions options;
            if (!format.topic.empty()) options.base_topic = format.topic;
            return statestream_messages(event, options);
        }
        case HaFormat::kEventstream:
            return {format.topic.empty() ? eventstream_message(event)
                                         : eventstream_message(event, format.topic)};
        case HaFormat::kPlainJson:
            return {format.topic.empty() ? plain_json_message(event)
                                         : plain_json_message(event, format.topic)};
    }
    return {};
}

}  // namespace

std::vector<HaMessage> home_messages(const HomeEvent& event,
                                     const std::vector<HomeFormat>& formats) {
    std::vector<HaMessage> out;
    for (const HomeFormat& format : formats) {
        auto messages = messages_in(event, format);
        out.insert(out.end(), std::make_move_iterator(messages.begin()),
                   std::make_move_iterator(messages.end()));
    }
    for (HaMessage& message : out) message.qos = 1;
    return out;
}

}  // namespace hearth::cli
