#include <boost/test/unit_test.hpp>
#include <optional>
#include <stdexcept>

#include "http/router.hpp"
#include "http/token_check.hpp"

using namespace hearth;
using namespace hearth::http;

namespace {

struct Fixture {
    commands::CommandRegistry registry;
    Router router{registry};
    commands::Reply held;  // of the command "later"

    Fixture() {
        registry.add({"status", "How it is", true, {{"limit", "integer", false, "how many"}}},
                     [](const Json& arguments, const commands::Reply& reply) {
                         reply(Json{{"arguments", arguments}});
                     });
        registry.add({"train", "Train a model", false, {{"model", "string", true, "its name"}}},
                     [](const Json& arguments, const commands::Reply& reply) {
                         reply(Json{{"model", arguments.at("model")}});
                     });
        registry.add({"later", "Answers later", true, {}},
                     [this](const Json&, const commands::Reply& reply) { held = reply; });
        registry.add({"twice", "Answers, then throws", true, {}},
                     [](const Json&, const commands::Reply& reply) {
                         reply(Json(1));
                         throw std::runtime_error("too late");
                     });
        registry.add(
            {"fail", "Fails as told", true, {{"code", "integer", true, "which way"}}},
            [](const Json& arguments, const commands::Reply& reply) {
                reply(Error{static_cast<ErrorCode>(arguments.at("code").get<int>()), "no"});
            });
    }

    std::optional<Response> ask(const std::string& method, const std::string& target,
                                const std::string& body = "") {
        std::optional<Response> out;
        int answers = 0;
        router.handle({method, target, body}, [&](Response response) {
            out = std::move(response);
            ++answers;
        });
        BOOST_TEST(answers <= 1);
        return out;
    }
    Json body(const std::optional<Response>& response) {
        BOOST_REQUIRE(response.has_value());
        return Json::parse(response->body);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(router, Fixture)

BOOST_AUTO_TEST_CASE(a_read_only_command_takes_get_with_typed_arguments) {
    const auto response = ask("GET", "/api/v1/status?limit=3");
    BOOST_TEST(response->status == 200);
    BOOST_TEST((body(response) == Json{{"ok", true}, {"result", {{"arguments", {{"limit", 3}}}}}}));
}

BOOST_AUTO_TEST_CASE(every_command_takes_post_with_json) {
    BOOST_TEST(ask("POST", "/api/v1/train", R"({"model":"m"})")->status == 200);
    BOOST_TEST(ask("POST", "/api/v1/status", "")->status == 200);
    BOOST_TEST(ask("POST", "/api/v1/status", " \n")->status == 200);
}

BOOST_AUTO_TEST_CASE(a_command_that_changes_something_refuses_get) {
    const auto response = ask("GET", "/api/v1/train?model=m");
    BOOST_TEST(response->status == 405);
    BOOST_TEST(response->allow == "POST");
    BOOST_TEST(body(response)["error"]["code"] == "method_not_allowed");
}

BOOST_AUTO_TEST_CASE(odd_methods_are_not_allowed) {
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"}) {
        BOOST_TEST(ask(method, "/api/v1/status")->status == 405, method);
        BOOST_TEST(ask(method, "/health")->status == 405, method);
    }
}

BOOST_AUTO_TEST_CASE(wrong_arguments_are_the_callers_mistake) {
    for (const char* text : {"{", "[1]", "1", "{\"model\":5}", "{}", "{\"model\":\"m\",\"x\":1}",
                             "{\"model\":\"\xff\"}"})
        BOOST_TEST(ask("POST", "/api/v1/train", text)->status == 400, text);
    BOOST_TEST(ask("POST", "/api/v1/train?model=m", "{}")->status == 400);
    BOOST_TEST(ask("GET", "/api/v1/status?limit=x")->status == 400);
    BOOST_TEST(ask("GET", "/api/v1/status?nothing=x")->status == 400);
    BOOST_TEST(ask("GET", "/api/v1/status?limit=%zz")->status == 400);
    BOOST_TEST(ask("POST", "/api/v1/train", std::string(100, '['))->status == 413);
}

BOOST_AUTO_TEST_CASE(unknown_addresses_are_not_found) {
    for (const char* target : {"/", "/api", "/api/v2/status", "/api/v1/nothing", "/api/v1/status/",
                               "/api/v1/status/x", "//health", "/index.html"})
        BOOST_TEST(ask("GET", target)->status == 404, target);
    BOOST_TEST(ask("GET", "/../etc/passwd")->status == 400);
}

BOOST_AUTO_TEST_CASE(errors_have_the_status_that_fits) {
    const std::pair<ErrorCode, int> expected[] = {
        {ErrorCode::kInvalid, 400}, {ErrorCode::kNotFound, 404},    {ErrorCode::kConflict, 409},
        {ErrorCode::kRefused, 409}, {ErrorCode::kUnavailable, 503}, {ErrorCode::kTooLarge, 413},
        {ErrorCode::kTimeout, 504}, {ErrorCode::kIo, 500},          {ErrorCode::kCancelled, 409},
        {ErrorCode::kInternal, 500}};
    for (const auto& [code, status] : expected) {
        const auto response =
            ask("GET", "/api/v1/fail?code=" + std::to_string(static_cast<int>(code)));
        BOOST_TEST(response->status == status);
        BOOST_TEST((body(response) ==
                    Json{{"ok", false}, {"error", {{"code", to_string(code)}, {"text", "no"}}}}));
    }
}

BOOST_AUTO_TEST_CASE(a_command_may_answer_later) {
    std::optional<Response> out;
    router.handle({"GET", "/api/v1/later", ""}, [&](Response response) { out = response; });
    BOOST_TEST(!out.has_value());
    held(Json("done"));
    BOOST_TEST(body(out)["result"] == "done");
}

BOOST_AUTO_TEST_CASE(only_the_first_answer_counts) {
    BOOST_TEST(ask("GET", "/api/v1/twice")->status == 200);
}

BOOST_AUTO_TEST_CASE(the_commands_are_listed_and_described) {
    const Json list = body(ask("GET", "/api/v1"))["result"]["commands"];
    BOOST_TEST(list.size() == 5u);
    BOOST_TEST(list[4]["name"] == "twice");
    BOOST_TEST(list[2]["parameters"][0]["name"] == "limit");

    const Json document = body(ask("GET", "/api/v1/openapi.json"));
    BOOST_TEST(document["openapi"] == "3.1.0");
    const Json& train = document["paths"]["/api/v1/train"];
    BOOST_TEST(!train.contains("get"));
    const Json& schema = train["post"]["requestBody"]["content"]["application/json"]["schema"];
    BOOST_TEST(schema["properties"]["model"]["type"] == "string");
    BOOST_TEST((schema["required"] == Json::array({"model"})));
    BOOST_TEST(document["paths"]["/api/v1/status"]["get"]["parameters"][0]["schema"]["type"] ==
               "integer");
}

BOOST_AUTO_TEST_CASE(responses_carry_the_security_headers) {
    const std::string text = serialise(*ask("GET", "/health"), true);
    for (const char* part :
         {"HTTP/1.1 200 OK\r\n", "X-Content-Type-Options: nosniff\r\n",
          "Cache-Control: no-store\r\n", "Content-Security-Policy: default-src 'none'",
          "Content-Type: application/json\r\n", "Connection: keep-alive\r\n"})
        BOOST_TEST(text.find(part) != std::string::npos, part);
    BOOST_TEST(text.find("Access-Control") == std::string::npos);
    BOOST_TEST(event_stream_head().find("text/event-stream") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_event_stream_is_recognised) {
    BOOST_TEST(Router::is_event_stream({"GET", "/api/v1/events", ""}));
    BOOST_TEST(Router::is_event_stream({"GET", "/api/v1/events?x=1", ""}));
    BOOST_TEST(!Router::is_event_stream({"POST", "/api/v1/events", ""}));
    BOOST_TEST(ask("POST", "/api/v1/events")->status == 405);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(token_check)

BOOST_AUTO_TEST_CASE(only_the_right_token_gets_in) {
    const TokenCheck check("s3cret");
    BOOST_TEST(check.allows("Bearer s3cret"));
    BOOST_TEST(check.allows("bearer s3cret"));
    for (const char* text : {"", "s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crett",
                             "Bearer S3CRET", "Basic s3cret", "Bearer  s3cret"})
        BOOST_TEST(!check.allows(text), text);
}

BOOST_AUTO_TEST_CASE(without_a_token_nobody_gets_in) {
    const TokenCheck check("");
    BOOST_TEST(!check.allows("Bearer "));
    BOOST_TEST(!check.allows(""));
}

BOOST_AUTO_TEST_SUITE_END()
