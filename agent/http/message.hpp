// A request and a response as the routes see them: no sockets, no Beast.
#pragma once

#include <string>

#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::http {

struct Request {
    std::string method;  // "GET", "POST", …
    std::string target;  // as sent: path and query, still percent-encoded
    std::string body;
};

struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::string allow;  // methods, for status 405
};

// The HTTP status that fits an error.
int status_of(ErrorCode code);

// {"ok":true,"result":…}
Response success(const Json& result);

// {"ok":false,"error":{"code","text"}} with the status that fits, or the one given.
Response failure(const Error& error);
Response failure(int status, const std::string& code, const std::string& text);

// The bytes to send, with the security headers. `keep_alive` false adds "Connection: close".
std::string serialise(const Response& response, bool keep_alive);

// The head of an event stream; the events follow until either side closes.
std::string event_stream_head();

}  // namespace hearth::http
