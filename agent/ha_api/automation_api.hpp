// Creates automations in Home Assistant through its REST API (/api/config/automation/config/<id>),
// which needs the token of an administrator. What is there under an id is never overwritten.
// Event loop only.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "core/json.hpp"
#include "ha_api/http_exchange.hpp"

namespace hearth::ha_api {

struct ApiOptions {
    HttpUrl url;  // of Home Assistant; its path goes before "/api"
    std::string token;
    std::string ca_file;
    HttpLimits limits;
};

enum class Creation {
    kCreated,
    kThere,  // there is one with this id already; it was left as it is
};
using OnCreated = std::function<void(Result<Creation>)>;

class AutomationApi {
public:
    AutomationApi(asio::io_context& loop, ApiOptions options)
        : loop_(loop), options_(std::move(options)) {}

    // id: [A-Za-z0-9_-]. automation: as Home Assistant's schema has it. Errors that may pass
    // (kUnavailable, kTimeout: also its answers 429 and 5xx) and others that will not by
    // themselves: kRefused (the token, or the certificate), kNotFound (no such API there), kInvalid
    // (Home Assistant refuses the automation, or what answers is something else), kTooLarge.
    void create(const std::string& id, const Json& automation, OnCreated on_created);

private:
    HttpRequest request(const std::string& id, const char* method) const;

    asio::io_context& loop_;
    ApiOptions options_;
};

}  // namespace hearth::ha_api
