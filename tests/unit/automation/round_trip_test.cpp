// What is written is read again as the same tree, for random trees of every form.
#include "automation/signature.hpp"
#include "automation/yaml_reader.hpp"
#include "automation/yaml_writer.hpp"
#include "random_automation.hpp"
#include "support/must.hpp"

using namespace hearth;
using namespace hearth::automation;
using hearth::test::take;

namespace {

constexpr int kTrees = 1000;

std::string json_of(const Automation& automation) {
    return to_json(automation).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trip)

BOOST_AUTO_TEST_CASE(yaml_is_read_as_the_tree_that_was_written) {
    hearth::test::RandomAutomations random(20260301);
    std::vector<Automation> all;
    for (int i = 0; i < kTrees; ++i) {
        all.push_back(random.next());
        const std::string yaml = to_yaml(all.back());
        const auto read = read_automation(yaml);
        BOOST_REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().text) << "\n" << yaml);
        BOOST_REQUIRE_MESSAGE(json_of(*read) == json_of(all.back()), yaml << json_of(*read) << "\n"
                                                                          << json_of(all.back()));
        BOOST_REQUIRE_EQUAL(to_yaml(*read), yaml);
        BOOST_REQUIRE_EQUAL(signature_of(*read).text(), signature_of(all.back()).text());
    }
    const ReadAutomations list = take(read_automations(to_yaml(all)));
    BOOST_TEST(list.problems.size() == 0U);
    BOOST_REQUIRE_EQUAL(list.automations.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(json_of(list.automations[i].tree) == json_of(all[i]));
}

BOOST_AUTO_TEST_CASE(json_is_read_as_the_tree_that_was_written) {
    hearth::test::RandomAutomations random(4711);
    for (int i = 0; i < kTrees; ++i) {
        const Automation tree = random.next();
        const Automation read = take(automation_from_json(Json::parse(json_of(tree))));
        BOOST_REQUIRE_EQUAL(json_of(read), json_of(tree));
    }
}

BOOST_AUTO_TEST_CASE(the_same_seed_makes_the_same_trees_of_every_form) {
    hearth::test::RandomAutomations one(1), same(1), other(2);
    std::string all;
    for (int i = 0; i < 200; ++i) {
        const std::string yaml = to_yaml(one.next());
        BOOST_REQUIRE_EQUAL(yaml, to_yaml(same.next()));
        BOOST_TEST(yaml != to_yaml(other.next()));
        all += yaml;
    }
    for (const char* part : {"trigger: state",
                             "trigger: numeric_state",
                             "trigger: time\n",
                             "trigger: time_pattern",
                             "trigger: sun",
                             "trigger: zone",
                             "trigger: event",
                             "trigger: homeassistant",
                             "trigger: template",
                             "trigger: mqtt",
                             "condition: state",
                             "condition: and",
                             "condition: or",
                             "condition: not",
                             "condition: device",
                             "choose:",
                             "if:",
                             "delay:",
                             "wait_template:",
                             "wait_for_trigger:",
                             "parallel:",
                             "sequence:",
                             "stop:",
                             "variables:",
                             "area_id:",
                             "response_variable:",
                             "mode: queued",
                             "max:",
                             "enabled: false"})
        BOOST_TEST((all.find(part) != std::string::npos), part);
}

BOOST_AUTO_TEST_SUITE_END()
