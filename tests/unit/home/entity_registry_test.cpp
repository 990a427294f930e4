// Home Assistant's registries, read with distrust.
#include "home/entity_registry.hpp"

#include <boost/test/unit_test.hpp>

#include "support/must.hpp"

using namespace hearth;
using namespace hearth::test;

namespace {

Json file_of(const std::string& name, const char* list, Json entries) {
    return {{"version", 1},
            {"key", "core." + name + "_registry"},
            {"data", {{list, std::move(entries)}}}};
}
Json entities(Json entries) { return file_of("entity", "entities", std::move(entries)); }
Json devices(Json entries) { return file_of("device", "devices", std::move(entries)); }
Json areas(Json entries) { return file_of("area", "areas", std::move(entries)); }

const Json kAreas =
    areas({{{"id", "hall"}, {"name", "Hall"}}, {{"area_id", "bath"}, {"name", "Bath"}}});
const Json kDevices = devices(
    {{{"id", "d1"}, {"name", "LED1924"}, {"name_by_user", "Ceiling lamp"}, {"area_id", "hall"}},
     {{"id", "d2"}, {"name", "Plug"}, {"name_by_user", nullptr}, {"area_id", nullptr}}});

}  // namespace

BOOST_AUTO_TEST_SUITE(entity_registry)

BOOST_AUTO_TEST_CASE(an_entity_has_its_own_area_or_that_of_its_device) {
    const auto read = take(read_entity_registry(
        entities({{{"entity_id", "light.a"},
                   {"device_id", "d1"},
                   {"area_id", nullptr},
                   {"unique_id", "u"}},
                  {{"entity_id", "light.b"}, {"device_id", "d1"}, {"area_id", "bath"}},
                  {{"entity_id", "switch.c"}, {"device_id", "d2"}},
                  {{"entity_id", "sensor.d"}, {"device_id", "unknown"}, {"area_id", "unknown"}}}),
        kDevices, kAreas));
    BOOST_REQUIRE(read.entities.size() == 4U);
    BOOST_TEST(read.entities[0].area == "Hall");
    BOOST_TEST(read.entities[0].device == "Ceiling lamp");
    BOOST_TEST(read.entities[0].unique_id == "u");
    BOOST_TEST(read.entities[1].area == "Bath");
    BOOST_TEST(read.entities[2].device == "Plug");
    BOOST_TEST(read.entities[2].area.empty());
    BOOST_TEST(read.entities[3].area.empty());
}

BOOST_AUTO_TEST_CASE(devices_and_areas_may_be_missing) {
    const Json one = entities({{{"entity_id", "light.a"}, {"device_id", "d1"}}});
    BOOST_TEST(take(read_entity_registry(one, Json(), Json())).entities[0].device.empty());
    BOOST_TEST(take(read_entity_registry(one, kDevices, Json())).entities[0].device ==
               "Ceiling lamp");
}

BOOST_AUTO_TEST_CASE(what_is_disabled_or_makes_no_sense_is_left_out) {
    const auto read = take(
        read_entity_registry(entities({{{"entity_id", "light.a"}, {"disabled_by", "user"}},
                                       {{"entity_id", "no entity"}},
                                       {{"entity_id", 7}},
                                       "rubbish",
                                       Json(),
                                       {{"entity_id", "light.b"},
                                        {"disabled_by", nullptr},
                                        {"area_id", 7},
                                        {"device_id", Json::array()}}}),
                             devices({1, {{"id", 3}}}), areas({"x", {{"id", Json::object()}}})));
    BOOST_TEST(read.left_out == 5U);
    BOOST_REQUIRE(read.entities.size() == 1U);
    BOOST_TEST(read.entities[0].area.empty());
    const auto long_name = take(read_entity_registry(
        entities({{{"entity_id", "light.a"}, {"device_id", "d"}}}),
        devices({{{"id", "d"}, {"name", std::string(100'000, 'x')}}}), Json()));
    BOOST_TEST(long_name.entities[0].device.size() < 300U);
}

BOOST_AUTO_TEST_CASE(another_file_is_refused_in_words) {
    for (const Json& wrong :
         {Json(), Json("x"), Json::array(), Json::object(), kDevices,
          Json{{"key", "core.entity_registry"}}, Json{{"key", "core.entity_registry"}, {"data", 3}},
          Json{{"key", "core.entity_registry"}, {"data", {{"entities", 3}}}}}) {
        const auto read = read_entity_registry(wrong, Json(), Json());
        BOOST_TEST((code_of_failure(read) == ErrorCode::kInvalid));
        BOOST_TEST(read.error().text.find("core.entity_registry") != std::string::npos);
    }
    const Json fine = entities(Json::array());
    BOOST_TEST(!read_entity_registry(fine, kAreas, Json()).ok());
    BOOST_TEST(!read_entity_registry(fine, Json(), kDevices).ok());
    Json many = Json::array();
    for (std::size_t i = 0; i <= kMaxRegisteredEntities; ++i) many.push_back(1);
    BOOST_TEST((code_of_failure(read_entity_registry(entities(many), Json(), Json())) ==
                ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_SUITE_END()
