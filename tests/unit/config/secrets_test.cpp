// Secrets: where they come from, which place wins, and that no message shows them.
#include "config/secrets.hpp"

#include "files.hpp"

using namespace hearth::config;
using hearth::config::test::reason;
using hearth::config::test::SettingsFile;
using hearth::config::test::write;

namespace {
const char* const kUser = "mqtt: {username: u, password_file: secret}\n";
}

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(a_file_of_its_own_without_the_line_break) {
    const SettingsFile file(kUser);
    write(file.beside("secret"), "geheim \xC3\xA4\r\n");
    const auto loaded = file.load();
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->settings.mqtt.password == "geheim \xC3\xA4");
    BOOST_TEST(loaded->warnings.empty());
}

BOOST_AUTO_TEST_CASE(loose_permissions_are_warned_about) {
    for (const auto& [mode, loose] :
         {std::pair{0600U, false}, {0400U, false}, {0640U, false}, {0644U, true}, {0660U, true}}) {
        const SettingsFile file(kUser);
        write(file.beside("secret"), "geheim", mode);
        const auto loaded = file.load();
        BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
        BOOST_TEST(loaded->warnings.empty() == !loose, "mode " << std::oct << mode);
        if (!loose) continue;
        BOOST_TEST(loaded->warnings[0].find("chmod 0600 " + file.beside("secret")) !=
                   std::string::npos);
        BOOST_TEST(loaded->warnings[0].find("geheim") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_secret_in_a_readable_settings_file_is_warned_about) {
    const char* const text = "mqtt: {username: u, password: geheim}\n";
    BOOST_TEST(SettingsFile(text, 0600).load()->warnings.empty());
    const auto loaded = SettingsFile(text, 0644).load();
    BOOST_REQUIRE(loaded.ok());
    BOOST_REQUIRE(loaded->warnings.size() == 1U);
    BOOST_TEST(loaded->warnings[0].find("mqtt.password: ") == 0U);
    BOOST_TEST(SettingsFile("log: {level: info}\n", 0644).load()->warnings.empty());
}

BOOST_AUTO_TEST_CASE(variable_before_credential_before_file) {
    const SettingsFile file(kUser);
    write(file.beside("secret"), "from-file");
    write(file.beside("credentials/mqtt_password"), "from-credential\n");
    Environment environment;
    BOOST_TEST(file.load({}, environment)->settings.mqtt.password == "from-file");
    environment["CREDENTIALS_DIRECTORY"] = file.beside("credentials");
    BOOST_TEST(file.load({}, environment)->settings.mqtt.password == "from-credential");
    environment["HEARTH_MQTT_PASSWORD"] = "from-variable";
    BOOST_TEST(file.load({}, environment)->settings.mqtt.password == "from-variable");
}

BOOST_AUTO_TEST_CASE(the_token_has_the_same_places) {
    const SettingsFile file("http: {listen: '127.0.0.1:8098'}\n");
    BOOST_TEST(!file.load().ok());
    write(file.beside("credentials/http_token"), "0123456789abcdef");
    const auto loaded = file.load({}, {{"CREDENTIALS_DIRECTORY", file.beside("credentials")}});
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->settings.http.token == "0123456789abcdef");
    BOOST_TEST(file.load({}, {{"HEARTH_HTTP_TOKEN", "fedcba9876543210"}})->settings.http.token ==
               "fedcba9876543210");
}

BOOST_AUTO_TEST_CASE(places_that_cannot_be_used_are_problems) {
    const SettingsFile file(kUser);
    BOOST_TEST(file.problems() ==
               "hearth.yaml:1: mqtt.password_file: cannot open secret: No such file or directory");
    write(file.beside("secret"), "\n");
    BOOST_TEST(file.problems() == "hearth.yaml:1: mqtt.password_file: secret is empty");
    write(file.beside("secret"), "geheim\nzwei");
    const std::string lines = file.problems();
    BOOST_TEST(lines.find("several lines") != std::string::npos);
    BOOST_TEST(lines.find("geheim") == std::string::npos);
    write(file.beside("secret"), std::string(5000, 'x'));
    BOOST_TEST(file.problems().find("secret is larger than") != std::string::npos);
    write(file.beside("secret"), "\xff\xff");
    BOOST_TEST(file.problems().find("is not UTF-8 text") != std::string::npos);
    BOOST_TEST(file.problems({}, {{"HEARTH_MQTT_PASSWORD", ""}})
                   .find("the environment variable HEARTH_MQTT_PASSWORD is empty") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_secret_in_two_places_of_the_file_is_a_problem) {
    const SettingsFile file("mqtt:\n  username: u\n  password: geheim\n  password_file: secret\n");
    write(file.beside("secret"), "geheim");
    BOOST_TEST(file.problems() ==
               "hearth.yaml:4: mqtt.password_file: is set, and mqtt.password too; allowed: one of "
               "them");
}

BOOST_AUTO_TEST_CASE(no_error_text_shows_a_secret) {
    const std::string secret(2000, 'g');
    const std::string found =
        SettingsFile("mqtt:\n  username: u\n  password: " + secret + "\n").problems();
    BOOST_TEST(found == "hearth.yaml:3: mqtt.password: found ***; allowed: at most 1024 bytes");
    BOOST_TEST(SettingsFile("http:\n  token: geheim\n").problems().find("geheim") ==
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
