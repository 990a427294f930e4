// Creating an automation in Home Assistant, against a real HTTP server that answers well, badly,
// too much, or not at all.
#include "ha_api/automation_api.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "small_server.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::ha_api;
using namespace hearth::test;

namespace {

const std::string kToken = "the-secret-token";
const std::string kSaved = SmallServer::answer(200, R"({"result":"ok"})");
const std::string kNothing = SmallServer::answer(404, R"({"message":"Resource not found"})");
const Json kAutomation = {{"alias", "Hall light"}, {"triggers", Json::array()}};

struct Api {
    explicit Api(const std::string& address, std::string ca_file = "") {
        (void)std::signal(SIGPIPE, SIG_IGN);
        options.url = take(parse_http_url(address));
        options.token = kToken;
        options.ca_file = std::move(ca_file);
        options.limits = {std::chrono::milliseconds(5000), 4096};
    }
    Result<Creation> create(const std::string& id = "hearth_1") {
        std::optional<Result<Creation>> out;
        AutomationApi api(loop, options);
        api.create(id, kAutomation, [&](Result<Creation> result) {
            BOOST_TEST(!out.has_value());  // once
            out = std::move(result);
        });
        BOOST_TEST(!out.has_value());  // later
        loop.restart();
        loop.run();
        BOOST_REQUIRE(out.has_value());
        return *out;
    }
    asio::io_context loop;
    ApiOptions options;
};

std::string at(const SmallServer& server) { return "http://127.0.0.1:" + server.port(); }

void check_error(const Result<Creation>& result, ErrorCode code, const std::string& words,
                 const std::string& what) {
    BOOST_REQUIRE_MESSAGE(!result.ok(), what);
    BOOST_TEST((result.error().code == code), what << ": " << result.error().text);
    BOOST_TEST(result.error().text.find(words) != std::string::npos,
               what << ": " << result.error().text);
    BOOST_TEST(result.error().text.find(kToken) == std::string::npos, what);
}

bool has_openssl() { return std::system("openssl version >/dev/null 2>&1") == 0; }

std::string certificate(const TemporaryFolder& folder, const std::string& name,
                        const std::string& host) {
    const std::string pem = folder.file(name + ".pem");
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=x -addext subjectAltName=" +
        host + " -keyout " + folder.file("key") + " -out " + pem + " 2>/dev/null && cat " +
        folder.file("key") + " >> " + pem;
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    return pem;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(automation_api)

BOOST_AUTO_TEST_CASE(what_is_not_there_is_created_as_home_assistant_wants_it) {
    SmallServer server({kNothing, kSaved});
    Api api(at(server) + "/core/");
    BOOST_TEST((take(api.create()) == Creation::kCreated));
    const auto asked = server.asked();
    BOOST_REQUIRE(asked.size() == 2U);
    BOOST_TEST(asked[0].method == "GET");
    BOOST_TEST(asked[1].method == "POST");
    for (const Asked& one : asked) {
        BOOST_TEST(one.target == "/core/api/config/automation/config/hearth_1");
        BOOST_TEST(one.authorization == "Bearer " + kToken);
        BOOST_TEST(one.host == "127.0.0.1:" + server.port());
    }
    BOOST_TEST(Json::parse(asked[1].body) == kAutomation);
}

BOOST_AUTO_TEST_CASE(what_is_there_is_left_as_it_is) {
    SmallServer server({SmallServer::answer(200, R"({"id":"hearth_1","alias":"mine"})"), kSaved});
    Api api(at(server));
    BOOST_TEST((take(api.create()) == Creation::kThere));
    BOOST_TEST(server.asked().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_goes_wrong_is_told_in_words) {
    using enum ErrorCode;
    const auto answer = SmallServer::answer;
    struct Case {
        const char* what;
        std::vector<std::string> answers;
        ErrorCode code;
        const char* words;
    };
    for (const Case& c : std::vector<Case>{
             {"wrong token", {answer(401, "")}, kRefused, "refuses the token (401)"},
             {"no administrator", {kNothing, answer(401, "")}, kRefused, "of an administrator"},
             {"forbidden", {answer(403, "")}, kRefused, "403"},
             {"no such API", {kNothing, kNothing}, kNotFound, "no API for automations"},
             {"trouble", {answer(500, "Internal")}, kUnavailable, "trouble of its own (500)"},
             {"trouble later", {kNothing, answer(503, "")}, kUnavailable, "503"},
             {"too often", {answer(429, "")}, kUnavailable, "429"},
             {"refused",
              {kNothing, answer(400, R"({"message":"Message malformed: required key"})")},
              kInvalid,
              "does not take the automation (400): Message malformed"},
             {"refused without words", {kNothing, answer(400, "<html>")}, kInvalid, "(400)"},
             {"elsewhere", {answer(301, "")}, kInvalid, "is home_assistant.url right?"},
             {"a web page", {answer(200, "<html>")}, kInvalid, "no JSON object"},
             {"wrong JSON", {kNothing, answer(200, R"({"result":"no")")}, kInvalid, "was saved"},
             {"another JSON", {kNothing, answer(200, R"({"result":7})")}, kInvalid, "was saved"},
             {"a list", {kNothing, answer(200, "[]")}, kInvalid, "was saved"},
             {"oversized", {answer(200, std::string(5000, 'x'))}, kTooLarge, "more than 4096"},
             {"oversized head",
              {"HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"},
              kTooLarge,
              "more than"},
             {"oversized without a length",
              {"HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x')},
              kTooLarge,
              "more than 4096"},
             {"endless chunks",
              {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
               std::string(0x2000, 'x') + "\r\n"},
              kTooLarge,
              "more than 4096"},
             {"no HTTP", {"hello\r\n\r\n"}, kInvalid, "does not speak HTTP"},
             {"cut off",
              {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"},
              kUnavailable,
              "closed the connection"}}) {
        SmallServer server(c.answers);
        Api api(at(server));
        check_error(api.create(), c.code, c.words, c.what);
    }
}

BOOST_AUTO_TEST_CASE(nobody_is_waited_for_for_ever) {
    SmallServer server({""});
    Api api(at(server));
    api.options.limits.timeout = std::chrono::milliseconds(50);
    check_error(api.create(), ErrorCode::kTimeout, "did not answer within", "silent");
}

BOOST_AUTO_TEST_CASE(who_is_not_there_cannot_be_reached) {
    std::string address;
    {
        SmallServer gone({});
        address = at(gone);
    }
    Api api(address);
    check_error(api.create(), ErrorCode::kUnavailable, "cannot be reached", "gone");
    Api nowhere("http://no-such-host.invalid:1");
    check_error(nowhere.create(), ErrorCode::kUnavailable, "cannot find the host", "nowhere");
}

BOOST_AUTO_TEST_CASE(ids_and_tokens_that_would_break_a_request_are_refused_before) {
    SmallServer server({kNothing, kSaved});
    Api api(at(server));
    for (const char* id : {"", "a/b", "a b", "../x", "a\r\nX: y"})
        check_error(api.create(id), ErrorCode::kInvalid, "the id of an automation", id);
    for (const char* token : {"", "a b", "a\r\nX: y", "\xc3\xa4"}) {
        api.options.token = token;
        check_error(api.create(), ErrorCode::kInvalid, "the token has characters", token);
    }
    BOOST_TEST(server.asked().empty());
}

BOOST_AUTO_TEST_CASE(with_tls_only_the_right_certificate_with_the_right_name_is_trusted) {
    if (!has_openssl()) {
        BOOST_TEST_MESSAGE("skipped: the command openssl is not there");
        return;
    }
    const TemporaryFolder folder;
    const std::string right = certificate(folder, "right", "IP:127.0.0.1");
    const std::string other = certificate(folder, "other", "DNS:elsewhere");
    SmallServer server({kNothing, kSaved}, right);
    const std::string address = "https://127.0.0.1:" + server.port();
    check_error(Api(address).create(), ErrorCode::kRefused, "certificate", "unknown authority");
    check_error(Api(address, other).create(), ErrorCode::kRefused, "certificate", "another one");
    check_error(Api(address, folder.file("none")).create(), ErrorCode::kInvalid, "cannot be read",
                "no such file");
    BOOST_TEST(server.asked().empty());  // nobody untrusted has seen the token
    BOOST_TEST((take(Api(address, right).create()) == Creation::kCreated));
    SmallServer misnamed({kNothing, kSaved}, other);
    check_error(Api("https://127.0.0.1:" + misnamed.port(), other).create(), ErrorCode::kRefused,
                "certificate", "another name");
    BOOST_TEST(misnamed.asked().empty());
}

BOOST_AUTO_TEST_SUITE_END()
