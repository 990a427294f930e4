// An address of the web, as far as Hearth calls one. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace hearth {

struct HttpUrl {
    bool tls = false;
    std::string host;  // without the brackets of an IPv6 address
    std::string port;
    std::string path;  // begins with '/', or is empty; no '/' at its end

    // As it stands in a Host header.
    std::string host_and_port() const;
};

// http://HOST[:PORT][/PATH] or https://…, of printable ASCII, without user, query and fragment.
// kInvalid says what is allowed.
Result<HttpUrl> parse_http_url(std::string_view text);

}  // namespace hearth
