// What a model says belongs together: read with distrust, proposed with reason.
#include <boost/test/unit_test.hpp>

#include "habits.hpp"
#include "suggestions/choice.hpp"
#include "suggestions/synergy_proposal.hpp"
#include "support/must.hpp"
#include "synergies.hpp"

using namespace hearth;
using namespace hearth::suggestions;
using namespace hearth::test;

namespace {

EntityWords home(const std::string& entity_id) {
    if (entity_id == "light.hall") return {"Hall light", "", true};
    if (entity_id == "light.gone") return {"Gone", "", false};
    return {"", "", true};
}

Result<Proposal> proposed_of(const Json& told) {
    return propose(take(read_synergy(told)), ProposalRules(), home);
}

std::string refusal(Json told, const Json& change) {
    told.merge_patch(change);
    const auto proposal = proposed_of(told);
    BOOST_REQUIRE(!proposal.ok());
    BOOST_TEST((proposal.error().code == ErrorCode::kRefused));
    return proposal.error().text;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(synergies)

BOOST_AUTO_TEST_CASE(a_pair_becomes_an_automation_that_tells_its_counts) {
    Json told = synergy();
    told["seen"] = {{"together", 14}, {"of", 15}, {"occasions", 16}, {"within_s", 180}};
    told["delay_s"] = 30;
    told["conditions"] = Json::array({{{"entity", "sun.sun"}, {"state", "below_horizon"}}});
    const Proposal proposal = take(proposed_of(told));
    BOOST_TEST(proposal.tree.alias == "Hall light on when binary_sensor.motion on");
    BOOST_TEST(automation::in_words(proposal.signature) ==
               "when binary_sensor.motion is on, under 1 condition: light.hall on");
    BOOST_TEST(contains(proposal.explanation, "of 100 such pairs the model is right about 90"));
    BOOST_TEST(contains(proposal.explanation, "14 times, of 16 on which it could have"));
    BOOST_TEST(contains(proposal.explanation, "one followed the other (14); both are in the hall"));
    BOOST_TEST(proposal.tree.actions.size() == 2U);
    BOOST_TEST(proposal.confidence == .9);
    BOOST_TEST(proposal.evidence == told);
}

BOOST_AUTO_TEST_CASE(what_is_not_sure_is_not_proposed) {
    BOOST_TEST(contains(refusal(synergy(), {{"score", .79}}), "79 %"));
    BOOST_TEST(contains(refusal(synergy(), {{"fallback", true}}), "no trained model"));
    BOOST_TEST(contains(refusal(synergy(), {{"fallback", nullptr}}), "no trained model"));
    BOOST_TEST(contains(refusal(synergy(), {{"target_state", nullptr}}), "not known"));
    BOOST_TEST(contains(refusal(synergy(), {{"trigger_state", nullptr}}), "not known"));
    BOOST_TEST(contains(refusal(synergy(), {{"reasons", nullptr}}), "nothing was counted"));
    BOOST_TEST(contains(refusal(synergy(), {{"trigger_state", "unavailable"}}), "away"));
    BOOST_TEST(contains(refusal(synergy("light.hall"), Json::object()), "from itself"));
}

BOOST_AUTO_TEST_CASE(what_is_risky_or_no_valid_automation_is_not_proposed) {
    BOOST_TEST(contains(
        refusal(synergy("person.anna", "lock.door"), {{"target_state", "unlocked"}}), "too risky"));
    BOOST_TEST(contains(refusal(synergy(), {{"target_state", "purple"}}), "no service"));
    BOOST_TEST(contains(refusal(synergy("binary_sensor.motion", "light.gone"), Json::object()),
                        "light.gone"));
    BOOST_TEST(!refusal(synergy(), {{"trigger_state", "warm"}}).empty());
}

BOOST_AUTO_TEST_CASE(what_a_plugin_says_is_not_trusted) {
    BOOST_TEST(take(read_synergy(synergy())).reasons.size() == 2U);
    const Json wrong[] = {{{"trigger", "no entity"}},
                          {{"trigger", 7}},
                          {{"target", nullptr}},
                          {{"target_state", std::string(300, 'x')}},
                          {{"target_state", 1}},
                          {{"score", 1.01}},
                          {{"score", "high"}},
                          {{"score", nullptr}},
                          {{"score_low", .95}},
                          {{"delay_s", -1}},
                          {{"conditions", "x"}},
                          {{"conditions", {{{"entity", "sun.sun"}}}}},
                          {{"reasons", 3}}};
    for (const Json& change : wrong) {
        Json told = synergy();
        told.merge_patch(change);
        BOOST_TEST(!read_synergy(told).ok(), change.dump());
    }
    for (const Json& none : {Json(), Json(1), Json::array(), Json("x")})
        BOOST_TEST(!read_synergy(none).ok());
    // Reasons are only words: what is wrong in them is left out, and there are not many.
    Json told = synergy();
    told["reasons"] = Json::array({1, {{"words", "x"}, {"count", -1}}});
    BOOST_TEST(take(read_synergy(told)).reasons.empty());
    told["reasons"] = Json::array();
    for (int i = 0; i < 100; ++i)
        told["reasons"].push_back({{"words", std::string(1000, 'x')}, {"count", 1e12}});
    const auto many = take(read_synergy(told)).reasons;
    BOOST_TEST(many.size() == 20U);
    BOOST_TEST(many[0].words.size() <= 203U);
    BOOST_TEST(!many[0].count.has_value());
}

BOOST_AUTO_TEST_CASE(a_reply_is_harvested_up_to_a_limit) {
    Json gone = synergy("binary_sensor.motion", "light.gone");
    const Json reply = {{"synergies", {synergy(), "rubbish", gone, synergy()}}};
    const SynergyHarvest all = harvest(reply, 100, ProposalRules(), home);
    BOOST_TEST(all.told == 4);
    BOOST_TEST(all.proposals.size() == 2U);
    BOOST_TEST(all.left_out.at("unreadable") == 1);
    BOOST_TEST(all.left_out.at("not_proposed") == 1);
    BOOST_TEST(harvest(reply, 1, ProposalRules(), home).told == 1);
    for (const Json& none : {Json(), Json("x"), Json{{"synergies", 4}}, Json::object()})
        BOOST_TEST(harvest(none, 100, ProposalRules(), home).told == 0);
}

BOOST_AUTO_TEST_CASE(what_people_were_seen_to_do_goes_first) {
    Proposal habit =
        take(propose(take(read_habit(sequence_habit("light.hall=on"))), ProposalRules(), home));
    habit.confidence_low = .6;
    Proposal pair = take(proposed_of(synergy()));
    pair.confidence_low = .99;
    const Choice both = choose({pair, habit}, {}, {});
    BOOST_REQUIRE(both.chosen.size() == 1U);
    BOOST_TEST(both.chosen[0].explanation == habit.explanation);
    BOOST_TEST(both.left_out.at("a_surer_one_does_it") == 1);
    // What Home Assistant has already, and what was turned down, nobody proposes.
    BOOST_TEST(choose({pair}, {{pair.signature}, {}, 0}, {}).left_out.at("exists_already") == 1);
    Suggestion rejected;
    rejected.state = State::kRejected;
    rejected.proposal = pair;
    BOOST_TEST(choose({pair}, {{}, {rejected}, 0}, {}).left_out.at("rejected_before") == 1);
    ChoiceRules covers_only;
    covers_only.domains = {"cover"};
    BOOST_TEST(choose({pair}, {}, covers_only).left_out.at("domain_switched_off") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
