// What becomes a suggestion, and what is left out for which reason.
#include "suggestions/choice.hpp"

#include <boost/test/unit_test.hpp>

#include "domain/proposable.hpp"
#include "habits.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::suggestions;
using namespace hearth::test;

namespace {

Proposal proposal_of(const Json& habit) { return take(propose(take(read_habit(habit)), {}, {})); }

Proposal blind(double low = .77, const std::string& after = "media_player.tv=playing") {
    Json habit = sequence_habit("cover.blind=closed", after);
    habit["confidence_low"] = low;
    return proposal_of(habit);
}

Suggestion earlier(State state, const Proposal& proposal = blind()) {
    Suggestion out;
    out.state = state;
    out.proposal = proposal;
    return out;
}

std::string only_reason(const Choice& choice) {
    BOOST_TEST(choice.chosen.empty());
    return choice.left_out.size() == 1 ? choice.left_out.begin()->first : "several";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choice)

BOOST_AUTO_TEST_CASE(the_surest_for_each_deed_comes_first) {
    const Choice choice =
        choose({blind(.7), blind(.9, "person.anna=home"), proposal_of(time_habit())}, {}, {});
    BOOST_REQUIRE(choice.chosen.size() == 2U);
    BOOST_TEST(choice.chosen[0].confidence_low == .9);
    BOOST_TEST(choice.chosen[1].tree.alias.starts_with("switch.coffee"));
    BOOST_TEST(choice.left_out.at("a_surer_one_does_it") == 1);
}

BOOST_AUTO_TEST_CASE(what_was_answered_or_waits_is_not_proposed_again) {
    const auto reason_after = [](State state) {
        return only_reason(choose({blind()}, {{}, {earlier(state)}, 0}, {}));
    };
    BOOST_TEST(reason_after(State::kRejected) == "rejected_before");
    BOOST_TEST(reason_after(State::kAccepted) == "accepted_before");
    BOOST_TEST(reason_after(State::kNew) == "waits_already");
    BOOST_TEST(reason_after(State::kShown) == "waits_already");
    BOOST_TEST(reason_after(State::kLater) == "waits_already");
    // Another way to the same was not turned down.
    const Choice other =
        choose({blind(.8, "person.anna=home")}, {{}, {earlier(State::kRejected)}, 0}, {});
    BOOST_TEST(other.chosen.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_home_assistant_has_is_not_proposed) {
    BOOST_TEST(only_reason(choose({blind()}, {{blind().signature}, {}, 0}, {})) ==
               "exists_already");
    BOOST_TEST(
        choose({blind()}, {{proposal_of(time_habit()).signature}, {}, 0}, {}).chosen.size() == 1U);
}

BOOST_AUTO_TEST_CASE(few_a_day_and_few_at_once) {
    ChoiceRules rules;
    rules.most_a_day = 2;
    BOOST_TEST(choose({blind()}, {{}, {}, 1}, rules).chosen.size() == 1U);
    BOOST_TEST(only_reason(choose({blind()}, {{}, {}, 2}, rules)) == "enough_for_now");
    rules.most_open = 1;
    const Background one_waits{{}, {earlier(State::kShown, proposal_of(time_habit()))}, 0};
    BOOST_TEST(only_reason(choose({blind()}, one_waits, rules)) == "enough_for_now");
    const Background one_was{{}, {earlier(State::kExpired, proposal_of(time_habit()))}, 0};
    BOOST_TEST(choose({blind()}, one_was, rules).chosen.size() == 1U);
}

BOOST_AUTO_TEST_CASE(domains_can_be_switched_off) {
    ChoiceRules rules;
    rules.domains = {"switch"};
    const Choice choice = choose({blind(), proposal_of(time_habit())}, {}, rules);
    BOOST_REQUIRE(choice.chosen.size() == 1U);
    BOOST_TEST(choice.chosen[0].tree.alias.starts_with("switch.coffee"));
    BOOST_TEST(choice.left_out.at("domain_switched_off") == 1);
}

BOOST_AUTO_TEST_CASE(domains_are_switched_one_by_one) {
    using Domains = std::vector<std::string>;
    Domains list;
    BOOST_TEST(domain_is_on(list, "light"));
    list = with_domain(list, "light", false);
    BOOST_TEST(list.size() == kProposableDomains.size() - 1);
    BOOST_TEST(!domain_is_on(list, "light"));
    BOOST_TEST(domain_is_on(list, "cover"));
    BOOST_TEST(with_domain(list, "light", false) == list);
    BOOST_TEST(with_domain(list, "light", true).empty());  // all of them again
    for (const std::string_view domain : kProposableDomains)
        list = with_domain(list, std::string(domain), false);
    BOOST_TEST(list == Domains({"none"}));  // not empty, which would be all
    BOOST_TEST(!domain_is_on(list, "cover"));
    BOOST_TEST(with_domain(list, "cover", true) == Domains({"cover"}));
    BOOST_TEST(with_domain({"light", "cover"}, "fan", true) == Domains({"light", "fan", "cover"}));
}

BOOST_AUTO_TEST_CASE(nothing_is_proposed_with_all_domains_off) {
    ChoiceRules rules;
    rules.domains = {"none"};
    BOOST_TEST(only_reason(choose({blind()}, {}, rules)) == "domain_switched_off");
}

BOOST_AUTO_TEST_SUITE_END()
