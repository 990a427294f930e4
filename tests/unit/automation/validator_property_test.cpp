// Whatever the writer writes passes the validator, which knows neither the writer nor the tree.
#include <set>

#include "automation/validator.hpp"
#include "automation/yaml_writer.hpp"
#include "random_automation.hpp"
#include "support/must.hpp"
#include "yaml/yaml_tree.hpp"

using namespace hearth;
using namespace hearth::automation;

namespace {

constexpr int kCheckedTrees = 2000;

class WholeHome final : public EntityCatalogue {
public:
    bool has_entity(const std::string& id) const override { return entities_.contains(id); }

private:
    std::set<std::string> entities_ = {
        "light.hall",         "switch.fan",         "input_datetime.wake_up",
        "sensor.temperature", "input_number.limit", "person.anna",
        "zone.home",          "binary_sensor.door", "binary_sensor.window",
        "sensor.lux",         "climate.living"};
};

// The keys of the parts, but not what is below data, variables and the like.
void collect_keys(const YamlNode& node, std::set<std::string>& out) {
    for (const YamlNode& item : node.items) collect_keys(item, out);
    for (const YamlMember& member : node.members) {
        out.insert(member.key);
        if (member.key != "data" && member.key != "variables" && member.key != "event_data")
            collect_keys(member.value, out);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validator_property)

BOOST_AUTO_TEST_CASE(all_yaml_that_is_written_is_valid) {
    const WholeHome home;
    hearth::test::RandomAutomations random(99);
    std::vector<Automation> all;
    for (int i = 0; i < kCheckedTrees; ++i) {
        const Automation tree = random.next();
        const std::string yaml = to_yaml(tree);
        const std::string problems = to_string(validate(yaml, &home));
        BOOST_REQUIRE_MESSAGE(problems.empty(), problems << "\n" << yaml);
        all.push_back(tree);
        all.back().id = "id " + std::to_string(i);
    }
    const std::vector<Problem> of_list = validate(to_yaml(all), &home);
    BOOST_TEST(of_list.empty(), to_string(of_list));
}

BOOST_AUTO_TEST_CASE(only_new_key_names_are_written) {
    hearth::test::RandomAutomations random(98);
    std::set<std::string> keys;
    YamlRules rules;
    rules.max_depth = 64;
    for (int i = 0; i < kCheckedTrees; ++i) {
        const YamlDocument document = parse_yaml(to_yaml(random.next()), rules);
        BOOST_REQUIRE_EQUAL(document.error, "");
        for (const YamlMember& member : document.root.members)
            for (const char* old_key : {"trigger", "condition", "action"})
                BOOST_TEST(member.key != old_key);
        collect_keys(document.root, keys);
    }
    for (const char* old_key : {"platform", "service", "service_template", "data_template"})
        BOOST_TEST(!keys.contains(old_key), old_key);
    for (const char* new_key :
         {"triggers", "trigger", "conditions", "condition", "actions", "action"})
        BOOST_TEST(keys.contains(new_key), new_key);
}

BOOST_AUTO_TEST_SUITE_END()
