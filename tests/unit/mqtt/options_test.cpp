#include <boost/test/unit_test.hpp>

#include "core/file.hpp"
#include "mqtt/broker_session.hpp"
#include "mqtt/broker_uri.hpp"
#include "support/temporary_folder.hpp"

using hearth::BrokerOptions;

namespace {
// The error's text; empty when the options are fine.
std::string complaint(const BrokerOptions& options) {
    const auto status = check_options(options);
    if (status.ok()) return "";
    BOOST_TEST((status.error().code == hearth::ErrorCode::kInvalid));
    return status.error().text;
}

template <class Change>
std::string complaint_after(Change change) {
    BrokerOptions options;
    change(options);
    return complaint(options);
}

bool names(const std::string& text, const std::string& word) {
    return text.find(word) != std::string::npos;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(broker_options)

BOOST_AUTO_TEST_CASE(addresses) {
    for (const char* good :
         {"tcp://a", "tcp://127.0.0.1:1883", "ssl://broker.home:8883", "mqtt://a:1",
          "mqtts://a:65535", "tcp://[::1]:1883", "tcp://[fe80::1]"})
        BOOST_TEST(hearth::parse_broker_uri(good).ok(), good);
    BOOST_TEST(hearth::parse_broker_uri("mqtts://a:1")->text == "ssl://a:1");
    BOOST_TEST(hearth::parse_broker_uri("mqtts://a:1")->tls);
    BOOST_TEST(hearth::parse_broker_uri("mqtt://a")->text == "tcp://a");
    for (const char* bad :
         {"", "a", "a:1883", "://a", "ws://a", "wss://a", "http://a", "tcp://", "tcp://:1883",
          "tcp://a:", "tcp://a:0", "tcp://a:65536", "tcp://a:12x", "tcp://a/b", "tcp://a b",
          "tcp://[::1", "tcp://[]", "tcp://[::1]x", "tcp://a:1:2"})
        BOOST_TEST(!hearth::parse_broker_uri(bad).ok(), bad);
}

BOOST_AUTO_TEST_CASE(a_password_in_the_address_is_not_repeated) {
    const std::string text =
        complaint_after([](BrokerOptions& options) { options.uri = "tcp://me:hunter2@host:1883"; });
    BOOST_TEST(names(text, "user name"));
    BOOST_TEST(!names(text, "hunter2"));
    BOOST_TEST(
        !names(complaint_after([](auto& options) { options.uri = "me:hunter2@host"; }), "hunter2"));
}

BOOST_AUTO_TEST_CASE(the_defaults_are_fine) { BOOST_TEST(complaint({}) == ""); }

BOOST_AUTO_TEST_CASE(what_cannot_work_is_named) {
    BOOST_TEST(names(complaint_after([](auto& o) { o.client_id = ""; }), "client_id"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.client_id = "\xff"; }), "client_id"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.keepalive_s = 1; }), "5 to 3600"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.max_inflight = 101; }), "1 to 100"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.max_queued = 0; }), "max_queued"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.retry_max_ms = 500; }), "retry_max_ms"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.connect_timeout_s = 0; }), "connect_timeout"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.will_topic = "a/#"; }), "will_topic"));
    BOOST_TEST(names(complaint_after([](auto& o) { o.will_topic = "a"; }), "will_payload"));
    const std::string alone = complaint_after([](auto& o) { o.password = "hunter2"; });
    BOOST_TEST(names(alone, "username"));
    BOOST_TEST(!names(alone, "hunter2"));
}

BOOST_AUTO_TEST_CASE(certificates_are_looked_at_before_the_start) {
    const hearth::test::TemporaryFolder folder;
    BOOST_REQUIRE(hearth::write_file_atomically(folder.file("ca.pem"), "x").ok());
    BrokerOptions options;
    options.uri = "ssl://host";
    options.ca_file = folder.file("ca.pem");
    BOOST_TEST(complaint(options) == "");
    options.client_cert = folder.file("ca.pem");
    BOOST_TEST(names(complaint(options), "client_key"));
    options.client_key = folder.file("missing.pem");
    BOOST_TEST(names(complaint(options), "missing.pem"));
    options.client_key = options.client_cert = "";
    options.uri = "tcp://host";
    BOOST_TEST(names(complaint(options), "ssl://"));
}

BOOST_AUTO_TEST_SUITE_END()
