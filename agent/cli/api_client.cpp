#include "cli/api_client.hpp"

#include <array>

#include "cli/http_link.hpp"
#include "cli/sse_decoder.hpp"
#include "cli/text.hpp"
#include "core/http_url.hpp"

namespace hearth::cli {

namespace {

constexpr std::chrono::milliseconds kConnectTimeout{5'000};
constexpr std::chrono::milliseconds kSilence{45'000};  // three heartbeats of the daemon

Result<HttpUrl> parse_address(const std::string& text) {
    auto url = parse_http_url(text);
    if (url && !url->tls && url->path.empty()) return url;
    return Error{ErrorCode::kInvalid, "'" + printable(text) +
                                          "' is no address of a daemon; write it as "
                                          "http://127.0.0.1:8098"};
}

ErrorCode code_from_word(const std::string& word) {
    for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i)
        if (word == to_string(static_cast<ErrorCode>(i))) return static_cast<ErrorCode>(i);
    return ErrorCode::kRefused;  // "unauthorised", "method_not_allowed"
}

// The body of a reply, taken apart: {"ok":true,"result":…} or {"ok":false,"error":{…}}.
Result<Json> content_of(const HttpReply& reply, const std::string& where) {
    const Error stranger{ErrorCode::kInvalid, "what answers at " + where +
                                                  " is not Hearth (HTTP status " +
                                                  std::to_string(reply.status) + ")"};
    auto body = parse_json(reply.body, {64 * 1024 * 1024, 64});
    if (!body || !body->is_object()) return stranger;
    const auto ok = json_bool(*body, "ok");
    if (!ok) return stranger;
    if (*ok) return body->contains("result") ? std::move((*body)["result"]) : Json();
    const Json error = body->value("error", Json::object());
    return Error{code_from_word(json_string(error, "code").value_or("internal")),
                 printable(json_string(error, "text").value_or("the daemon gave no reason"))};
}

Status connect(HttpLink& link, const ApiAddress& address) {
    if (address.url.empty()) return link.connect_unix(address.socket_path);
    const auto url = parse_address(address.url);
    if (!url) return url.error();
    return link.connect_tcp(url->host, url->port, kConnectTimeout);
}

std::string head_of(const ApiAddress& address, const std::string& request_line) {
    std::string head = request_line + " HTTP/1.1\r\nHost: hearth\r\nConnection: close\r\n";
    if (!address.token.empty()) head += "Authorization: Bearer " + address.token + "\r\n";
    return head;
}

}  // namespace

ApiClient::ApiClient(ApiAddress address, std::chrono::milliseconds timeout)
    : address_(std::move(address)), timeout_(timeout) {}

std::string ApiClient::where() const {
    return address_.url.empty() ? address_.socket_path : printable(address_.url);
}

Status ApiClient::open(HttpLink& link) {
    away_ = false;
    if (address_.token.find_first_of("\r\n") != std::string::npos)
        return Error{ErrorCode::kInvalid, "the token must be one line"};
    const Status connected = connect(link, address_);
    if (connected) return connected;
    const ErrorCode code = connected.error().code;
    if (code != ErrorCode::kUnavailable && code != ErrorCode::kTimeout) return connected;
    away_ = true;
    return Error{ErrorCode::kUnavailable,
                 "no daemon is running at " + where() +
                     ": start it with systemctl start hearthd, or give --socket (" +
                     connected.error().text + ")"};
}

// A daemon that goes away in the middle of an answer is away, too.
Error ApiClient::lost(const Error& error) {
    away_ = error.code == ErrorCode::kUnavailable;
    return {error.code, "the daemon at " + where() + ": " + error.text};
}

Result<Json> ApiClient::call(const std::string& command, const Json& arguments) {
    HttpLink link;
    if (const Status opened = open(link); !opened) return opened.error();
    const std::string body = dump_json(arguments);
    const std::string request =
        head_of(address_, "POST /api/v1/" + command) +
        "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    if (const Status sent = link.send(request, timeout_); !sent) return lost(sent.error());
    const auto reply = link.receive(timeout_);
    if (!reply) return lost(reply.error());
    return content_of(*reply, where());
}

Status ApiClient::watch_events(const EventCallback& callback, std::stop_token stop,
                               const std::function<void()>& on_open) {
    HttpLink link(std::move(stop));
    if (const Status opened = open(link); !opened) return opened;
    const std::string request =
        head_of(address_, "GET /api/v1/events") + "Accept: text/event-stream\r\n\r\n";
    if (const Status sent = link.send(request, timeout_); !sent) return lost(sent.error());
    SseDecoder decoder;
    HttpReply refused;
    const auto on_bytes = [&](std::string_view bytes) {
        decoder.feed(bytes);
        while (const auto event = decoder.next()) {
            const auto body = parse_json(event->data, {SseDecoder::kMaxBytes, 64});
            if (body && !callback(event->kind, *body)) return false;
        }
        return !decoder.overflowed();
    };
    const Status ended = link.receive_stream(kSilence, on_open, on_bytes, refused);
    if (!ended) {
        if (ended.error().code == ErrorCode::kCancelled) return {};
        return lost(ended.error());
    }
    if (decoder.overflowed())
        return Error{ErrorCode::kTooLarge, "an event from " + where() + " is over the limit"};
    if (refused.status == 200) return {};
    const auto content = content_of(refused, where());
    return content ? Error{ErrorCode::kInvalid, "what answers at " + where() + " is not Hearth"}
                   : content.error();
}

}  // namespace hearth::cli
