// The table of automations: what becomes a row, and what is refused.
#include "recording/automation_pairs.hpp"

#include <boost/test/unit_test.hpp>

#include "log_files.hpp"

namespace hearth::test {

namespace {

const std::string kHeader =
    "home,automation,trigger_platform,trigger_domain,trigger_kind,trigger_entity,"
    "action_service_domain,action_service,target_domain,target_kind,target_entity,"
    "trigger_also_condition\n";

Result<std::vector<Sample>> read(const std::string& text) {
    const TemporaryFolder folder;
    const std::string path = folder.file("pairs.csv");
    std::ofstream(path) << text;
    return read_automation_pairs(path);
}

void check_refused(const std::string& text, const std::string& words) {
    const auto read_back = read(text);
    BOOST_REQUIRE(!read_back.ok());
    BOOST_TEST(read_back.error().text.find(words) != std::string::npos,
               "'" << read_back.error().text << "' does not say '" << words << "'");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(automation_pairs)

BOOST_AUTO_TEST_CASE(rows_become_entities_and_automations_of_homes) {
    const auto samples = read(
        kHeader +
        "A,1,state,binary_sensor,motion,binary_sensor.e1,light,light.turn_on,light,,light.e2,0\n"
        "A,1,state,binary_sensor,motion,binary_sensor.e1,light,light.turn_on,light,,light.e3,0\n"
        "A,2,time,,,,light,light.turn_off,light,,light.e2,0\n"
        "B,1,state,person,,person.e1,notify,notify.x,,,,0\n");
    BOOST_REQUIRE(samples.ok());
    BOOST_REQUIRE(samples->size() == 3U + 2U + 1U + 1U);
    const Sample& sensor = samples->at(0);
    BOOST_TEST(sensor.group == "A");
    BOOST_TEST(!sensor.target);
    BOOST_TEST(sensor.features["row"] == "entity");
    BOOST_TEST(sensor.features["entity"] == "binary_sensor.e1");
    BOOST_TEST(sensor.features["device_class"] == "motion");
    const Sample& automation = samples->at(3);
    BOOST_TEST(automation.features["row"] == "automation");
    BOOST_TEST(automation.features["triggers"] == Json({"binary_sensor.e1"}));
    BOOST_TEST(automation.features["targets"] == Json({"light.e2", "light.e3"}));
    BOOST_TEST(samples->at(4).features["triggers"].empty());
    BOOST_TEST(samples->at(6).group == "B");
    TimeUs last = 0;
    for (const Sample& sample : *samples) {
        BOOST_TEST(sample.time_us > last);
        last = sample.time_us;
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_such_table_is_refused) {
    check_refused("", "empty");
    check_refused("time,sensor,state,activity\n", "line 1");
    check_refused(kHeader, "no rows");
    check_refused(kHeader + "A,1,state\n", "found 3 fields");
    check_refused(kHeader + ",1,state,light,,light.a,light,light.x,light,,light.b,0\n", "home");
    BOOST_TEST(!read_automation_pairs("/does/not/exist.csv").ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace hearth::test
