// What the household says to a suggestion, over MQTT, and how an accepted one gets into Home
// Assistant. The suggestion is in the database before the daemon starts; everything else is real.
#include "suggestions/suggester.hpp"

#include "learning_home.hpp"
#include "support/must.hpp"
#include "unit/ha_api/small_server.hpp"
#include "unit/suggestions/habits.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

const std::string kToken = "long-lived-secret-token";

struct SuggestionHome {
    Mosquitto broker;
    Daemon daemon;

    explicit SuggestionHome(const std::vector<std::string>& settings = {})
        : daemon(broker.uri(), settings) {
        propose(Json::array({sequence_habit()}));
        begin();
    }
    // As the daemon's own look would.
    void propose(const Json& habits) {
        std::filesystem::create_directories(daemon.data_folder());
        SystemClock clock;
        const auto store =
            take(store::Store::open(daemon.data_folder(), Durability::kNormal, clock));
        suggestions::SuggestionKeeper keeper(clock, *store, {}, {});
        suggestions::Suggester::Sources sources;
        sources.models = [&] {
            std::map<std::string, AskModel> out;
            out["habits"] = [&](const Json&, const std::function<void(Result<Json>)>& on_reply) {
                on_reply(Json{{"habits", habits}});
            };
            return out;
        };
        suggestions::Suggester suggester(clock, *store, keeper, TimeZone::utc(), {},
                                         std::move(sources));
        std::size_t made = 0;
        suggester.look(
            [&](const Result<suggestions::Look>& look) { made = take(look).made.size(); });
        BOOST_REQUIRE(made == habits.size());
    }
    void begin() {
        BOOST_REQUIRE(daemon.start());
        BOOST_REQUIRE(daemon.wait_for(
            [](const Json& status) { return status["mqtt"]["subscribed"] == true; }));
    }
    Json only() {
        const Json all = take(daemon.call("suggestions", {{"all", true}}));
        BOOST_REQUIRE(all.size() == 1U);
        return all[0];
    }
    void feel(Json feedback) {
        feedback["about"] = only()["id"];
        TestPublisher publisher("127.0.0.1", broker.port(), "phone");
        publisher.publish("hearth/ask/feedback", feedback.dump());
        BOOST_REQUIRE(publisher.flush());
        BOOST_REQUIRE(daemon.wait_until_quiet());
    }
    // Until the suggestion says so of its way into Home Assistant.
    bool becomes(const std::string& state) {
        return daemon.wait_for(
            [&](const Json&) {
                const Json one = only();
                return one.contains("home_assistant") && one["home_assistant"]["state"] == state;
            },
            std::chrono::seconds(30));
    }
};

std::vector<std::string> creating(const SmallServer& server) {
    return {"home_assistant.create_automations=true",
            "home_assistant.url=http://127.0.0.1:" + server.port(),
            "home_assistant.token=" + kToken};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(suggestions_door, *boost::unit_test::precondition(needs_mosquitto))

BOOST_AUTO_TEST_CASE(thumbs_are_no_answer_and_accepted_is_one_over_a_kill) {
    SuggestionHome home;
    home.feel({{"id", "f1"}, {"feedback", "up"}});
    BOOST_TEST(home.only()["state"] == "shown");
    home.feel({{"id", "f2"}, {"feedback", "accepted"}, {"source", "phone"}});
    BOOST_TEST(home.only()["state"] == "accepted");
    home.daemon.kill();
    home.begin();
    BOOST_TEST(home.only()["state"] == "accepted");
    // A second answer changes nothing, and the daemon goes on.
    home.feel({{"id", "f3"}, {"feedback", "rejected"}});
    BOOST_TEST(home.only()["state"] == "accepted");
    BOOST_TEST(!home.only().contains("home_assistant"));  // it is not to be created
}

BOOST_AUTO_TEST_CASE(rejected_with_words_is_kept_with_them) {
    SuggestionHome home;
    home.feel({{"id", "f1"}, {"feedback", "rejected"}, {"comment", "I like it open"}});
    BOOST_TEST(home.only()["state"] == "rejected");
    BOOST_TEST(home.only()["note"] == "I like it open");
}

BOOST_AUTO_TEST_CASE(a_changed_one_is_accepted_as_it_was_changed) {
    SuggestionHome home;
    home.feel({{"id", "f1"}, {"feedback", "modified"}, {"yaml", "alias: ["}});
    BOOST_TEST(home.only()["state"] == "shown");  // that is no automation
    home.feel({{"id", "f2"},
               {"feedback", "modified"},
               {"yaml",
                "alias: Mine\ntriggers:\n  - trigger: time\n    at: \"20:00:00\"\nactions:\n"
                "  - action: cover.close_cover\n    target: {entity_id: cover.blind}\n"}});
    BOOST_TEST(home.only()["state"] == "accepted");
    BOOST_TEST(home.only()["alias"] == "Mine");
    BOOST_TEST(home.only()["modified"] == true);
}

BOOST_AUTO_TEST_CASE(an_accepted_one_is_created_in_home_assistant_once) {
    SmallServer server(
        {SmallServer::answer(404, ""), SmallServer::answer(200, R"({"result":"ok"})")});
    SuggestionHome home(creating(server));
    home.feel({{"id", "f1"}, {"feedback", "accepted"}});
    BOOST_TEST(home.becomes("created"));
    const auto asked = server.asked();
    BOOST_REQUIRE(asked.size() == 2U);
    const Json one = home.only();
    BOOST_TEST(asked[1].method == "POST");
    BOOST_TEST(asked[1].target ==
               "/api/config/automation/config/hearth_" + one["id"].get<std::string>());
    BOOST_TEST(Json::parse(asked[1].body) == one["automation"]);
    home.daemon.kill();
    home.begin();
    BOOST_TEST(home.becomes("created"));
    BOOST_TEST(server.asked().size() == 2U);
    BOOST_TEST(home.daemon.log().find(kToken) == std::string::npos);
    const Json settings = take(home.daemon.call("settings"));
    BOOST_TEST(settings.dump().find(kToken) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_told_and_the_suggestion_stays_accepted) {
    SmallServer server({SmallServer::answer(401, "")});
    SuggestionHome home(creating(server));
    take(home.daemon.call("accept_suggestion", {{"suggestion", home.only()["id"]}}));
    BOOST_TEST(home.becomes("failed"));
    BOOST_TEST(home.only()["state"] == "accepted");
    BOOST_TEST(home.only()["home_assistant"]["text"].get<std::string>().starts_with(
        "not created in Home Assistant: Home Assistant refuses the token (401)"));
    BOOST_TEST(home.daemon.log().find(kToken) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
