#include "app/mqtt_door.hpp"

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "core/utf8.hpp"

namespace hearth::app {

namespace {

constexpr TimeUs kFresh = 60 * kMicrosPerSecond;
constexpr std::size_t kMostAtOnce = 30;            // commands …
constexpr TimeUs kWithin = 10 * kMicrosPerSecond;  // … within this time

}  // namespace

void MqttDoor::on_command(const InboundMessage& message) {
    const auto name = topics_.command_name(message.topic);
    const auto arguments = read(message);
    const std::string id = arguments ? json_string(*arguments, "id").value_or("") : "";
    if (!name || !arguments || !is_reply_id(id)) {
        // Without an id there is nowhere to answer.
        return log::warn("command refused topic={} reason=\"{}\"", utf8_excerpt(message.topic, 200),
                         !name        ? "no such topic: commands are <base>/command/<name>"
                         : !arguments ? arguments.error().text
                                      : "it needs an \"id\" of 1 to 64 letters, digits or _.:-");
    }
    if (too_frequent())
        return answer(id, *name,
                      Error{ErrorCode::kRefused, "too many commands; wait some seconds"});
    if (const Status fresh = check_freshness(message, *arguments); !fresh)
        return answer(id, *name, fresh.error());
    log::info("command name={} id={}", *name, id);
    registry_.run(*name, *arguments, [this, id, command = *name](const Result<Json>& result) {
        answer(id, command, result);
    });
}

Result<Json> MqttDoor::read(const InboundMessage& message) const {
    auto arguments = parse_json(message.payload);
    if (arguments && !arguments->is_object())
        return Error{ErrorCode::kInvalid, "a command is a JSON object"};
    return arguments;
}

Status MqttDoor::check_freshness(const InboundMessage& message, const Json& arguments) const {
    if (message.retained)
        return Error{ErrorCode::kRefused,
                     "retained commands are refused: they would run again at every start. Publish "
                     "without retain, and "
                     "clear the topic with an empty retained message"};
    TimeUs issued = message.received_us;
    if (const auto text = json_string(arguments, "issued_at")) {
        const auto time = parse_iso_time(*text);
        if (!time) return Error{ErrorCode::kInvalid, "issued_at is no ISO 8601 time"};
        issued = *time;
    }
    const TimeUs age = clock_.wall_us() - issued;
    if (age <= kFresh) return {};
    return Error{ErrorCode::kRefused,
                 "stale: the command is " + std::to_string(age / kMicrosPerSecond) +
                     " s old; at most " + std::to_string(kFresh / kMicrosPerSecond) +
                     " s are accepted"};
}

bool MqttDoor::too_frequent() {
    const TimeUs now = clock_.steady_us();
    while (!recent_.empty() && now - recent_.front() > kWithin) recent_.pop_front();
    if (recent_.size() >= kMostAtOnce) return true;
    recent_.push_back(now);
    return false;
}

void MqttDoor::answer(const std::string& id, const std::string& command,
                      const Result<Json>& result) const {
    Json reply = {{"id", id}, {"command", command}, {"ok", result.ok()}};
    if (result)
        reply["result"] = *result;
    else
        reply["error"] = {{"code", to_string(result.error().code)}, {"text", result.error().text}};
    if (const auto topic = topics_.reply(id)) send_(*topic, dump_json(reply));
}

}  // namespace hearth::app
