// interpret: how a message would be understood. Works without a daemon.
#include <algorithm>
#include <array>
#include <iostream>
#include <memory>

#include "cli/command_line.hpp"
#include "cli/configuration.hpp"
#include "cli/interpretation.hpp"
#include "cli/verbs.hpp"
#include "core/clock.hpp"
#include "core/topic_filter.hpp"

namespace hearth::cli {

namespace {

// Enough for any message that is read, and a little more to say that it is too large.
constexpr std::size_t kMaxInput = 8 * 1024 * 1024;
constexpr const char* kAuto = "auto";

struct InterpretArguments {
    std::string topic;
    bool retained = false;
    std::string source = kAuto;
    ConfigurationArguments configuration;
};

Result<std::string> read_payload(std::istream& in) {
    std::string out;
    std::array<char, 65536> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
        out.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
        if (out.size() > kMaxInput)
            return Error{ErrorCode::kTooLarge,
                         "the payload on standard input is larger than 8 MiB"};
    }
    // echo and mosquitto_sub end what they print with a line end that is no part of the payload.
    if (out.ends_with('\n')) out.pop_back();
    return out;
}

std::optional<SourceKind> source_of(const std::string& word) {
    const auto kinds = all_source_kinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](SourceKind kind) { return word == to_string(kind); });
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

std::vector<std::string> source_words() {
    std::vector<std::string> out{kAuto};
    for (const SourceKind kind : all_source_kinds()) out.emplace_back(to_string(kind));
    return out;
}

int interpret_input(const Console& console, const CommonOptions& common,
                    const InterpretArguments& arguments) {
    const auto settings = load_configuration(arguments.configuration);
    if (!settings) return fail(console, common, settings.error());
    auto payload = read_payload(std::cin);
    if (!payload) return fail(console, common, payload.error());
    InboundMessage message;
    message.topic = arguments.topic;
    message.payload = std::move(*payload);
    message.retained = arguments.retained;
    message.received_us = SystemClock().wall_us();
    const Interpretation result =
        interpret(settings->settings, message, source_of(arguments.source));
    console.out << (common.json ? interpretation_json(result)
                                : interpretation_text(result, console.style))
                << std::flush;
    return result.quarantined() ? kFailed : kSuccess;
}

}  // namespace

void add_interpret_verb(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<InterpretArguments>();
    CLI::App* verb = add_verb(app, invocation, "interpret",
                              "How would this message be understood? The payload comes on standard "
                              "input; no daemon needed");
    verb->add_option("--topic", arguments->topic, "Topic of the message")
        ->required()
        ->check([](const std::string& text) -> std::string {
            return is_topic_name(text) ? ""
                                       : "no message can have this topic: it holds + or #, or "
                                         "nothing";
        });
    verb->add_flag("--retained", arguments->retained,
                   "The broker kept the message: a snapshot, nothing that happens now");
    verb->add_option("--source", arguments->source,
                     "Read it as this source's, whatever its topic is (default: auto)")
        ->check(CLI::IsMember(source_words()));
    add_configuration_options(*verb, arguments->configuration);
    verb->footer(
        "Prints one fact for each thing that the message says; with --json one object a line.\n"
        "One line end at the end of the input is not part of the payload.\n"
        "Exit code: 0 understood or ignored, 1 something in it is broken (quarantined).\n"
        "\n"
        "  echo on | hearth interpret --topic ha_state/light/kitchen/state");
    verb->callback([&invocation, arguments] {
        invocation.action = [&invocation, arguments](const Console& console) {
            return interpret_input(console, invocation.common, *arguments);
        };
    });
}

}  // namespace hearth::cli
