// One question to several models ends once, whoever answers late, twice or never.
#include "domain/model_round.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace hearth;

namespace {

struct RoundFixture {
    std::vector<std::string> told;
    int ends = 0;
    std::map<std::string, std::vector<std::function<void(Result<Json>)>>> asked;
    ModelRound round{[this](const std::string& model, const Result<Json>& reply) {
                         told.push_back(model + (reply ? reply->get<std::string>() : "!"));
                     },
                     [this] { ++ends; }};

    void begin(TimeUs now_us = 0) {
        std::map<std::string, AskModel> models;
        for (const char* name : {"a", "b"})
            models[name] = [this, name](const Json&,
                                        const std::function<void(Result<Json>)>& on_reply) {
                asked[name].push_back(on_reply);
            };
        round.begin(models, {{"what", "x"}}, now_us);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(model_round, RoundFixture)

BOOST_AUTO_TEST_CASE(ends_once_all_have_answered) {
    begin();
    asked["b"][0](Json("2"));
    BOOST_TEST(round.is_open());
    asked["a"][0](Error{ErrorCode::kUnavailable, "gone"});
    BOOST_TEST(!round.is_open());
    BOOST_TEST(ends == 1);
    BOOST_TEST(told == (std::vector<std::string>{"b2", "a!"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_model_that_answers_at_once_does_not_end_it_for_the_others) {
    std::map<std::string, AskModel> models;
    for (const char* name : {"a", "b"})
        models[name] = [](const Json&, const std::function<void(Result<Json>)>& on_reply) {
            on_reply(Json("now"));
        };
    round.begin(models, {}, 0);
    BOOST_TEST(told.size() == 2);
    BOOST_TEST(ends == 1);
}

BOOST_AUTO_TEST_CASE(is_not_held_up_by_a_model_that_does_not_answer) {
    begin(5);
    asked["a"][0](Json("1"));
    round.tick(5 + ModelRound::kPatience);
    BOOST_TEST(ends == 0);
    round.tick(6 + ModelRound::kPatience);
    BOOST_TEST(ends == 1);
    asked["b"][0](Json("late"));
    BOOST_TEST(told.size() == 1);
    BOOST_TEST(ends == 1);
}

BOOST_AUTO_TEST_CASE(answers_of_a_dropped_round_do_not_count_in_the_next) {
    begin();
    round.drop();
    BOOST_TEST(ends == 0);
    begin();
    asked["a"][0](Json("old"));
    asked["b"][0](Json("old"));
    BOOST_TEST(told.empty());
    BOOST_TEST(round.is_open());
    asked["a"][1](Json("1"));
    asked["b"][1](Json("2"));
    BOOST_TEST(ends == 1);
}

BOOST_AUTO_TEST_SUITE_END()
