// Good settings: defaults, files, overrides, paths, and the files that come with Hearth.
#include <algorithm>
#include <regex>

#include "config/describe.hpp"
#include "config/settings_schema.hpp"
#include "core/file.hpp"
#include "core/time_zone.hpp"
#include "files.hpp"
#include "yaml/yaml_tree.hpp"

using namespace hearth;
using namespace hearth::config;
using hearth::config::test::reason;
using hearth::config::test::SettingsFile;

namespace {

const std::string kRepository = HEARTH_SOURCE_DIR;

std::vector<std::string> keys_of_file(const YamlNode& map, const std::string& prefix = "") {
    std::vector<std::string> out;
    for (const YamlMember& member : map.members) {
        const std::string key = prefix + member.key;
        if (member.value.kind != YamlNode::Kind::kMap || key == "models") {
            out.push_back(key);
            continue;
        }
        for (auto& inner : keys_of_file(member.value, key + ".")) out.push_back(std::move(inner));
    }
    return out;
}

std::string text_of(const std::string& path) {
    const auto text = hearth::read_file(path);
    BOOST_REQUIRE_MESSAGE(text.ok(), path);
    return *text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(an_empty_file_gives_the_defaults) {
    for (const char* text : {"", "# nothing\n", "---\n", "mqtt:\nlog:\nmodels:\n"}) {
        const auto loaded = SettingsFile(text).load();
        BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
        BOOST_TEST(settings_as_json(loaded->settings) == settings_as_json(Settings{}));
        BOOST_TEST(loaded->warnings.empty());
    }
    BOOST_TEST(load_settings("", {}, {}).ok());
}

BOOST_AUTO_TEST_CASE(values_of_every_type_are_read) {
    const SettingsFile file(
        "home: {time_zone: Europe/Berlin, simulated: true}\n"
        "mqtt:\n  uri: ssl://broker.home:8883\n  username: \"007\"\n  keepalive_s: +60\n"
        "store: {durability: full}\n"
        "learning:\n  min_confidence: 7.5e-1\n  exclude:\n    - sensor.*_power\n    - light.x?\n"
        "sources:\n  - {kind: plain_json, topic: z2m/+/state}\n"
        "models:\n"
        "  pattern_detection:\n"
        "    enabled: false\n"
        "    threshold: 20\n"
        "    options: {epochs: 3, rate: 0.5, name: \"5\", deep: true, method: fast}\n");
    const auto loaded = file.load();
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    const Settings& s = loaded->settings;
    BOOST_TEST(s.home.time_zone == "Europe/Berlin");
    BOOST_TEST(s.home.simulated);
    BOOST_TEST(s.mqtt.uri == "ssl://broker.home:8883");
    BOOST_TEST(s.mqtt.username == "007");
    BOOST_TEST(s.mqtt.keepalive_s == 60);
    BOOST_TEST((s.store.durability == hearth::Durability::kFull));
    BOOST_TEST(s.learning.min_confidence == 0.75);
    BOOST_TEST(s.learning.exclude == std::vector<std::string>({"sensor.*_power", "light.x?"}));
    BOOST_REQUIRE(s.sources.size() == 1U);
    BOOST_TEST((s.sources[0].kind == hearth::SourceKind::kPlainJson));
    BOOST_TEST(s.sources[0].topic == "z2m/+/state");
    const ModelSettings& model = s.models.at("pattern_detection");
    BOOST_TEST(!model.enabled);
    BOOST_TEST(model.threshold.value() == 20);
    BOOST_TEST(model.options == hearth::Json::parse(R"({"epochs":3,"rate":0.5,"name":"5",
        "deep":true,"method":"fast"})"));
}

BOOST_AUTO_TEST_CASE(bounds_are_inclusive) {
    const auto loaded = SettingsFile(
                            "ingest: {max_payload_bytes: 262144, twin_wait_ms: 0}\n"
                            "learning: {min_confidence: 1}\ntraining: {holdout_fraction: 0.05}\n")
                            .load();
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->settings.ingest.max_payload_bytes == 262144);
    BOOST_TEST(loaded->settings.ingest.twin_wait_ms == 0);
    BOOST_TEST(loaded->settings.learning.min_confidence == 1.0);
}

BOOST_AUTO_TEST_CASE(no_event_is_answered_by_a_candidate_unless_it_is_asked_for) {
    BOOST_TEST(Settings{}.learning.canary_fraction == 0);
    BOOST_TEST(SettingsFile("learning: {canary_fraction: 0.5}\n")
                   .load()
                   ->settings.learning.canary_fraction == 0.5);
    const auto more = SettingsFile("learning: {canary_fraction: 0.51}\n").load();
    BOOST_TEST(
        reason(more).find("canary_fraction: found '0.51'; allowed: a number from 0 to 0.5") !=
            std::string::npos,
        reason(more));
}

BOOST_AUTO_TEST_CASE(relative_paths_count_from_the_file) {
    const SettingsFile file(
        "data_folder: data\nworker: ../bin/hearth-worker\n"
        "plugin_folder: /opt/plugins/./x/..\nhttp: {socket: ''}\n");
    const auto loaded = file.load();
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    const auto folder = std::filesystem::path(file.path()).parent_path();
    BOOST_TEST(loaded->settings.data_folder == (folder / "data").string());
    BOOST_TEST(loaded->settings.worker == (folder.parent_path() / "bin/hearth-worker").string());
    BOOST_TEST(loaded->settings.plugin_folder == "/opt/plugins/");
    BOOST_TEST(loaded->settings.http.socket.empty());
}

BOOST_AUTO_TEST_CASE(a_path_is_no_place_for_variables) {
    const auto loaded = SettingsFile("data_folder: /srv/${HOME}\n").load();
    BOOST_REQUIRE(loaded.ok());
    BOOST_TEST(loaded->settings.data_folder == "/srv/${HOME}");
}

BOOST_AUTO_TEST_CASE(overrides_win_over_the_file) {
    const SettingsFile file(
        "mqtt: {uri: 'tcp://a:1', client_id: a}\n"
        "models: {m: {threshold: 9, options: {x: 1, y: 2}}}\n");
    const auto loaded =
        file.load({"mqtt.uri=tcp://b:2", "mqtt.uri=tcp://c:3",
                   "http.listen=", "sources=[{kind: plain_json, topic: 'z/#'}]",
                   "models.m.options.x=5", "models.n.enabled=false", "learning.exclude=[a.b]",
                   "log.level=debug", "mqtt.username=user: #1 *&!", "data_folder=here"});
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    const Settings& s = loaded->settings;
    BOOST_TEST(s.mqtt.uri == "tcp://c:3");
    BOOST_TEST(s.mqtt.client_id == "a");
    BOOST_TEST(s.mqtt.username == "user: #1 *&!");
    BOOST_REQUIRE(s.sources.size() == 1U);
    BOOST_TEST(s.sources[0].topic == "z/#");
    BOOST_TEST(s.models.at("m").threshold.value() == 9);
    BOOST_TEST(s.models.at("m").options.dump() == R"({"x":5,"y":2})");
    BOOST_TEST(!s.models.at("n").enabled);
    BOOST_TEST(s.learning.exclude.size() == 1U);
    BOOST_TEST(s.log.level == "debug");
    BOOST_TEST(s.data_folder == (std::filesystem::current_path() / "here").string());
}

BOOST_AUTO_TEST_CASE(bad_overrides_name_themselves) {
    const SettingsFile file("");
    BOOST_TEST(file.problems({"mqtt.uri"}) == "--set: found 'mqtt.uri'; allowed: KEY=VALUE");
    BOOST_TEST(file.problems({"=1"}) == "--set: found ''; allowed: KEY=VALUE");
    BOOST_TEST(file.problems({"mqtt.keepalive_s=soon"}) ==
               "--set: mqtt.keepalive_s: found 'soon'; allowed: an integer from 5 to 3600");
    BOOST_TEST(file.problems({"mqtt.ur=x"})
                   .find("--set: mqtt.ur: unknown key; did you mean "
                         "'mqtt.uri'?") == 0U);
    BOOST_TEST(file.problems({"sources=[oops"}).find("--set: sources: a key must be plain text") ==
               0U);
    BOOST_TEST(file.problems({"a..b=1"}).find("--set: a: unknown key") == 0U);
    BOOST_TEST(file.problems({"mqtt=1"}).find("--set: mqtt: found '1'; allowed: a section") == 0U);
    BOOST_TEST(file.problems({"http.listen=127.0.0.1:80"})
                   .find("--set: http.listen: found '127.0.0.1:80'; HTTP over TCP needs") == 0U);
}

BOOST_AUTO_TEST_CASE(the_system_time_zone_is_looked_up) {
    const auto loaded = SettingsFile("home: {time_zone: system}\n").load();
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->settings.home.time_zone != "system");
    BOOST_TEST(hearth::TimeZone::find(loaded->settings.home.time_zone).ok());
}

BOOST_AUTO_TEST_CASE(what_is_described_can_be_loaded_again) {
    const auto first =
        SettingsFile(
            "mqtt: {username: 'a: b # \"c\"', uri: 'ssl://h:1'}\nlearning: {exclude: "
            "[a.b, c.*]}\nmodels: {m: {threshold: 3, options: {k: [1, two]}}}\n")
            .load();
    BOOST_REQUIRE_MESSAGE(first.ok(), reason(first));
    const std::string text = describe(first->settings);
    const auto second = SettingsFile(text).load();
    BOOST_REQUIRE_MESSAGE(second.ok(), reason(second) << " in\n" << text);
    BOOST_TEST(describe(second->settings) == text);
}

BOOST_AUTO_TEST_CASE(secrets_are_not_described) {
    Settings settings;
    settings.mqtt.password = "geheim";
    settings.http.token = "ganz-geheim";
    const std::string text = describe(settings);
    BOOST_TEST(text.find("geheim") == std::string::npos);
    BOOST_TEST(text.find("password: \"***\"") != std::string::npos);
    BOOST_TEST(text.find("token: \"***\"") != std::string::npos);
    BOOST_TEST(describe(Settings{}).find("***") == std::string::npos);
    BOOST_TEST(settings_json_schema().dump().find("geheim") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(shipped_files)

BOOST_AUTO_TEST_CASE(hearth_yaml_has_every_key_with_its_default) {
    const std::string path = kRepository + "/config/hearth.yaml";
    const auto loaded = load_settings(path, {}, {});
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(settings_as_json(loaded->settings) == settings_as_json(Settings{}));

    std::vector<std::string> wanted;
    for (const auto& field : settings_table()) wanted.push_back(field.info.key);
    std::vector<std::string> found = keys_of_file(parse_yaml(text_of(path)).root);
    std::sort(wanted.begin(), wanted.end());
    std::sort(found.begin(), found.end());
    BOOST_TEST(found == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(hearth_yaml_tells_ranges_choices_and_the_keys_of_a_model) {
    const std::string text = text_of(kRepository + "/config/hearth.yaml");
    for (const auto& field : settings_table()) {
        const FieldInfo& info = field.info;
        if (info.minimum && info.maximum) {
            const auto bound = [](double value) {
                std::ostringstream out;
                out.precision(15);
                out << value;
                return out.str();
            };
            const std::string range = bound(*info.minimum) + " to " + bound(*info.maximum);
            BOOST_TEST(text.find(range) != std::string::npos, info.key << ": " << range);
        }
        for (const std::string& word : info.choices)
            BOOST_TEST(std::regex_search(text, std::regex("#.*\\b" + word + "\\b")),
                       info.key << ": " << word);
    }
    for (const auto& field : model_table())
        BOOST_TEST(text.find("#     " + field.info.key + ":") != std::string::npos, field.info.key);
}

BOOST_AUTO_TEST_CASE(demo_yaml_loads_and_is_marked_as_simulated) {
    const auto loaded = load_settings(kRepository + "/config/demo.yaml", {}, {});
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->settings.home.simulated);
    BOOST_TEST(loaded->settings.mqtt.client_id != Settings{}.mqtt.client_id);
}

BOOST_AUTO_TEST_CASE(the_json_schema_is_up_to_date) {
    const std::string wanted = settings_json_schema().dump(2) + "\n";
    const std::string path = kRepository + "/config/hearth.schema.json";
    const auto found = hearth::read_file(path);
    if (found && *found == wanted) return;
    const std::string fresh = std::string(HEARTH_BINARY_DIR) + "/hearth.schema.json";
    BOOST_TEST_REQUIRE(hearth::write_file_atomically(fresh, wanted).ok());
    BOOST_ERROR("config/hearth.schema.json is not what the settings say; the right one is in "
                << fresh << ", copy it over");
}

BOOST_AUTO_TEST_CASE(every_key_is_described) {
    const auto check = [](const auto& table) {
        for (const auto& field : table)
            BOOST_TEST(field.info.description.size() > 10U, field.info.key);
    };
    check(settings_table());
    check(source_table());
    check(model_table());
}

BOOST_AUTO_TEST_SUITE_END()
