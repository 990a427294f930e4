// Accepted suggestions on their way into Home Assistant: tried boundedly, told honestly, made once.
#include "app/automation_creator.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>

#include "suggestions/suggester.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "unit/suggestions/habits.hpp"

using namespace hearth;
using namespace hearth::test;
using suggestions::Suggester;
using suggestions::Suggestion;
using Stage = suggestions::Creation::Stage;

namespace {

struct CreatorFixture {
    CreatorFixture() {
        clock.jump_to(kMicrosPerDay * 20'000);
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
        rules.create = true;
        start();
    }
    // Also: the daemon ends and starts again.
    void start(bool may_create = true) {
        creator.reset();
        suggestions::SuggestionKeeper::Handlers handlers;
        handlers.on_changed = [this] {
            if (creator) creator->wake();
        };
        keeper.emplace(clock, *store, rules, std::move(handlers));
        app::AutomationCreator::Create create;
        if (may_create)
            create = [this](const std::string& id, const Json& automation,
                            ha_api::OnCreated on_created) {
                ids.push_back(id);
                asked = automation;
                held = std::move(on_created);
            };
        creator.emplace(clock, *keeper, std::move(create));
    }
    std::string accept() {
        Suggester::Sources sources;
        sources.models = [] {
            std::map<std::string, AskModel> out;
            out["habits"] = [](const Json&, const std::function<void(Result<Json>)>& on_reply) {
                on_reply(Json{{"habits", Json::array({sequence_habit()})}});
            };
            return out;
        };
        Suggester(clock, *store, *keeper, TimeZone::utc(), {}, std::move(sources))
            .look([](const Result<suggestions::Look>&) {});
        const std::string id = take(keeper->all()).front().id;
        take(keeper->accept(id, {}));
        return id;
    }
    void tick(TimeUs after = 0) {
        clock.advance(after);
        creator->tick();
    }
    void answer(Result<ha_api::Creation> result) {
        BOOST_REQUIRE(held);
        std::exchange(held, {})(std::move(result));
    }
    suggestions::Creation creation() { return *take(keeper->all()).front().creation; }

    TemporaryFolder folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
    suggestions::KeepingRules rules;
    std::optional<suggestions::SuggestionKeeper> keeper;
    std::optional<app::AutomationCreator> creator;
    std::vector<std::string> ids;
    Json asked;
    ha_api::OnCreated held;
};

const Error kAway{ErrorCode::kUnavailable, "ha:8123 cannot be reached"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(automation_creator, CreatorFixture)

BOOST_AUTO_TEST_CASE(what_is_accepted_is_created_once) {
    tick();
    BOOST_TEST(ids.empty());
    const std::string id = accept();
    BOOST_TEST((creation().stage == Stage::kWanted));
    tick();
    BOOST_REQUIRE(ids.size() == 1U);
    BOOST_TEST(ids[0] == "hearth_" + id);
    BOOST_TEST(asked == suggestions::report(take(keeper->get(id)))["automation"]);
    tick(kMicrosPerDay);  // it is under way
    BOOST_TEST(ids.size() == 1U);
    answer(ha_api::Creation::kCreated);
    BOOST_TEST((creation().stage == Stage::kCreated));
    const Json report = suggestions::report(take(keeper->get(id)));
    BOOST_TEST(report["state"] == "accepted");
    BOOST_TEST(report["home_assistant"]["state"] == "created");
    BOOST_TEST(report["home_assistant"]["text"] == "created in Home Assistant as hearth_" + id);
    tick(kMicrosPerDay);
    start();
    tick(kMicrosPerDay);
    BOOST_TEST(ids.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_was_cut_off_is_made_again_under_the_same_id) {
    accept();
    tick();
    const auto late = held;
    start();
    late(ha_api::Creation::kCreated);  // its creator is gone
    BOOST_TEST((creation().stage == Stage::kWanted));
    tick();
    BOOST_REQUIRE(ids.size() == 2U);
    BOOST_TEST(ids[0] == ids[1]);
    answer(ha_api::Creation::kThere);
    BOOST_TEST((creation().stage == Stage::kCreated));
    BOOST_TEST(creation().text.find("left as it is") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_may_pass_is_tried_again_with_longer_pauses_and_not_for_ever) {
    const std::string id = accept();
    TimeUs pause = kMicrosPerMinute;
    tick();
    for (std::size_t attempt = 1; attempt < 6; ++attempt) {
        BOOST_REQUIRE(ids.size() == attempt);
        answer(kAway);
        BOOST_TEST((creation().stage == Stage::kWanted));
        BOOST_TEST(creation().text.find("cannot be reached; tried again soon") !=
                   std::string::npos);
        tick(pause - 1);
        BOOST_TEST(ids.size() == attempt);
        if (attempt == 3) start();  // a restart is no new attempt
        tick(1);
        pause *= 2;
    }
    answer(kAway);
    BOOST_TEST((creation().stage == Stage::kFailed));
    BOOST_TEST(creation().text ==
               "not created in Home Assistant: ha:8123 cannot be reached; given up after 6 "
               "attempts");
    BOOST_TEST((take(keeper->get(id)).state == suggestions::State::kAccepted));
    tick(kMicrosPerDay);
    BOOST_TEST(ids.size() == 6U);
}

BOOST_AUTO_TEST_CASE(what_will_not_pass_by_itself_is_told_at_once) {
    accept();
    tick();
    answer(Error{ErrorCode::kRefused, "Home Assistant refuses the token (401)"});
    BOOST_TEST((creation().stage == Stage::kFailed));
    BOOST_TEST(creation().text ==
               "not created in Home Assistant: Home Assistant refuses the token (401); not tried "
               "again");
}

BOOST_AUTO_TEST_CASE(switched_off_meanwhile_it_says_so) {
    accept();
    start(false);
    tick();
    BOOST_TEST((creation().stage == Stage::kFailed));
    BOOST_TEST(creation().text.find("was switched off") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_the_setting_nothing_is_wanted) {
    rules.create = false;
    start();
    accept();
    BOOST_TEST(!take(keeper->all()).front().creation.has_value());
    tick(kMicrosPerDay);
    BOOST_TEST(ids.empty());
}

BOOST_AUTO_TEST_SUITE_END()
