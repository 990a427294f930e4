// The life of suggestions: looks, answers, what expires and what comes back.
#include "suggestions/suggester.hpp"

#include <boost/test/unit_test.hpp>

#include "habits.hpp"
#include "support/manual_clock.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::suggestions;
using namespace hearth::test;

namespace {

struct SuggesterFixture {
    SuggesterFixture() {
        clock.jump_to(kMicrosPerDay * 20'000);  // midnight
        store = take(store::Store::open(folder.path(), Durability::kNormal, clock));
        start();
    }
    void start() {
        SuggestionKeeper::Handlers handlers;
        handlers.on_new = [this](const Suggestion& one) { told.push_back(one.id); };
        handlers.on_changed = [this] { ++changes; };
        keeper.emplace(clock, *store, KeepingRules{}, std::move(handlers));
        Suggester::Sources sources;
        sources.models = [this] {
            std::map<std::string, AskModel> out;
            if (has_model)
                out["habits"] = [this](const Json&,
                                       const std::function<void(Result<Json>)>& on_reply) {
                    ++asked;
                    if (silent) return;
                    on_reply(failing ? Result<Json>(Error{ErrorCode::kUnavailable, "it starts"})
                                     : Result<Json>(Json{{"habits", habits}}));
                };
            return out;
        };
        sources.existing = [this] { return existing; };
        suggester.emplace(clock, *store, *keeper, TimeZone::utc(), rules, std::move(sources));
    }
    Result<Look> look() {
        std::optional<Result<Look>> out;
        suggester->look([&](Result<Look> look) { out = std::move(look); });
        BOOST_REQUIRE(out.has_value());
        return *out;
    }
    Suggestion only() {
        const auto all = take(keeper->all());
        BOOST_REQUIRE(all.size() == 1U);
        return all.front();
    }
    void pass(TimeUs span) {
        clock.advance(span);
        keeper->age();
        suggester->tick();
    }

    TemporaryFolder folder;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
    SuggesterRules rules;
    Json habits = Json::array({sequence_habit()});
    std::vector<automation::Signature> existing;
    bool has_model = true, silent = false, failing = false;
    int asked = 0;
    std::vector<std::string> told;
    int changes = 0;
    std::optional<SuggestionKeeper> keeper;
    std::optional<Suggester> suggester;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(suggester, SuggesterFixture)

BOOST_AUTO_TEST_CASE(a_habit_is_proposed_once_and_survives_a_restart) {
    const Look first = take(look());
    BOOST_REQUIRE(first.made.size() == 1U);
    BOOST_TEST(first.made[0].source == "habits");
    BOOST_TEST(told.size() == 1U);
    BOOST_TEST(take(look()).made.empty());
    start();
    const Suggestion kept = only();
    BOOST_TEST((kept.state == State::kNew));
    BOOST_TEST(kept.proposal.signature.key() == first.made[0].proposal.signature.key());
    BOOST_TEST(kept.proposal.evidence == sequence_habit());
    BOOST_TEST(report(kept)["yaml"] == report(first.made[0])["yaml"]);
    const Look again = take(look());
    BOOST_TEST(again.made.empty());
    BOOST_TEST(again.left_out.at("waits_already") == 1);
}

BOOST_AUTO_TEST_CASE(it_looks_once_a_day_at_its_hour) {
    pass(3 * kMicrosPerHour);
    BOOST_TEST(asked == 0);
    pass(kMicrosPerHour);
    BOOST_TEST(asked == 1);
    pass(kMicrosPerHour);
    start();  // a restart is no new day
    pass(kMicrosPerHour);
    BOOST_TEST(asked == 1);
    pass(24 * kMicrosPerHour);
    BOOST_TEST(asked == 2);
    suggester->look_soon();
    pass(0);
    BOOST_TEST(asked == 3);
}

// However many came after it.
BOOST_AUTO_TEST_CASE(a_rejection_is_remembered_beyond_the_list) {
    take(look());
    take(keeper->reject(only().id, ""));
    const Suggestion pattern = only();
    std::vector<Suggestion> later(600, pattern);
    for (Suggestion& one : later) one.state = State::kExpired;
    clock.advance(kMicrosPerSecond);
    must(keeper->add(later));
    BOOST_TEST(take(keeper->all()).size() == 500U);
    BOOST_TEST(take(keeper->remembered(clock.wall_us() + 1)).size() == 1U);
    clock.advance(91 * kMicrosPerDay);
    BOOST_TEST(take(look()).left_out.at("rejected_before") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_turned_down_never_comes_again) {
    take(look());
    const Suggestion rejected = take(keeper->reject(only().id, "I like it open"));
    BOOST_TEST(rejected.note == "I like it open");
    clock.advance(1000 * kMicrosPerDay);
    BOOST_TEST(take(look()).left_out.at("rejected_before") == 1);
    BOOST_TEST((code_of_failure(keeper->accept(rejected.id, {})) == ErrorCode::kConflict));
    BOOST_TEST((code_of_failure(keeper->reject("01ARZ3NDEKTSV4RRFFQ69G5FAV", "")) ==
                ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(a_postponed_one_comes_back) {
    take(look());
    take(keeper->later(only().id, 3));
    BOOST_TEST((only().state == State::kLater));
    pass(3 * kMicrosPerDay - 1);
    BOOST_TEST((only().state == State::kLater));
    pass(1);
    BOOST_TEST((only().state == State::kNew));
    BOOST_TEST(told.size() == 2U);
    take(keeper->later(only().id, {}));
    BOOST_TEST(only().due_us == clock.wall_us() + 14 * kMicrosPerDay);
}

BOOST_AUTO_TEST_CASE(without_an_answer_it_expires_and_may_return_after_a_season) {
    take(look());
    habits = Json::array();
    pass(30 * kMicrosPerDay);
    BOOST_TEST((only().state == State::kExpired));
    habits = Json::array({sequence_habit()});
    BOOST_TEST(take(look()).left_out.at("expired_before") == 1);
    clock.advance(91 * kMicrosPerDay);
    BOOST_TEST(take(look()).made.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_changed_by_the_household_is_kept_so) {
    take(look());
    automation::Automation changed = only().proposal.tree;
    changed.alias = "Blind down for the film";
    take(keeper->accept(only().id, changed));
    const Json shown = report(only());
    BOOST_TEST(shown["alias"] == "Blind down for the film");
    BOOST_TEST(shown["modified"] == true);
    BOOST_TEST(shown["state"] == "accepted");
    BOOST_TEST(!shown.contains("expires"));
}

BOOST_AUTO_TEST_CASE(shown_ones_say_so) {
    take(look());
    changes = 0;
    must(keeper->mark_shown({only().id, "01ARZ3NDEKTSV4RRFFQ69G5FAV"}));
    BOOST_TEST((only().state == State::kShown));
    BOOST_TEST(report(only()).contains("expires"));
    must(keeper->mark_shown({only().id}));
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(what_exists_is_left_out) {
    existing = {take(propose(take(read_habit(sequence_habit())), {}, {})).signature};
    BOOST_TEST(take(look()).left_out.at("exists_already") == 1);
}

BOOST_AUTO_TEST_CASE(models_that_say_nothing_or_nonsense) {
    habits = Json::array({"?", sequence_habit("light.a"), Json{{"kind", "duration"}}});
    const Look odd = take(look());
    BOOST_TEST(odd.habits == 3);
    BOOST_TEST(odd.left_out.at("unreadable") == 2);
    BOOST_TEST(odd.left_out.at("other_kind") == 1);
    failing = true;
    BOOST_TEST(take(look()).habits == 0);
    has_model = false;
    BOOST_TEST((code_of_failure(look()) == ErrorCode::kRefused));
    has_model = true;
    rules.enabled = false;
    start();
    BOOST_TEST((code_of_failure(look()) == ErrorCode::kRefused));
}

// A version that is replaced takes the question with it.
BOOST_AUTO_TEST_CASE(a_model_that_never_answers_blocks_nothing_for_long) {
    silent = true;
    int ended = 0;
    suggester->look([&](const Result<Look>& look) { ended += look.ok() ? 1 : 100; });
    suggester->look([&](const Result<Look>& look) { ended += look.ok() ? 1 : 100; });
    BOOST_TEST(ended == 0);
    pass(61 * kMicrosPerSecond);
    BOOST_TEST(ended == 2);  // who asks meanwhile gets the same
    silent = false;
    BOOST_TEST(take(look()).made.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
