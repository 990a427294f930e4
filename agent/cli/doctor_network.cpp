// The checks of `doctor` that need a connection: broker and daemon.
#include "cli/doctor.hpp"
#include "cli/http_link.hpp"
#include "cli/text.hpp"
#include "mqtt/broker_uri.hpp"

namespace hearth::cli {

namespace {

constexpr std::chrono::seconds kTimeout{3};

struct HostAndPort {
    std::string host, port;
};

// Of "tcp://host[:port]" or "ssl://[v6]:port".
HostAndPort host_and_port(const BrokerUri& uri) {
    std::string rest = uri.text.substr(uri.text.find("//") + 2);
    HostAndPort out{rest, uri.tls ? "8883" : "1883"};
    const std::size_t bracket = rest.rfind(']');
    const std::size_t colon = rest.rfind(':');
    if (colon != std::string::npos && (bracket == std::string::npos || colon > bracket)) {
        out.host = rest.substr(0, colon);
        out.port = rest.substr(colon + 1);
    }
    if (out.host.starts_with('[') && out.host.ends_with(']'))
        out.host = out.host.substr(1, out.host.size() - 2);
    return out;
}

}  // namespace

Check check_broker(const config::Settings& settings) {
    Check check{"MQTT broker", Finding::kGood, "", ""};
    const auto uri = parse_broker_uri(settings.mqtt.uri);
    if (!uri) {
        check.finding = Finding::kBad;
        check.text = uri.error().text;
        check.advice = "set mqtt.uri to tcp://host:1883 or ssl://host:8883";
        return check;
    }
    const HostAndPort place = host_and_port(*uri);
    HttpLink link;
    const Status connected = link.connect_tcp(place.host, place.port, kTimeout);
    check.text = uri->text + (connected ? " takes connections" : ": " + connected.error().text);
    if (connected) return check;
    check.finding = Finding::kBad;
    check.advice = "is the broker running (apt install mosquitto), and is mqtt.uri right?";
    return check;
}

Check check_daemon(ApiClient& client) {
    Check check{"daemon", Finding::kGood, "", ""};
    const auto status = client.call("status");
    if (!status) {
        check.finding = Finding::kBad;
        check.text = status.error().text;
        check.advice =
            client.daemon_away() ? "journalctl -u hearthd says why it is not running" : "";
        return check;
    }
    check.text = "Hearth " + printable(json_string(*status, "version").value_or("?")) + " at " +
                 client.where();
    const Json mqtt = status->value("mqtt", Json::object());
    if (const auto trouble = json_string(*status, "trouble")) {
        check.finding = Finding::kBad;
        check.text += ": " + printable(*trouble);
        check.advice = "journalctl -u hearthd has more";
    } else if (json_bool(mqtt, "connected") == false) {
        check.finding = Finding::kBad;
        check.text += " is not connected to its broker: " +
                      printable(json_string(mqtt, "last_error").value_or("no reason given"));
        check.advice = "see the check of the broker; user and password come from the configuration";
    } else {
        check.text += " runs and is connected to its broker";
    }
    return check;
}

}  // namespace hearth::cli
