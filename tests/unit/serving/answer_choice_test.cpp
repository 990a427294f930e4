#include "serving/answer_choice.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>

using namespace hearth;
using namespace hearth::serving;

namespace {

struct ChoiceFixture {
    AnswerChoice choice(bool canary) {
        return {canary, [this](const Json& prediction) { given.push_back(prediction); }};
    }
    Json given = Json::array();
};

int canaries(std::int64_t version, double fraction) {
    int count = 0;
    for (std::int64_t sample = 1; sample <= 10'000; ++sample)
        count += is_canary(version, sample, fraction) ? 1 : 0;
    return count;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(answer_choice, ChoiceFixture)

BOOST_AUTO_TEST_CASE(about_the_fraction_of_all_samples_and_none_by_default) {
    BOOST_TEST(canaries(2, 0) == 0);
    BOOST_TEST(std::abs(canaries(2, .1) - 1000) < 100);
    BOOST_TEST(std::abs(canaries(2, .5) - 5000) < 200);
}

BOOST_AUTO_TEST_CASE(the_same_samples_each_time_and_others_for_another_version) {
    int both = 0, second = 0;
    for (std::int64_t sample = 1; sample <= 10'000; ++sample) {
        const bool is = is_canary(2, sample, .2);
        BOOST_REQUIRE(is == is_canary(2, sample, .2));
        second += is ? 1 : 0;
        both += is && is_canary(3, sample, .2) ? 1 : 0;
    }
    BOOST_TEST(both < second / 2);
}

BOOST_AUTO_TEST_CASE(the_active_version_answers_unless_it_is_a_canary) {
    AnswerChoice usual = choice(false);
    usual.shadow_answered("shadow");
    usual.active_answered("active");
    AnswerChoice canary = choice(true);
    canary.active_answered("active");
    canary.shadow_answered("shadow");
    AnswerChoice other_order = choice(true);
    other_order.shadow_answered("shadow");
    other_order.active_answered("active");
    BOOST_TEST((given == Json{"active", "shadow", "shadow"}));
}

BOOST_AUTO_TEST_CASE(a_canary_that_fails_leaves_it_to_the_active_version) {
    AnswerChoice before = choice(true);
    before.shadow_failed();
    before.active_answered("first");
    AnswerChoice after = choice(true);
    after.active_answered("second");
    after.shadow_failed();
    after.shadow_failed();
    BOOST_TEST((given == Json{"first", "second"}));
}

BOOST_AUTO_TEST_SUITE_END()
