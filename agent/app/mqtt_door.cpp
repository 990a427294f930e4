#include "app/mqtt_door.hpp"

#include "core/hash.hpp"
#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "core/utf8.hpp"

namespace hearth::app {

namespace {

constexpr TimeUs kFresh = kMicrosPerMinute;
constexpr TimeUs kRedelivery = kMicrosPerSecond;   // what the broker has kept comes within this
constexpr std::size_t kMostAtOnce = 30;            // commands, and refusals of more of them …
constexpr TimeUs kWithin = 10 * kMicrosPerSecond;  // … within this time

std::string seconds(TimeUs span) { return std::to_string(span / kMicrosPerSecond) + " s"; }

std::string fingerprint_of(const std::string& name, Json arguments) {
    arguments.erase("id");
    arguments.erase("issued_at");
    return content_key({name, dump_json(arguments)});
}

Json failure(const Error& error) { return {{"code", to_string(error.code)}, {"text", error.text}}; }

}  // namespace

MqttDoor::MqttDoor(const Topics& topics, const commands::CommandRegistry& registry,
                   const Clock& clock, store::CommandStore& store, std::size_t max_message_bytes,
                   Send send)
    : topics_(topics),
      registry_(registry),
      clock_(clock),
      max_message_bytes_(max_message_bytes),
      send_(std::move(send)),
      memory_(store, clock),
      rate_(kMostAtOnce, kWithin),
      refusals_(kMostAtOnce, kWithin) {}

void MqttDoor::on_connected(bool session_kept) {
    maybe_old_until_us_ = session_kept ? clock_.wall_us() + kRedelivery : 0;
}

void MqttDoor::on_command(const InboundMessage& message) {
    Command command;
    const Status readable = read(message, command);
    if (!rate_.admits(clock_.steady_us())) return refuse_flood(command);
    flooded_ = false;
    if (!readable) return refuse(command, readable.error());
    if (const Status fine = check(message, command); !fine) return refuse(command, fine.error());
    run(command);
}

Status MqttDoor::read(const InboundMessage& message, Command& command) const {
    command.name = topics_.command_name(message.topic).value_or("");
    if (message.payload.size() > kMaxCommandBytes)
        return Error{ErrorCode::kTooLarge,
                     "the command has " + std::to_string(message.payload.size()) +
                         " bytes; at most " + std::to_string(kMaxCommandBytes) + " are read"};
    auto arguments = parse_json(message.payload);
    if (!arguments) return arguments.error();
    if (!arguments->is_object())
        return Error{ErrorCode::kInvalid, "a command is a JSON object with an \"id\""};
    command.arguments = std::move(*arguments);
    const std::string id = json_string(command.arguments, "id").value_or("");
    if (!is_reply_id(id))
        return Error{ErrorCode::kInvalid,
                     "a command needs an \"id\": a text of 1 to 64 characters of A-Z, a-z, 0-9 and "
                     "_ . : -"};
    command.id = id;
    if (command.name.empty())
        return Error{ErrorCode::kNotFound,
                     "no such topic: commands are <base>/command/<name>, where the name has 1 to "
                     "64 characters of a-z, 0-9 and _"};
    return {};
}

Status MqttDoor::check(const InboundMessage& message, const Command& command) const {
    if (message.retained)
        return Error{ErrorCode::kRefused,
                     "retained commands are refused: they would run again at every start. Publish "
                     "without retain, and clear the topic with an empty retained message"};
    return check_time(message, command.arguments);
}

Status MqttDoor::check_time(const InboundMessage& message, const Json& arguments) const {
    TimeUs issued = message.received_us;
    if (arguments.contains("issued_at")) {
        const auto time = parse_iso_time(json_string(arguments, "issued_at").value_or(""));
        if (!time) return Error{ErrorCode::kInvalid, "issued_at is no ISO 8601 time"};
        issued = *time;
    } else if (message.received_us < maybe_old_until_us_) {
        return Error{ErrorCode::kRefused,
                     "perhaps stale: the command came right after the connection to the broker, "
                     "which may have kept it, and carries no issued_at that would tell its age. "
                     "Send it again"};
    }
    const TimeUs age = clock_.wall_us() - issued;
    if (age > kFresh)
        return Error{ErrorCode::kRefused, "stale: the command is " + seconds(age) +
                                              " old; at most " + seconds(kFresh) + " are accepted"};
    if (age < -kFresh)
        return Error{ErrorCode::kRefused, "issued_at lies " + seconds(-age) +
                                              " in the future; at most " + seconds(kFresh) +
                                              " are accepted. One of the two clocks is wrong"};
    return {};
}

// Answers to a flood would be a flood of their own.
void MqttDoor::refuse_flood(const Command& command) {
    if (refusals_.admits(clock_.steady_us()))
        return refuse(command, Error{ErrorCode::kRefused,
                                     "too many commands: at most " + std::to_string(kMostAtOnce) +
                                         " within " + seconds(kWithin) + "; wait some seconds"});
    if (!std::exchange(flooded_, true))
        log::warn("a flood of commands: they are not answered until it ends");
}

void MqttDoor::run(const Command& command) {
    const auto* info = registry_.find(command.name);
    if (repeated(command, info && !info->read_only)) return;
    log::info("command name={} id={}", command.name, command.id);
    registry_.run(command.name, command.arguments,
                  [this, command](const Result<Json>& result) { answer(command, result); });
}

bool MqttDoor::repeated(const Command& command, bool keep) {
    const auto seen =
        memory_.meet(command.id, fingerprint_of(command.name, command.arguments), keep);
    if (!seen) {
        refuse(command, seen.error());
        return true;
    }
    using Kind = CommandMemory::Kind;
    if (seen->kind == Kind::kNew) return false;
    log::debug("command repeated name={} id={}", command.name, command.id);
    if (seen->kind == Kind::kOther)
        refuse(command,
               Error{ErrorCode::kConflict, "another command had this id within the last " +
                                               seconds(kCommandMemory) + "; take a new id"});
    else if (seen->kind == Kind::kInterrupted)
        refuse(command, Error{ErrorCode::kConflict,
                              "the command was under way when Hearth ended, and does not run a "
                              "second time; look what came of it, and send it with a new id"});
    else if (seen->kind == Kind::kAnswered) {
        auto reply = parse_json(seen->reply);
        if (!reply) {
            refuse(command, Error{ErrorCode::kConflict,
                                  "the command was answered before, at too great length for the "
                                  "answer to be kept; send it with a new id"});
            return true;
        }
        (*reply)["repeated"] = true;
        send(command, *reply);
    }
    return true;
}

void MqttDoor::answer(const Command& command, const Result<Json>& result) {
    Json reply = {{"id", command.id}, {"command", command.name}, {"ok", result.ok()}};
    if (result)
        reply["result"] = *result;
    else
        reply["error"] = failure(result.error());
    if (const Status kept = memory_.answered(command.id, dump_json(reply)); !kept)
        log::error("the answer to a command is not kept id={} error=\"{}\"", command.id,
                   kept.error().text);
    send(command, reply);
}

void MqttDoor::refuse(const Command& command, const Error& error) const {
    log::warn("command refused name={} id={} reason=\"{}\"", utf8_excerpt(command.name, 200),
              command.id, error.text);
    Json reply = {{"id", Json()}, {"command", Json()}, {"ok", false}, {"error", failure(error)}};
    if (!command.id.empty()) reply["id"] = command.id;
    if (!command.name.empty()) reply["command"] = command.name;
    send(command, reply);
}

void MqttDoor::send(const Command& command, const Json& reply) const {
    const auto own = topics_.reply(command.id);
    const std::string topic = own ? *own : topics_.replies();
    const std::string payload = dump_json(reply);
    if (payload.size() <= max_message_bytes_) return send_(topic, payload);
    const Error error = {ErrorCode::kTooLarge,
                         "the answer has " + std::to_string(payload.size()) + " bytes; at most " +
                             std::to_string(max_message_bytes_) +
                             " go over MQTT (mqtt.max_message_bytes). Ask for less, or ask over "
                             "HTTP"};
    send_(topic, dump_json(Json{{"id", command.id},
                                {"command", command.name},
                                {"ok", false},
                                {"error", failure(error)}}));
}

}  // namespace hearth::app
