// Bad settings, each with the exact line and words that the user gets.
#include "files.hpp"

using hearth::config::test::SettingsFile;

namespace {

struct Case {
    const char* text;
    const char* problem;  // what the error text must be, or must begin with when it ends in "…"
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        const std::string found = SettingsFile(one.text).problems();
        std::string wanted = one.problem;
        const std::string dots = "…";
        if (wanted.size() > dots.size() &&
            wanted.compare(wanted.size() - dots.size(), dots.size(), dots) == 0) {
            wanted.erase(wanted.size() - dots.size());
            BOOST_TEST(found.substr(0, wanted.size()) == wanted);
            BOOST_TEST(found.find('\n') == std::string::npos);
        } else {
            BOOST_TEST(found == wanted);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_errors)

BOOST_AUTO_TEST_CASE(unknown_keys) {
    check_all({
        {"mqtt:\n  keepalve_s: 30\n",
         "hearth.yaml:2: mqtt.keepalve_s: unknown key; did you mean 'mqtt.keepalive_s'? Allowed: "
         "uri, client_id, username, password, password_file, ca_file, client_cert, client_key, "
         "tls_verify, keepalive_s, base_topic, max_message_bytes"},
        {"\n\nmqqt:\n  uri: tcp://a:1\n",
         "hearth.yaml:3: mqqt: unknown key; did you mean 'mqtt'? Allowed: home, log, "
         "data_folder,…"},
        {"keepalive_s: 5\n",
         "hearth.yaml:1: keepalive_s: unknown key; did you mean 'mqtt.keepalive_s'? Allowed: "
         "home, log…"},
        {"zzzzzzzz: 5\n",
         "hearth.yaml:1: zzzzzzzz: unknown key; allowed: home, log, data_folder,…"},
        {"store:\n  durability: full\n  retention_day: 5\n",
         "hearth.yaml:3: store.retention_day: unknown key; did you mean 'store.retention_days'? "
         "Allowed: durability, retention_days, keep_versions"},
        {"sources:\n  - kind: plain_json\n    topic: a\n    topics: b\n",
         "hearth.yaml:4: sources[0].topics: unknown key; did you mean 'sources[0].topic'? Allowed: "
         "kind, topic, entity_id, state, values, time"},
        {"models:\n  pattern_detection:\n    treshold: 3\n",
         "hearth.yaml:3: models.pattern_detection.treshold: unknown key; did you mean "
         "'models.pattern_detection.threshold'? Allowed: enabled, threshold, tolerance, policy, "
         "options"},
        {"home: {time_zon: UTC}\n",
         "hearth.yaml:1: home.time_zon: unknown key; did you mean 'home.time_zone'? Allowed: "
         "time_zone, simulated"},
        {"mqtt.uri: tcp://a:1\n", "hearth.yaml:1: mqtt.uri: unknown key…"},
        {"'': 1\n", "hearth.yaml:1: unknown key; allowed: home, log…"},
    });
}

BOOST_AUTO_TEST_CASE(repeated_keys) {
    check_all({
        {"log:\n  level: info\nlog:\n  level: debug\n",
         "hearth.yaml:3: log: the key is repeated; it stands already in line 1, remove one"},
        {"mqtt:\n  client_id: a\n  username: u\n  client_id: b\n",
         "hearth.yaml:4: mqtt.client_id: the key is repeated; it stands already in line 2, remove "
         "one"},
        {"sources:\n  - kind: plain_json\n    kind: plain_json\n    topic: a\n",
         "hearth.yaml:3: sources[0].kind: the key is repeated; it stands already in line 2, remove "
         "one"},
        {"models:\n  a: {enabled: true}\n  b: {}\n  a: {enabled: false}\n",
         "hearth.yaml:4: models.a: the key is repeated; remove one"},
    });
}

BOOST_AUTO_TEST_CASE(wrong_types) {
    check_all({
        {"mqtt:\n  keepalive_s: often\n",
         "hearth.yaml:2: mqtt.keepalive_s: found 'often'; allowed: an integer from 5 to 3600"},
        {"mqtt:\n  keepalive_s: \"30\"\n",
         "hearth.yaml:2: mqtt.keepalive_s: found the text '30'; allowed: an integer from 5 to "
         "3600"},
        {"mqtt:\n  keepalive_s: 30.5\n",
         "hearth.yaml:2: mqtt.keepalive_s: found '30.5'; allowed: an integer from 5 to 3600"},
        {"mqtt:\n  keepalive_s: 3e1\n",
         "hearth.yaml:2: mqtt.keepalive_s: found '3e1'; allowed: an integer from 5 to 3600"},
        {"mqtt:\n  keepalive_s: 99999999999999999999\n",
         "hearth.yaml:2: mqtt.keepalive_s: found '99999999999999999999'; allowed: an integer from "
         "5 to 3600"},
        {"mqtt:\n  keepalive_s:\n",
         "hearth.yaml:2: mqtt.keepalive_s: found nothing; allowed: an integer from 5 to 3600"},
        {"mqtt:\n  tls_verify: yes\n",
         "hearth.yaml:2: mqtt.tls_verify: found 'yes'; allowed: true or false"},
        {"mqtt:\n  tls_verify: True\n",
         "hearth.yaml:2: mqtt.tls_verify: found 'True'; allowed: true or false"},
        {"learning:\n  enabled: 1\n",
         "hearth.yaml:2: learning.enabled: found '1'; allowed: true or false"},
        {"learning:\n  min_confidence: high\n",
         "hearth.yaml:2: learning.min_confidence: found 'high'; allowed: a number from 0 to 1"},
        {"learning:\n  min_confidence: .nan\n",
         "hearth.yaml:2: learning.min_confidence: found '.nan'; allowed: a number from 0 to 1"},
        {"learning:\n  min_confidence: nan\n",
         "hearth.yaml:2: learning.min_confidence: found 'nan'; allowed: a number from 0 to 1"},
        {"learning:\n  exclude: sensor.*\n",
         "hearth.yaml:2: learning.exclude: found 'sensor.*'; allowed: a list of texts"},
        {"learning:\n  exclude: [sensor.a, [sensor.b]]\n",
         "hearth.yaml:2: learning.exclude: found a list; allowed: a list of texts"},
        {"learning:\n  exclude:\n    - sensor.a\n    - x: 1\n",
         "hearth.yaml:4: learning.exclude: found a section; allowed: a list of texts"},
        {"data_folder: [a]\n", "hearth.yaml:1: data_folder: found a list; allowed: text"},
        {"data_folder:\n", "hearth.yaml:1: data_folder: found nothing; allowed: text"},
        {"mqtt: tcp://a:1\n",
         "hearth.yaml:1: mqtt: found 'tcp://a:1'; allowed: a section with uri, client_id, "
         "username,…"},
        {"mqtt:\n  - uri: tcp://a:1\n",
         "hearth.yaml:2: mqtt: found a list; allowed: a section with uri,…"},
        {"- mqtt\n", "hearth.yaml:1: found a list; allowed: a section with home,…"},
        {"just words\n", "hearth.yaml:1: found 'just words'; allowed: a section with home,…"},
        {"sources: ha_state\n",
         "hearth.yaml:1: sources: found 'ha_state'; allowed: a list of sections"},
        {"sources:\n", "hearth.yaml:1: sources: found nothing; allowed: a list of sections"},
        {"sources:\n  - ha_state\n",
         "hearth.yaml:2: sources[0]: found 'ha_state'; allowed: a section with kind, topic, "
         "entity_id, state, values, time"},
        {"models: [a]\n", "hearth.yaml:1: models: found a list; allowed: a section of names"},
        {"models:\n  a: true\n",
         "hearth.yaml:2: models.a: found 'true'; allowed: a section with enabled, threshold, "
         "tolerance, policy, options"},
        {"models:\n  a:\n    options: 5\n",
         "hearth.yaml:3: models.a.options: found '5'; allowed: a section of names and values"},
        {"models:\n  a:\n    threshold: few\n",
         "hearth.yaml:3: models.a.threshold: found 'few'; allowed: an integer from 1 to 1000000"},
    });
}

BOOST_AUTO_TEST_CASE(out_of_range) {
    check_all({
        {"mqtt:\n  keepalive_s: 4\n",
         "hearth.yaml:2: mqtt.keepalive_s: found '4'; allowed: an integer from 5 to 3600"},
        {"mqtt:\n  keepalive_s: 3601\n",
         "hearth.yaml:2: mqtt.keepalive_s: found '3601'; allowed: an integer from 5 to 3600"},
        {"ingest:\n  max_payload_bytes: 262145\n",
         "hearth.yaml:2: ingest.max_payload_bytes: found '262145'; allowed: an integer from 1024 "
         "to 262144"},
        {"ingest:\n  batch_rows: 0\n",
         "hearth.yaml:2: ingest.batch_rows: found '0'; allowed: an integer from 1 to 5000"},
        {"ingest:\n  quiet_ms: -1\n",
         "hearth.yaml:2: ingest.quiet_ms: found '-1'; allowed: an integer from 1 to 1000"},
        {"learning:\n  min_confidence: 1.01\n",
         "hearth.yaml:2: learning.min_confidence: found '1.01'; allowed: a number from 0 to 1"},
        {"training:\n  holdout_fraction: 0.9\n",
         "hearth.yaml:2: training.holdout_fraction: found '0.9'; allowed: a number from 0.05 to "
         "0.5"},
        {"training:\n  nice: 20\n",
         "hearth.yaml:2: training.nice: found '20'; allowed: an integer from 0 to 19"},
        {"training:\n  max_parallel: 5\n",
         "hearth.yaml:2: training.max_parallel: found '5'; allowed: an integer from 1 to 4"},
        {"training:\n  memory_mb: 255\n",
         "hearth.yaml:2: training.memory_mb: found '255'; allowed: an integer from 256 to 65536"},
        {"store:\n  retention_days: 6\n",
         "hearth.yaml:2: store.retention_days: found '6'; allowed: an integer from 7 to 3650"},
        {"models: {a: {threshold: 0}}\n",
         "hearth.yaml:1: models.a.threshold: found '0'; allowed: an integer from 1 to 1000000"},
    });
}

BOOST_AUTO_TEST_CASE(choices_and_rules) {
    check_all({
        {"log:\n  level: loud\n",
         "hearth.yaml:2: log.level: found 'loud'; allowed: one of: trace, debug, info, warning, "
         "error"},
        {"store:\n  durability: Full\n",
         "hearth.yaml:2: store.durability: found 'Full'; allowed: one of: normal, full"},
        {"sources:\n  - kind: zigbee\n    topic: a\n",
         "hearth.yaml:2: sources[0].kind: found 'zigbee'; allowed: one of: statestream, "
         "eventstream, plain_json, zigbee2mqtt, mapped"},
        {"home:\n  time_zone: Europe/Berln\n",
         "hearth.yaml:2: home.time_zone: found 'Europe/Berln'; allowed: UTC, system, or a name…"},
        {"mqtt:\n  uri: http://a:1883\n",
         "hearth.yaml:2: mqtt.uri: found 'http://a:1883'; allowed: tcp://HOST:PORT or,…"},
        {"mqtt:\n  uri: tcp://a:70000\n", "hearth.yaml:2: mqtt.uri: found 'tcp://a:70000'; …"},
        {"mqtt:\n  uri: tcp://:1883\n", "hearth.yaml:2: mqtt.uri: found 'tcp://:1883'; …"},
        {"mqtt:\n  uri: tcp://me:geheim@a:1883\n", "hearth.yaml:2: mqtt.uri: found ***; allowed:…"},
        {"mqtt:\n  client_id: my home\n",
         "hearth.yaml:2: mqtt.client_id: found 'my home'; allowed: 1 to 64 letters,…"},
        {"mqtt:\n  client_id: ''\n",
         "hearth.yaml:2: mqtt.client_id: found the text ''; allowed: 1 to 64 letters,…"},
        {"mqtt:\n  base_topic: hearth/#\n",
         "hearth.yaml:2: mqtt.base_topic: found 'hearth/#'; allowed: a topic without wildcards…"},
        {"mqtt:\n  base_topic: hearth/\n", "hearth.yaml:2: mqtt.base_topic: found 'hearth/'; …"},
        {"sources:\n  - kind: plain_json\n    topic: a/#/b\n",
         "hearth.yaml:3: sources[0].topic: found 'a/#/b'; allowed: a topic filter;…"},
        {"sources:\n  - kind: plain_json\n    topic: a/b+\n",
         "hearth.yaml:3: sources[0].topic: found 'a/b+'; allowed: a topic filter;…"},
        {"learning:\n  exclude:\n    - sensor.ok\n    - Sensor.Loud\n",
         "hearth.yaml:4: learning.exclude: found 'Sensor.Loud'; allowed: items that are patterns…"},
        {"learning:\n  exclude: [a.b, c.d, a.b]\n",
         "hearth.yaml:2: learning.exclude: found 'a.b'; allowed: each item once"},
        {"http:\n  listen: 0.0.0.0:80\n",
         "hearth.yaml:2: http.listen: found '0.0.0.0:80'; allowed: \"\" for none, or a loopback…"},
        {"models:\n  Pattern: {}\n",
         "hearth.yaml:2: models.Pattern: not a valid name; allowed: a-z, 0-9 and '_',…"},
        {"worker: ''\n", "hearth.yaml:1: worker: found the text ''; allowed: a text that is not…"},
    });
}

BOOST_AUTO_TEST_CASE(missing_keys) {
    check_all({
        {"sources:\n  - kind: plain_json\n",
         "hearth.yaml:2: sources[0].topic: is missing; statestream, zigbee2mqtt: its base_topic;…"},
        {"sources:\n  - {kind: plain_json, topic: a}\n  - {topic: b}\n",
         "hearth.yaml:3: sources[1].kind: is missing; statestream, eventstream (of Home "
         "Assistant),…"},
    });
}

BOOST_AUTO_TEST_CASE(settings_that_contradict_each_other) {
    check_all({
        {"mqtt:\n  client_cert: a.pem\n  uri: ssl://a:8883\n",
         "hearth.yaml:2: mqtt.client_cert: mqtt.client_cert and mqtt.client_key go together;…"},
        {"mqtt:\n  ca_file: a.pem\n",
         "hearth.yaml:2: mqtt.ca_file: has no effect without TLS: mqtt.uri is "
         "'tcp://127.0.0.1:1883'; use ssl://HOST:8883 or remove this"},
        {"mqtt:\n  password: geheim\n",
         "hearth.yaml: mqtt.username: is empty although there is a password; set the user name"},
        {"mqtt:\n  base_topic: ha_state\n",
         "hearth.yaml: sources[0].topic: found 'ha_state'; this covers Hearth's own topics…"},
        {"sources:\n  - kind: plain_json\n    topic: '#'\n",
         "hearth.yaml:3: sources[0].topic: found '#'; this covers Hearth's own topics…"},
        {"sources:\n  - kind: plain_json\n    topic: hearth/command/x\n",
         "hearth.yaml:3: sources[0].topic: found 'hearth/command/x'; this covers Hearth's own…"},
        {"sources:\n  - {kind: plain_json, topic: a}\n  - {kind: eventstream, topic: a}\n",
         "hearth.yaml:3: sources[1].topic: found 'a', as in sources[0]; allowed: each topic once"},
        {"sources:\n  - kind: statestream\n    topic: ha/#\n",
         "hearth.yaml:3: sources[0].topic: found 'ha/#'; allowed for statestream: its "
         "base_topic,…"},
        {"sources:\n  - kind: zigbee2mqtt\n    topic: zigbee2mqtt/#\n",
         "hearth.yaml:3: sources[0].topic: found 'zigbee2mqtt/#'; allowed for zigbee2mqtt: its "
         "base_topic,…"},
        {"sources:\n  - kind: plain_json\n    topic: a\n    state: /x\n",
         "hearth.yaml:4: sources[0].state: has no effect for plain_json; allowed for mapped only"},
        {"sources:\n  - kind: mapped\n    topic: a/#\n    entity_id: sensor.x\n",
         "hearth.yaml:3: sources[0].topic: found 'a/#'; allowed for mapped: a topic, in which + "
         "may "
         "fill whole levels, without #"},
        {"sources:\n  - kind: mapped\n    topic: a/+\n",
         "hearth.yaml: sources[0].entity_id: found ''; allowed: an entity id,…"},
        {"sources:\n  - kind: mapped\n    topic: a/+\n    entity_id: sensor.{2}\n",
         "hearth.yaml:4: sources[0].entity_id: found 'sensor.{2}'; allowed in braces: the number "
         "of "
         "a + in the topic, such as {1} for the first (it has 1)"},
        {"sources:\n  - kind: mapped\n    topic: a/+\n    entity_id: sensor.{x}\n",
         "hearth.yaml:4: sources[0].entity_id: found 'sensor.{x}'; allowed in braces:…"},
        {"sources:\n  - kind: mapped\n    topic: a/+\n    entity_id: '{1}'\n",
         "hearth.yaml:4: sources[0].entity_id: found '{1}'; allowed: an entity id,…"},
        {"sources:\n  - kind: mapped\n    topic: a\n    entity_id: sensor.x\n    state: ENERGY\n",
         "hearth.yaml:5: sources[0].state: found 'ENERGY'; allowed: a JSON pointer such as…"},
        {"sources:\n  - kind: mapped\n    topic: a\n    entity_id: sensor.x\n    state: /a~2\n",
         "hearth.yaml:5: sources[0].state: found '/a~2'; allowed: a JSON pointer such as…"},
        {"sources:\n  - kind: mapped\n    topic: a\n    entity_id: sensor.x\n    time: /t\n",
         "hearth.yaml:5: sources[0].time: needs state, too:…"},
        {"sources:\n  - kind: mapped\n    topic: a\n    entity_id: switch.x\n"
         "    values: {1: true}\n",
         "hearth.yaml:5: sources[0].values: '1' does not have a state as text…"},
        {"http:\n  listen: 127.0.0.1:8098\n",
         "hearth.yaml:2: http.listen: found '127.0.0.1:8098'; HTTP over TCP needs a token…"},
        {"http:\n  token: short\n", "hearth.yaml:2: http.token: is too short; allowed: at least…"},
    });
}

BOOST_AUTO_TEST_CASE(hostile_yaml) {
    check_all({
        {"a: &x [1]\nb: *x\n", "hearth.yaml:1: anchors (&name) are not supported;…"},
        {"mqtt: &m\n  uri: a\n", "hearth.yaml:1: anchors (&name) are not supported;…"},
        {"mqtt: !!map {}\n", "hearth.yaml:1: tags (!name) are not supported"},
        {"log:\n  level: !!python/object info\n", "hearth.yaml:2: tags (!name) are not supported"},
        {"log: {}\n---\nlog: {}\n", "hearth.yaml:2: a second document begins here;…"},
        {"? [a, b]\n: 1\n", "hearth.yaml:1: a key must be plain text, not a list or a section…"},
        {"log:\n\tlevel: info\n", "hearth.yaml:2: not valid YAML: …"},
        {"log: [1, 2\n", "hearth.yaml:1: not valid YAML: …"},
        {"mqtt:\n  username: 'open\nlog:\n  level: info\n",
         "hearth.yaml:2: the quotes of a text are not closed"},
        {"mqtt:\n  username: \"open\n", "hearth.yaml:2: the quotes of a text are not closed"},
        {"log:\n  level: info\n level: debug\n", "hearth.yaml:3: not valid YAML: …"},
        {"log:\n  level: in\x04"
         "fo\n",
         "hearth.yaml:2: control character 4 in the file"},
        {"log:\n  level: \xff\xfe\n", "hearth.yaml:1: the file is not UTF-8 text"},
        {"a: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]\n",
         "hearth.yaml:1: nested more than 16 levels deep"},
    });
}

BOOST_AUTO_TEST_CASE(deep_and_huge_files_are_refused_quickly) {
    BOOST_TEST(SettingsFile(std::string(500'000, '[')).problems().find("hearth.yaml:1: ") == 0U);
    BOOST_TEST(SettingsFile(std::string(500'000, '{')).problems().find("hearth.yaml:1: ") == 0U);
    const SettingsFile huge(std::string(1024 * 1024 + 1, '#'));
    const auto loaded = huge.load();
    BOOST_REQUIRE(!loaded);
    BOOST_TEST((loaded.error().code == hearth::ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_not_found) {
    const auto loaded = hearth::config::load_settings("/nowhere/hearth.yaml", {}, {});
    BOOST_REQUIRE(!loaded);
    BOOST_TEST((loaded.error().code == hearth::ErrorCode::kNotFound));
    BOOST_TEST(loaded.error().text.find("/nowhere/hearth.yaml") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(all_problems_are_reported_together) {
    const std::string found = SettingsFile(
                                  "mqtt:\n"
                                  "  keepalive_s: 1\n"
                                  "  colour: red\n"
                                  "log:\n"
                                  "  level: 7\n"
                                  "http:\n"
                                  "  listen: 127.0.0.1:8098\n")
                                  .problems({"training.nice=50"});
    for (const char* part :
         {"hearth.yaml:2: mqtt.keepalive_s: ", "\nhearth.yaml:3: mqtt.colour: ",
          "\nhearth.yaml:5: log.level: ", "\nhearth.yaml:7: http.listen: ",
          "\n--set: training.nice: found '50'; allowed: an integer from 0 to 19"})
        BOOST_TEST(found.find(part) != std::string::npos, part << " is not in\n" << found);
}

BOOST_AUTO_TEST_CASE(many_problems_are_cut_short) {
    std::string text;
    for (int i = 0; i < 80; ++i) text += "unknown_" + std::to_string(i) + ": 1\n";
    const std::string found = SettingsFile(text).problems();
    BOOST_TEST(found.find("hearth.yaml:50: unknown_49") != std::string::npos);
    BOOST_TEST(found.find("unknown_50") == std::string::npos);
    BOOST_TEST(found.find("and 30 more problems") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
