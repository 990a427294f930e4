// One HTTP or HTTPS request to Home Assistant and its answer, without ever blocking the loop: each
// exchange is a connection of its own, has a time limit over all of it, and takes no more of an
// answer than its limit. Redirects are not followed: the token is for one address only. With TLS
// the certificate and its name are always checked.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "core/asio.hpp"
#include "core/http_url.hpp"
#include "core/result.hpp"

namespace hearth::ha_api {

struct HttpLimits {
    std::chrono::milliseconds timeout{10'000};  // of the whole exchange
    std::size_t body_bytes = 64 * 1024;         // of the answer
};

struct HttpRequest {
    HttpUrl url;
    std::string ca_file;  // PEM, for https; empty: the system's certificate authorities
    std::string token;    // sent as "Authorization: Bearer …"; never shown
    std::string method;   // "GET" or "POST"
    std::string target;   // of the request line
    std::string body;     // JSON; empty: none
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

using OnAnswer = std::function<void(Result<HttpAnswer>)>;

// on_answer comes once, later, on the loop. kUnavailable (no such host, nobody listens, cut off),
// kTimeout, kRefused (the certificate is not trusted), kTooLarge, kInvalid (no HTTP; the
// certificate authorities cannot be read).
void exchange(asio::io_context& loop, HttpRequest request, HttpLimits limits, OnAnswer on_answer);

}  // namespace hearth::ha_api
