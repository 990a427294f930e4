#include "http/message.hpp"

namespace hearth::http {

namespace {

const char* reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Error";
    }
}

// Nothing that is served is a page, so nothing may be run, framed, cached or guessed.
constexpr const char* kSecurityHeaders =
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n";

}  // namespace

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalid: return 400;
        case ErrorCode::kNotFound: return 404;
        case ErrorCode::kConflict:
        case ErrorCode::kRefused:
        case ErrorCode::kCancelled: return 409;
        case ErrorCode::kUnavailable: return 503;
        case ErrorCode::kTooLarge: return 413;
        case ErrorCode::kTimeout: return 504;
        case ErrorCode::kIo:
        case ErrorCode::kInternal: return 500;
    }
    return 500;
}

Response success(const Json& result) {
    Response response;
    response.body = dump_json(Json{{"ok", true}, {"result", result}});
    return response;
}

Response failure(const Error& error) {
    return failure(status_of(error.code), to_string(error.code), error.text);
}

Response failure(int status, const std::string& code, const std::string& text) {
    Response response;
    response.status = status;
    response.body = dump_json(Json{{"ok", false}, {"error", Json{{"code", code}, {"text", text}}}});
    return response;
}

std::string serialise(const Response& response, bool keep_alive) {
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " " +
                      reason_phrase(response.status) + "\r\n" + kSecurityHeaders +
                      "Content-Type: " + response.content_type +
                      "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n";
    if (!response.allow.empty()) out += "Allow: " + response.allow + "\r\n";
    if (response.status == 401) out += "WWW-Authenticate: Bearer realm=\"hearth\"\r\n";
    out += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    out += response.body;
    return out;
}

std::string event_stream_head() {
    std::string out = "HTTP/1.1 200 OK\r\n";
    out += kSecurityHeaders;
    out += "Content-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    return out;
}

}  // namespace hearth::http
