// Helper of mqtt_session_test: subscribes, and ends without another word inside the handler of the
// first message, so that its PUBACK never leaves. Its last will is "offline" on "will".
//
//   mqtt_dies_in_callback URI CLIENT_ID TOPIC
//
// Exit code 42: died in the handler. Prints "subscribed" when it is ready.
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "core/clock.hpp"
#include "core/log.hpp"
#include "mqtt/paho_session.hpp"
#include "support/test_loop.hpp"

int main(int argc, char* argv[]) {
    constexpr int kUsage = 2, kNothingCame = 3, kDied = 42;
    if (argc != 4) return kUsage;
    (void)std::signal(SIGPIPE, SIG_IGN);
    // The log's default is standard output, which is for "subscribed" alone.
    if (!hearth::start_logging("warning", true)) return kUsage;
    hearth::test::TestLoop loop;
    hearth::SystemClock clock;
    hearth::BrokerOptions options;
    options.uri = argv[1];
    options.client_id = argv[2];
    options.will_topic = "will";
    options.will_payload = "offline";
    hearth::PahoSession session(options, loop.post(), clock);
    session.set_subscriptions({{argv[3], 1}});
    hearth::Handlers handlers;
    handlers.on_message = [](std::string_view, std::string_view, bool) { std::_Exit(kDied); };
    if (!session.start(std::move(handlers)).ok()) return kUsage;
    if (!loop.run_until([&] { return session.state().subscribed; })) return kNothingCame;
    (void)std::puts("subscribed");
    (void)std::fflush(stdout);
    loop.run_for(std::chrono::seconds(15));
    return kNothingCame;
}
