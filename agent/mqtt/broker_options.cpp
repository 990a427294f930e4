#include <charconv>
#include <fstream>

#include "core/topic_filter.hpp"
#include "core/utf8.hpp"
#include "mqtt/broker_session.hpp"
#include "mqtt/broker_uri.hpp"
#include "mqtt/topics.hpp"

namespace hearth {
namespace {

Error invalid(std::string text) { return Error{ErrorCode::kInvalid, std::move(text)}; }

Status check_range(const char* name, int value, int least, int most) {
    if (value >= least && value <= most) return {};
    return invalid(std::string("mqtt ") + name + " is " + std::to_string(value) + "; allowed are " +
                   std::to_string(least) + " to " + std::to_string(most));
}

Status check_ranges(const BrokerOptions& options) {
    struct Range {
        const char* name;
        int value, least, most;
    };
    // Paho refuses more than 100 messages that it has not yet written.
    for (const Range& range :
         {Range{"keepalive_s", options.keepalive_s, 5, 3600},
          Range{"max_inflight", options.max_inflight, 1, 100},
          Range{"max_queued", options.max_queued, 1, 1'000'000},
          Range{"connect_timeout_s", options.connect_timeout_s, 1, 300},
          Range{"retry_first_ms", options.retry_first_ms, 10, 3'600'000},
          Range{"retry_max_ms", options.retry_max_ms, options.retry_first_ms, 3'600'000}}) {
        if (auto status = check_range(range.name, range.value, range.least, range.most); !status)
            return status;
    }
    return {};
}

Status check_readable(const char* name, const std::string& path) {
    if (path.empty() || std::ifstream(path).good()) return {};
    return invalid(std::string("mqtt ") + name + ": cannot read '" + path +
                   "'; check the path and its permissions");
}

Status check_tls(const BrokerOptions& options, bool tls) {
    const bool has_files =
        !options.ca_file.empty() || !options.client_cert.empty() || !options.client_key.empty();
    if (has_files && !tls)
        return invalid(
            "mqtt ca_file, client_cert and client_key need a uri that begins with ssl://");
    if (options.client_cert.empty() != options.client_key.empty())
        return invalid("mqtt client_cert and client_key belong together; one of them is missing");
    for (const auto& [name, path] :
         {std::pair{"ca_file", &options.ca_file}, std::pair{"client_cert", &options.client_cert},
          std::pair{"client_key", &options.client_key}}) {
        if (auto status = check_readable(name, *path); !status) return status;
    }
    return {};
}

bool is_text(const std::string& text, std::size_t most_bytes) {
    return text.size() <= most_bytes && is_utf8(text) && text.find('\0') == std::string::npos;
}

Status check_login(const BrokerOptions& options) {
    if (options.client_id.empty() || !is_text(options.client_id, 256))
        return invalid("mqtt client_id must have 1 to 256 bytes of text");
    if (!is_text(options.username, 65'535)) return invalid("mqtt username is not valid text");
    if (options.password.size() > 65'535) return invalid("mqtt password is over 65,535 bytes");
    if (options.username.empty() && !options.password.empty())
        return invalid("mqtt password is set and username is not; MQTT allows no password alone");
    return {};
}

Status check_will(const BrokerOptions& options) {
    if (!options.will_topic.empty() && !is_topic_name(options.will_topic))
        return invalid("mqtt will_topic is not a topic that can be published to");
    if (!options.will_topic.empty() && options.will_payload.empty())
        return invalid("mqtt will_topic is set and will_payload is empty");
    if (options.will_payload.size() > 65'535)
        return invalid("mqtt will_payload is over 65,535 bytes");
    return {};
}

Status check_host_and_port(std::string_view text) {
    const bool v6 = text.starts_with('[');
    const auto end = v6 ? text.find(']') : text.find(':');
    if (v6 && end == std::string_view::npos)
        return invalid("mqtt uri: the ']' after the IPv6 address is missing");
    const std::string_view host = v6 ? text.substr(1, end - 1) : text.substr(0, end);
    if (host.empty()) return invalid("mqtt uri names no host");
    for (const char c : host)
        if (static_cast<unsigned char>(c) <= ' ' || c == '/' || c == 0x7f)
            return invalid("mqtt uri: the host name has a character that it cannot have");
    const std::string_view rest =
        v6 ? text.substr(end + 1) : (end == std::string_view::npos ? "" : text.substr(end));
    if (rest.empty()) return {};
    unsigned port = 0;
    const char* const stop = rest.data() + rest.size();
    const auto parsed = std::from_chars(rest.data() + 1, stop, port);
    if (rest[0] != ':' || parsed.ec != std::errc() || parsed.ptr != stop || port < 1 ||
        port > 65'535)
        return invalid("mqtt uri: the port must be a number from 1 to 65535, and nothing after it");
    return {};
}

}  // namespace

Result<BrokerUri> parse_broker_uri(std::string_view text) {
    const auto colon = text.find("://");
    const std::string_view scheme = text.substr(0, colon == std::string_view::npos ? 0 : colon);
    const bool tls = scheme == "ssl" || scheme == "mqtts";
    if (!tls && scheme != "tcp" && scheme != "mqtt")
        return invalid("mqtt uri must begin with tcp:// or ssl:// (websockets are not supported)");
    const std::string_view rest = text.substr(colon + 3);
    // The text itself is left out of the messages: somebody may have put a password into it.
    if (rest.find('@') != std::string_view::npos)
        return invalid("mqtt uri must not carry a user name; use username and the password file");
    if (auto status = check_host_and_port(rest); !status) return status.error();
    return BrokerUri{(tls ? "ssl://" : "tcp://") + std::string(rest), tls};
}

Status check_options(const BrokerOptions& options) {
    const auto uri = parse_broker_uri(options.uri);
    if (!uri) return uri.error();
    for (const Status& status : {check_login(options), check_will(options), check_ranges(options),
                                 check_tls(options, uri->tls)})
        if (!status) return status;
    return {};
}

}  // namespace hearth
