// Settings that are changed while the daemon runs: what goes before what, and what is refused.
#include "config/runtime_settings.hpp"

#include "files.hpp"

using namespace hearth;
using namespace hearth::config;
using hearth::config::test::SettingsFile;

namespace {

const std::string kThreshold = "models.a.threshold";

SettingOverride by_command(const Json& value) { return {value, SettingOrigin::kCommand, 1}; }

Json value_of(const RuntimeSettings& settings, const std::string& key) {
    for (const SettingRow& row : settings.rows({"a", "b"}))
        if (row.key == key) return row.value;
    BOOST_FAIL("no row " + key);
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(runtime_settings)

BOOST_AUTO_TEST_CASE(what_was_set_goes_before_the_file_and_the_command_line_before_all) {
    const SettingsFile file("learning: {enabled: false}\nmodels: {a: {threshold: 120}}\n");
    auto loaded = load_settings(file.path(), {"models.a.tolerance=0.1"}, {});
    BOOST_REQUIRE(loaded.ok());
    RuntimeSettings settings(loaded->settings, loaded->origins);
    const Settings& in_force = settings.settings();
    BOOST_TEST((settings.origin_of(kThreshold) == SettingOrigin::kFile));
    BOOST_TEST((settings.origin_of("models.a.tolerance") == SettingOrigin::kCommandLine));
    BOOST_TEST((settings.origin_of("models.a.enabled") == SettingOrigin::kDefault));

    BOOST_REQUIRE(settings.set(kThreshold, by_command(150)).ok());
    BOOST_TEST((in_force.models.at("a").threshold == 150));
    BOOST_TEST((settings.origin_of(kThreshold) == SettingOrigin::kCommand));
    BOOST_REQUIRE(settings.set("learning.enabled", by_command("true")).ok());
    BOOST_TEST(in_force.learning.enabled);
    BOOST_REQUIRE(settings.set("models.b.policy", by_command("improvement")).ok());
    BOOST_TEST(in_force.models.at("b").policy == "improvement");

    const Status over = settings.set("models.a.tolerance", by_command(0.2));
    BOOST_TEST((!over.ok() && over.error().code == ErrorCode::kConflict));
    BOOST_TEST((in_force.models.at("a").tolerance == 0.1));

    BOOST_REQUIRE(settings.unset(kThreshold).ok());
    BOOST_TEST((in_force.models.at("a").threshold == 120));  // the file's
    BOOST_TEST(in_force.learning.enabled);                   // the others stay
    BOOST_TEST(in_force.models.at("b").policy == "improvement");
    BOOST_TEST((settings.unset(kThreshold).error().code == ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_and_changes_nothing) {
    RuntimeSettings settings({}, {});
    struct Case {
        std::string key;
        Json value;
        ErrorCode code;
        std::string words;
    };
    for (const Case& c : std::initializer_list<Case>{
             {kThreshold, 0, ErrorCode::kInvalid, "allowed: an integer from 1 to 1000000"},
             {kThreshold, 1.5, ErrorCode::kInvalid, "an integer"},
             {kThreshold, "lots", ErrorCode::kInvalid, "found 'lots'"},
             {kThreshold, true, ErrorCode::kInvalid, "found 'true'"},
             {kThreshold, Json::array({1}), ErrorCode::kInvalid, "a text, a number"},
             {kThreshold, Json::object(), ErrorCode::kInvalid, "a text, a number"},
             {kThreshold, Json(), ErrorCode::kInvalid, "a text, a number"},
             {"models.a.tolerance", 0.51, ErrorCode::kInvalid, "from 0 to 0.5"},
             {"models.a.policy", "luck", ErrorCode::kInvalid, "manifest, tolerance, improvement"},
             {"learning.enabled", "yes", ErrorCode::kInvalid, "true or false"},
             {"learning.enabled", 1, ErrorCode::kInvalid, "true or false"},
             {"models.A B.threshold", 5, ErrorCode::kInvalid, "not a valid name"},
             {"models..threshold", 5, ErrorCode::kNotFound, "there is no setting"},
             {"models.a.b.threshold", 5, ErrorCode::kInvalid, "unknown key"},
             {"store.retention_days", 10, ErrorCode::kRefused, "only in the settings file"},
             {"mqtt.password", "x", ErrorCode::kRefused, "only in the settings file"},
             {"learning.enable", true, ErrorCode::kNotFound, "did you mean learning.enabled?"},
             {"", 1, ErrorCode::kNotFound, "there is no setting"}}) {
        const Status done = settings.set(c.key, by_command(c.value));
        BOOST_REQUIRE_MESSAGE(!done.ok(), c.key << " " << c.value);
        BOOST_TEST((done.error().code == c.code), c.key << ": " << done.error().text);
        BOOST_TEST(done.error().text.find(c.words) != std::string::npos,
                   c.key << ": " << done.error().text);
    }
    BOOST_TEST(settings.overrides().empty());
    BOOST_TEST(settings.settings().models.empty());
}

BOOST_AUTO_TEST_CASE(a_list_is_set_as_text) {
    RuntimeSettings settings({}, {});
    BOOST_REQUIRE(settings.set("suggestions.domains", by_command("[light, cover]")).ok());
    BOOST_TEST(settings.settings().suggestions.domains ==
               std::vector<std::string>({"light", "cover"}));
    BOOST_TEST(value_of(settings, "suggestions.domains") == Json({"light", "cover"}));
    for (const char* wrong : {"[light", "[lamp]", "[[light]]", "light", "[1: 2]"})
        BOOST_TEST(!settings.set("suggestions.domains", by_command(wrong)).ok(), wrong);
    BOOST_TEST(settings.settings().suggestions.domains.size() == 2U);
    BOOST_REQUIRE(settings.set("suggestions.domains", by_command("[]")).ok());
    BOOST_TEST(settings.settings().suggestions.domains.empty());
}

BOOST_AUTO_TEST_CASE(the_list_has_every_key_and_no_secret) {
    Settings started_with;
    started_with.mqtt.password = "very secret";
    const RuntimeSettings settings(started_with, {{"mqtt.password", SettingOrigin::kFile}});
    BOOST_TEST(value_of(settings, "mqtt.password") == "***");
    BOOST_TEST(value_of(settings, kThreshold).is_null());
    BOOST_TEST(value_of(settings, "models.b.enabled") == true);
    BOOST_TEST(value_of(settings, "sources").size() == 2U);
    int changeable = 0;
    for (const SettingRow& row : settings.rows({"a", "b"})) changeable += row.changeable ? 1 : 0;
    BOOST_TEST(changeable == 4 + 2 * 4);
}

BOOST_AUTO_TEST_SUITE_END()
