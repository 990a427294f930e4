// The installed plugins, and the options that they declare.
#include "config/plugin_catalogue.hpp"

#include <unistd.h>

#include "config/manifest_loader.hpp"

#include "files.hpp"

using namespace hearth::config;
using hearth::Json;
using hearth::config::test::reason;
using hearth::config::test::write;

namespace {

std::string manifest_text(const std::string& name, const std::string& more = "") {
    return "name: " + name + "\nversion: 1.0.0\nabi_version: 1\nlibrary: lib" + name +
           ".so\nsamples: {kind: pair}\nmetrics: {primary: [{name: auc, direction: higher}]}\n" +
           more;
}

class PluginFolder {
public:
    void add(const std::string& folder, const std::string& name, const std::string& more = "") {
        write(folder_.file(folder + "/manifest.yaml"), manifest_text(name, more), 0644);
        write(folder_.file(folder + "/lib" + name + ".so"), "code", 0755);
    }
    PluginCatalogue find() const { return find_plugins(folder_.path()); }
    std::string file(const std::string& name) const { return folder_.file(name); }

private:
    hearth::test::TemporaryFolder folder_;
};

hearth::Manifest with_options() {
    hearth::test::TemporaryFolder folder;
    write(folder.file("manifest.yaml"),
          manifest_text("m",
                        "hyper_parameters:\n"
                        "  - {name: epochs, type: integer, minimum: 1, maximum: 100, "
                        "default: 8}\n"
                        "  - {name: rate, type: real, minimum: 0, default: 0.5}\n"
                        "  - {name: deep, type: boolean, default: true}\n"
                        "  - {name: method, type: choice, choices: [a, b], default: a}\n"));
    const auto loaded = hearth::config::load_manifest(folder.file("manifest.yaml"));
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    return *loaded;
}

std::string refusal(const char* options) {
    const auto checked = check_options(with_options(), Json::parse(options));
    return checked ? "" : checked.error().text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plugin_catalogue)

BOOST_AUTO_TEST_CASE(plugins_are_found_by_name) {
    PluginFolder folder;
    folder.add("x", "zeta");
    folder.add("y", "alpha");
    std::filesystem::create_directories(folder.file("sdk"));
    write(folder.file("README"), "no plugin");
    const PluginCatalogue found = folder.find();
    BOOST_TEST(found.problems.empty());
    BOOST_REQUIRE(found.manifests.size() == 2U);
    BOOST_TEST(found.manifests[0].name == "alpha");
    BOOST_TEST(found.manifests[1].name == "zeta");
    BOOST_TEST(found.manifests[1].folder == folder.file("x"));
}

BOOST_AUTO_TEST_CASE(a_broken_plugin_hides_no_other) {
    PluginFolder folder;
    folder.add("good", "good");
    folder.add("odd", "odd", "colour: red\n");
    folder.add("twin", "good");
    folder.add("empty", "empty");
    std::filesystem::remove(folder.file("empty/libempty.so"));
    const PluginCatalogue found = folder.find();
    BOOST_REQUIRE(found.manifests.size() == 1U);
    BOOST_TEST(found.manifests[0].folder == folder.file("good"));
    BOOST_REQUIRE(found.problems.size() == 3U);
    BOOST_TEST(found.problems[0] == folder.file("empty/manifest.yaml") +
                                        ": library: found 'libempty.so', which is not in that "
                                        "folder");
    BOOST_TEST(found.problems[1].find(folder.file("odd/manifest.yaml:7: colour: unknown key")) ==
               0U);
    BOOST_TEST(found.problems[2] == folder.file("twin/manifest.yaml") +
                                        ": name: found 'good', which " + folder.file("good") +
                                        " has already");
}

BOOST_AUTO_TEST_CASE(code_that_everybody_may_change_is_refused) {
    PluginFolder folder;
    folder.add("a", "a");
    ::chmod(folder.file("a/liba.so").c_str(), 0777);
    folder.add("b", "b");
    ::chmod(folder.file("b").c_str(), 0777);
    const PluginCatalogue found = folder.find();
    BOOST_TEST(found.manifests.empty());
    BOOST_REQUIRE(found.problems.size() == 2U);
    BOOST_TEST(found.problems[0].find("chmod o-w " + folder.file("a/liba.so")) !=
               std::string::npos);
    BOOST_TEST(found.problems[1].find("chmod o-w " + folder.file("b")) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(code_of_another_user_is_refused_unless_trusted) {
    PluginFolder folder;
    folder.add("a", "a");
    if (::geteuid() != 0 || ::chown(folder.file("a/liba.so").c_str(), 65534, 65534) != 0) {
        BOOST_TEST_MESSAGE("skipped: only root can give a file away");
        return;
    }
    BOOST_TEST(folder.find().manifests.empty());
    BOOST_TEST(folder.find().problems.at(0).find("belongs to another user (id 65534)") !=
               std::string::npos);
    BOOST_TEST(find_plugins(folder.file(""), true).manifests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_missing_folder_is_a_problem) {
    const PluginCatalogue found = find_plugins("/nowhere/plugins");
    BOOST_TEST(found.manifests.empty());
    BOOST_REQUIRE(found.problems.size() == 1U);
    BOOST_TEST(found.problems[0] ==
               "plugin_folder: cannot read /nowhere/plugins: No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(defaults_are_filled_in) {
    const auto none = check_options(with_options(), nullptr);
    BOOST_REQUIRE_MESSAGE(none.ok(), reason(none));
    BOOST_TEST(none->dump() == R"({"deep":true,"epochs":8,"method":"a","rate":0.5})");
    const auto some = check_options(with_options(), Json::parse(R"({"epochs":100,"rate":2})"));
    BOOST_REQUIRE_MESSAGE(some.ok(), reason(some));
    BOOST_TEST(some->dump() == R"({"deep":true,"epochs":100,"method":"a","rate":2.0})");
}

BOOST_AUTO_TEST_CASE(what_is_not_declared_is_refused) {
    const std::string declared =
        "\noptions of m: epochs (an integer from 1 to 100), rate (a number from 0), deep (true or "
        "false), method (one of: a, b)";
    BOOST_TEST(refusal(R"({"epoch":3})") ==
               "epoch: m has no such option; did you mean 'epochs'?" + declared);
    BOOST_TEST(refusal(R"({"learning_speed":3})") ==
               "learning_speed: m has no such option" + declared);
    BOOST_TEST(refusal(R"({"epochs":101})") ==
               "epochs: found 101; allowed: an integer from 1 to 100" + declared);
    BOOST_TEST(refusal(R"({"epochs":0,"rate":"x"})") ==
               "epochs: found 0; allowed: an integer from 1 to 100\nrate: found \"x\"; allowed: a "
               "number from 0" +
                   declared);
}

BOOST_AUTO_TEST_CASE(values_of_the_wrong_type_are_refused) {
    for (const char* options :
         {R"({"epochs":8.0})", R"({"epochs":"8"})", R"({"epochs":true})", R"({"epochs":null})",
          R"({"epochs":18446744073709551615})", R"({"rate":-0.1})", R"({"rate":false})",
          R"({"deep":1})", R"({"deep":"true"})", R"({"method":"c"})", R"({"method":["a"]})",
          R"([1])", R"("epochs")"})
        BOOST_TEST(!refusal(options).empty(), options);
}

BOOST_AUTO_TEST_SUITE_END()
