#include "ha_api/automation_api.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace hearth::ha_api {

namespace {

constexpr std::size_t kMostWords = 300;

bool is_id(const std::string& id) {
    return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

// It would end the header, and more could follow.
bool is_token(const std::string& token) {
    return !token.empty() &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Error not_home_assistant(const std::string& what) {
    return {ErrorCode::kInvalid, "what answers is not Home Assistant's API (" + what +
                                     "): is home_assistant.url right?"};
}

Error error_of(const HttpAnswer& answer) {
    const std::string code = std::to_string(answer.status);
    if (answer.status == 401 || answer.status == 403)
        return {ErrorCode::kRefused, "Home Assistant refuses the token (" + code +
                                         "): it must be the long-lived one of an administrator"};
    if (answer.status == 404)
        return {ErrorCode::kNotFound,
                "there is no API for automations at home_assistant.url (404): is it right, and is "
                "the integration 'config' (part of default_config) there?"};
    if (answer.status == 429 || answer.status >= 500)
        return {ErrorCode::kUnavailable, "Home Assistant has trouble of its own (" + code + ")"};
    std::string words;
    if (const auto json = parse_json(answer.body); json && json->is_object())
        words = utf8_excerpt(json_string(*json, "message").value_or(""), kMostWords);
    if (answer.status == 400)
        return {ErrorCode::kInvalid, "Home Assistant does not take the automation (400)" +
                                         (words.empty() ? "" : ": " + words)};
    return not_home_assistant("it answers " + code);
}

// Whether something is there under the id.
Result<bool> is_there(const HttpAnswer& answer) {
    if (answer.status == 404) return false;
    if (answer.status != 200) return error_of(answer);
    const auto json = parse_json(answer.body);
    if (!json || !json->is_object()) return not_home_assistant("no JSON object comes back");
    return true;
}

Status is_created(const HttpAnswer& answer) {
    if (answer.status != 200) return error_of(answer);
    const auto json = parse_json(answer.body);
    if (!json || json_string(*json, "result") != "ok")
        return not_home_assistant("it does not say that the automation was saved");
    return {};
}

}  // namespace

HttpRequest AutomationApi::request(const std::string& id, const char* method) const {
    return {options_.url,
            options_.ca_file,
            options_.token,
            method,
            options_.url.path + "/api/config/automation/config/" + id,
            ""};
}

void AutomationApi::create(const std::string& id, const Json& automation, OnCreated on_created) {
    if (!is_id(id) || !is_token(options_.token)) {
        const char* what = is_id(id) ? "the token has characters that no token has, or is empty"
                                     : "the id of an automation has 1 to 100 of A-Z a-z 0-9 _ -";
        asio::post(loop_, [on_created, what] { on_created(Error{ErrorCode::kInvalid, what}); });
        return;
    }
    HttpRequest post = request(id, "POST");
    post.body = dump_json(automation);
    exchange(loop_, request(id, "GET"), options_.limits,
             [&loop = loop_, limits = options_.limits, post = std::move(post),
              on_created = std::move(on_created)](const Result<HttpAnswer>& answer) mutable {
                 const auto there = answer ? is_there(*answer) : Result<bool>(answer.error());
                 if (!there) return on_created(there.error());
                 if (*there) return on_created(Creation::kThere);
                 exchange(
                     loop, std::move(post), limits, [on_created](const Result<HttpAnswer>& saved) {
                         const Status done = saved ? is_created(*saved) : Status(saved.error());
                         on_created(done ? Result<Creation>(Creation::kCreated)
                                         : Result<Creation>(done.error()));
                     });
             });
}

}  // namespace hearth::ha_api
