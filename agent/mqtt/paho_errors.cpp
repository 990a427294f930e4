#include "mqtt/paho_errors.hpp"

namespace hearth {
namespace {

// The text that Paho gives with a failed attempt, such as "TCP connect timeout"; often empty.
std::string paho_text(const mqtt::token& token) {
    try {
        (void)token.get_connect_response();  // throws for a failed attempt
    } catch (const mqtt::exception& failure) {
        return failure.get_message();
    } catch (...) {
        return "";
    }
    return "";
}

// Section 3.2.2.3 of MQTT 3.1.1.
const char* refusal(int code) {
    switch (code) {
        case 1: return "it does not speak MQTT 3.1.1";
        case 2: return "it does not accept the client id; choose another mqtt client_id";
        case 3: return "it is not ready; trying again";
        case 4: return "user name or password is wrong; check mqtt username and the password";
        case 5:
            return "this user may not connect; check mqtt username, the password and the broker's "
                   "access list";
        default: return nullptr;
    }
}

}  // namespace

std::string describe_connect_failure(const mqtt::token& token, const BrokerUri& uri) {
    const int code = token.get_return_code();
    if (const char* reason = refusal(code))
        return "the broker at " + uri.text + " refused the connection: " + reason;
    const std::string detail = paho_text(token);
    std::string text = "cannot reach the broker at " + uri.text;
    if (!detail.empty()) text += " (" + detail + ")";
    text += "; check that it runs and that the address is right";
    if (uri.tls)
        text +=
            ", that mqtt ca_file is the authority that signed its certificate, and that the "
            "certificate names this host";
    return text;
}

std::string describe(const mqtt::exception& failure) {
    const std::string detail = failure.get_message();
    return "the MQTT library reports error " + std::to_string(failure.get_return_code()) +
           (detail.empty() ? "" : " (" + detail + ")");
}

}  // namespace hearth
