#include "cli/interpretation.hpp"

#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>

using namespace hearth;
using namespace hearth::cli;

namespace {

InboundMessage message(std::string topic, std::string payload) {
    InboundMessage out;
    out.topic = std::move(topic);
    out.payload = std::move(payload);
    out.received_us = 1'741'529'108'000'000;  // 2025-03-09T14:05:08 UTC
    return out;
}

std::string json_of(const std::string& topic, const std::string& payload,
                    std::optional<SourceKind> source = {}) {
    return interpretation_json(interpret({}, message(topic, payload), source));
}

bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Outcome {
    int code = -1;
    std::string out;
};

// Of the real program.
Outcome run(const std::string& arguments, const std::string& payload) {
    const std::string command = "printf '" + payload +
                                "' | " HEARTH_BINARY_DIR "/bin/hearth interpret " + arguments +
                                " 2>&1";
    Outcome out;
    FILE* pipe = ::popen(command.c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    char buffer[256];
    while (std::fgets(buffer, sizeof(buffer), pipe) != nullptr) out.out += buffer;
    const int status = ::pclose(pipe);
    out.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interpretation)

BOOST_AUTO_TEST_CASE(a_configured_source_reads_its_own) {
    BOOST_TEST(json_of("ha_state/light/x/state", "on") ==
               R"({"entity_id":"light.x","kind":"state","origin":"unknown",)"
               R"("source":"statestream","state":"on"})"
               "\n");
    // Digit for digit, beyond 64 bits.
    BOOST_TEST(mentions(json_of("ha_state/light/x/big", "123456789012345678901"),
                        R"("value":123456789012345678901})"));
    BOOST_TEST(mentions(json_of("homeassistant/status", "online"), R"("kind":"availability")"));
}

BOOST_AUTO_TEST_CASE(a_guess_is_marked_as_one) {
    const auto guess =
        interpret({}, message("my/topic", R"({"entity_id":"light.x","state":"on"})"), {});
    BOOST_TEST(guess.guessed);
    BOOST_TEST(mentions(interpretation_json(guess), R"("guessed":true,)"));
    BOOST_TEST(mentions(interpretation_text(guess, Style(false)), "No configured source"));
    const auto unknown = interpret({}, message("my/topic", "on"), {});
    BOOST_TEST(!unknown.guessed);
    BOOST_TEST(mentions(interpretation_json(unknown), R"("reason_code":"unknown_topic")"));
    const auto told = interpret({}, message("my/topic", "{"), SourceKind::kPlainJson);
    BOOST_TEST(!told.guessed);
    BOOST_TEST(told.quarantined());
}

BOOST_AUTO_TEST_CASE(topics_of_hearth_are_not_interpreted) {
    const std::string line = json_of("hearth/command/train", R"({"entity_id":"a.b","state":"on"})");
    BOOST_TEST(mentions(line, R"("reason_code":"own_topic")"));
    BOOST_TEST(!mentions(line, "guessed"));
}

BOOST_AUTO_TEST_CASE(the_limit_of_the_configuration_holds) {
    config::Settings settings;
    settings.ingest.max_payload_bytes = 1024;
    const auto large =
        interpret(settings, message("ha_state/light/x/name", std::string(1025, '1')), {});
    BOOST_TEST(mentions(interpretation_json(large), R"("reason_code":"too_large")"));
    BOOST_TEST(large.quarantined());
}

BOOST_AUTO_TEST_CASE(the_text_shows_times_and_no_control_characters) {
    const auto time =
        interpret({}, message("ha_state/light/x/last_changed", "2025-03-09T14:05:07+00:00"), {});
    BOOST_TEST(mentions(interpretation_text(time, Style(false)), "2025-03-09"));
    const auto state = interpret({}, message("ha_state/light/x/state", "a\x1b[31mb"), {});
    BOOST_TEST(!mentions(interpretation_text(state, Style(false)), "\x1b"));
}

BOOST_AUTO_TEST_CASE(the_exit_code_says_whether_it_is_broken) {
    const std::string topic = "--topic ha_state/light/x/state ";
    const Outcome good = run(topic + "--json", R"(on\n)");
    BOOST_TEST(good.code == 0);
    BOOST_TEST(Json::parse(good.out)["state"] == "on");
    BOOST_TEST(run("--topic nowhere", "on").code == 0);
    const Outcome broken = run("--source eventstream --topic any --json", "{");
    BOOST_TEST(broken.code == 1);
    BOOST_TEST(Json::parse(broken.out)["kind"] == "quarantined");
    BOOST_TEST(run("--topic a/+", "on").code == 2);
    BOOST_TEST(run("--source teletext --topic a", "on").code == 2);
    BOOST_TEST(run("", "on").code == 2);
    const Outcome other =
        run("--json --topic my/x --set 'sources=[{kind: plain_json, topic: my/+}]'",
            R"({"entity_id":"light.x","state":true})");
    BOOST_TEST(Json::parse(other.out)["state"] == "on");
    BOOST_TEST(run(topic + "--config /nowhere.yaml", "on").code == 1);
}

BOOST_AUTO_TEST_SUITE_END()
