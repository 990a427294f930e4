// Manifests, good and bad.
#include "config/manifest_loader.hpp"

#include "files.hpp"

using hearth::config::load_manifest;
using hearth::config::test::reason;
using hearth::config::test::write;

namespace {

const char* const kGood = R"(name: pattern_detection
version: 0.1.0
abi_version: 1
description: What people do next.
library: libpattern_detection.so
samples: { kind: interaction, origins: [user, device, unknown], domains: [], min_confidence: 0.5 }
threshold: { base: 200, minimum: 50, maximum: 2000 }
schedule: "0 3 * * 0"
metrics: { primary: [ { name: top1, direction: higher, tolerance: 0.01 } ] }
baselines: { names: [most_frequent, backoff_online], fallback: backoff_online, beat_on: [ { name: log_loss, direction: lower } ] }
min_holdout: 40
fallback_after: 12
full_every: 4
capabilities: [incremental, serve, explain, seed]
limits: { train_seconds: 900, memory_mb: 600, niceness: 12 }
hyper_parameters:
  - { name: epochs, type: integer, minimum: 1, maximum: 100, default: 8, description: passes }
  - { name: rate, type: real, minimum: 0, default: 1 }
  - { name: deep, type: boolean, default: false }
  - { name: method, type: choice, choices: [fast, exact, 2], default: 2 }
)";

class ManifestFile {
public:
    explicit ManifestFile(const std::string& text) { write(path(), text); }
    std::string path() const { return folder_.file("manifest.yaml"); }
    std::string folder() const { return folder_.path(); }
    std::string problems() const {
        const auto loaded = load_manifest(path());
        std::string out = loaded ? "" : loaded.error().text;
        const std::string prefix = folder_.path() + "/";
        for (auto at = out.find(prefix); at != std::string::npos; at = out.find(prefix))
            out.erase(at, prefix.size());
        return out;
    }

private:
    hearth::test::TemporaryFolder folder_;
};

// The good manifest with one line in place of another.
std::string with(const std::string& old_line, const std::string& new_line) {
    std::string text = kGood;
    const auto at = text.find(old_line);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, old_line);
    return text.replace(at, old_line.size(), new_line);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manifests)

BOOST_AUTO_TEST_CASE(a_manifest_is_read_completely) {
    const ManifestFile file(kGood);
    const auto loaded = load_manifest(file.path());
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    const hearth::Manifest& m = *loaded;
    BOOST_TEST(m.name == "pattern_detection");
    BOOST_TEST(m.version == "0.1.0");
    BOOST_TEST(m.abi_version == 1);
    BOOST_TEST(m.folder == file.folder());
    BOOST_TEST(m.library == "libpattern_detection.so");
    BOOST_TEST(m.samples.kind == "interaction");
    BOOST_TEST(m.samples.origins == std::vector<std::string>({"user", "device", "unknown"}));
    BOOST_TEST(m.samples.domains.empty());
    BOOST_TEST(m.threshold.base == 200);
    BOOST_TEST(m.threshold.minimum == 50);
    BOOST_TEST(m.threshold.maximum == 2000);
    BOOST_TEST(m.schedule == "0 3 * * 0");
    BOOST_REQUIRE(m.primary_metrics.size() == 1U);
    BOOST_TEST((m.primary_metrics[0].direction == hearth::Direction::kHigher));
    BOOST_TEST(m.primary_metrics[0].tolerance == 0.01);
    BOOST_TEST(m.baselines.fallback == "backoff_online");
    BOOST_REQUIRE(m.baselines.beat_on.size() == 1U);
    BOOST_TEST((m.baselines.beat_on[0].direction == hearth::Direction::kLower));
    BOOST_TEST(m.min_holdout == 40);
    BOOST_TEST(m.fallback_after == 12);
    BOOST_TEST(m.full_every == 4);
    BOOST_TEST((m.incremental && m.serve && m.explain && m.seed));
    BOOST_TEST(m.limits.train_seconds == 900);
    BOOST_TEST(m.limits.memory_mb == 600);
    BOOST_TEST(m.limits.niceness == 12);
    BOOST_REQUIRE(m.hyper_parameters.size() == 4U);
    BOOST_TEST(m.hyper_parameters[0].default_value == 8);
    BOOST_TEST(m.hyper_parameters[0].maximum.value() == 100.0);
    BOOST_TEST(m.hyper_parameters[1].default_value.is_number_float());
    BOOST_TEST(!m.hyper_parameters[1].maximum.has_value());
    BOOST_TEST(m.hyper_parameters[2].default_value == false);
    BOOST_TEST(m.hyper_parameters[3].default_value == "2");
}

BOOST_AUTO_TEST_CASE(the_least_manifest_has_the_defaults) {
    const ManifestFile file(
        "name: m\nversion: 1.0.0\nabi_version: 1\nlibrary: m.so\nsamples: {kind: pair}\n"
        "metrics: {primary: [{name: auc, direction: higher}]}\n");
    const auto loaded = load_manifest(file.path());
    BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
    BOOST_TEST(loaded->threshold.base == hearth::ThresholdPolicy{}.base);
    BOOST_TEST(!loaded->incremental);
    BOOST_TEST(loaded->hyper_parameters.empty());
    BOOST_TEST(!loaded->per_label.has_value());
}

BOOST_AUTO_TEST_CASE(single_labels_are_judged_where_a_manifest_asks_for_it) {
    const auto per_label = [](const std::string& keys) {
        const ManifestFile file(with("metrics: {", "metrics: { per_label: " + keys + ","));
        const auto loaded = load_manifest(file.path());
        BOOST_REQUIRE_MESSAGE(loaded.ok(), reason(loaded));
        BOOST_REQUIRE(loaded->per_label.has_value());
        return *loaded->per_label;
    };
    const hearth::LabelPolicy usual = per_label("{ name: precision }");
    BOOST_TEST(usual.name == "precision");
    BOOST_TEST(usual.tolerance == hearth::LabelPolicy{}.tolerance);
    BOOST_TEST(usual.min_rows == hearth::LabelPolicy{}.min_rows);
    const hearth::LabelPolicy own = per_label("{ name: f1, tolerance: 0.1, min_rows: 25 }");
    BOOST_TEST(own.name == "f1");
    BOOST_TEST(own.tolerance == 0.1);
    BOOST_TEST(own.min_rows == 25);
}

BOOST_AUTO_TEST_CASE(bad_manifests) {
    struct Case {
        std::string text;
        const char* problem;  // the error text begins with it
    };
    const std::vector<Case> cases = {
        {with("name: pattern_detection\n", "name: Pattern\n"),
         "manifest.yaml:1: name: found 'Pattern'; allowed: a-z, 0-9 and '_', a letter first,"},
        {with("version: 0.1.0\n", "version: 0.1\n"),
         "manifest.yaml:2: version: found '0.1'; allowed: three numbers such as 0.1.0"},
        {with("abi_version: 1\n", "abi_version: 2\n"),
         "manifest.yaml:3: abi_version: found 2; allowed: 1 (the interface of this Hearth)"},
        {with("abi_version: 1\n", ""), "manifest.yaml:1: abi_version: is missing; version of"},
        {with("library: libpattern_detection.so", "library: ../evil.so"),
         "manifest.yaml:5: library: found '../evil.so'; allowed: the name of a file in the same"},
        {with("origins: [user, device, unknown]", "origins: [user, ghost]"),
         "manifest.yaml:6: samples.origins: found 'ghost'; allowed: items that are one of: user, "
         "automation, device, restart, unknown"},
        {with("kind: interaction, ", ""), "manifest.yaml:1: samples.kind: is missing;"},
        {with("base: 200", "base: 20"),
         "manifest.yaml:7: threshold.base: found 20; allowed: from threshold.minimum (50) to "
         "threshold.maximum (2000)"},
        {with("minimum: 50, maximum: 2000", "minimum: 300, maximum: 250"),
         "manifest.yaml:7: threshold.minimum: found 300; allowed: at most threshold.maximum, which "
         "is 250"},
        {with("\"0 3 * * 0\"", "weekly"),
         "manifest.yaml:8: schedule: found 'weekly'; allowed: \"minute hour day month weekday\""},
        {with("\"0 3 * * 0\"", "\"0 24 * * 0\""), "manifest.yaml:8: schedule: found"},
        {with("\"0 3 * * 0\"", "\"0 3 5-2 * 0\""), "manifest.yaml:8: schedule: found"},
        {with("direction: higher", "direction: up"),
         "manifest.yaml:9: metrics.primary[0].direction: found 'up'; allowed: one of: higher, "
         "lower"},
        {with("[ { name: top1, direction: higher, tolerance: 0.01 } ]", "[]"),
         "manifest.yaml:9: metrics.primary: found an empty list; allowed: at least one metric"},
        {with("[ { name: top1, direction: higher, tolerance: 0.01 } ]",
              "[{name: a, direction: lower}, {name: a, direction: lower}]"),
         "manifest.yaml:9: metrics.primary[1].name: found 'a' again; allowed: each name once"},
        {with("metrics: {", "metrics: { per_label: { name: top1 },"),
         "manifest.yaml:9: metrics.per_label.name: found 'top1'; allowed: one of: recall, "
         "precision, f1"},
        {with("metrics: {", "metrics: { per_label: { name: f1, tolerance: 2 },"),
         "manifest.yaml:9: metrics.per_label.tolerance: found '2'; allowed: a number from 0 to 1"},
        {with("metrics: {", "metrics: { per_label: { name: f1, min_rows: 0 },"),
         "manifest.yaml:9: metrics.per_label.min_rows: found '0'; allowed: an integer from 1"},
        {with("metrics: {", "metrics: { per_label: { min_rows: 5 },"),
         "manifest.yaml:9: metrics.per_label.min_rows: says nothing without "
         "metrics.per_label.name"},
        {with("fallback: backoff_online", "fallback: magic"),
         "manifest.yaml:10: baselines.fallback: found 'magic'; allowed: one of baselines.names"},
        {with("full_every: 4", "full_every: 0"),
         "manifest.yaml:13: full_every: found '0'; allowed: an integer from 1 to 1000"},
        {with("[incremental, serve, explain, seed]", "[serve, fly]"),
         "manifest.yaml:14: capabilities: found 'fly'; allowed: items that are one of: "
         "incremental, serve, fallback_beside, explain, anomalies, seed"},
        {with("niceness: 12", "nicenes: 12"),
         "manifest.yaml:15: limits.nicenes: unknown key; did you mean 'limits.niceness'?"},
        {with("default: 8", "default: 800"),
         "manifest.yaml:17: hyper_parameters[0].default: found 800; allowed: an integer from 1 to "
         "100"},
        {with("default: 8", "default: 8.5"),
         "manifest.yaml:17: hyper_parameters[0].default: found 8.5; allowed: an integer from 1 to"},
        {with("minimum: 1, maximum: 100", "minimum: 1.5, maximum: 100"),
         "manifest.yaml:17: hyper_parameters[0].minimum: found 1.5; allowed: an integer"},
        {with("minimum: 1, maximum: 100", "minimum: 9, maximum: 5"),
         "manifest.yaml:17: hyper_parameters[0].minimum: found 9; allowed: at most the maximum, "
         "which is 5"},
        {with("default: 8, ", ""), "manifest.yaml:17: hyper_parameters[0].default: is missing;"},
        {with("name: rate", "name: epochs"),
         "manifest.yaml:18: hyper_parameters[1].name: found 'epochs' again; allowed: each name"},
        {with("type: real", "type: float"),
         "manifest.yaml:18: hyper_parameters[1].type: found 'float'; allowed: one of: integer, "
         "real, boolean, choice"},
        {with("type: boolean,", "type: boolean, minimum: 0,"),
         "manifest.yaml:19: hyper_parameters[2].minimum: is for numbers only; remove it"},
        {with("default: false", "default: maybe"),
         "manifest.yaml:19: hyper_parameters[2].default: found \"maybe\"; allowed: true or false"},
        {with("default: 2 }", "default: slow }"),
         "manifest.yaml:20: hyper_parameters[3].default: found \"slow\"; allowed: one of: fast, "
         "exact, 2"},
        {with("choices: [fast, exact, 2], ", ""),
         "manifest.yaml:20: hyper_parameters[3].type: a parameter of type choice has a list of"},
        {with("name: pattern_detection\n", "name: &x a\n"),
         "manifest.yaml:1: anchors (&name) are not supported"},
        {"", "manifest.yaml:1: name: is missing; name of the model\n"},
    };
    for (const auto& one : cases) {
        const std::string found = ManifestFile(one.text).problems();
        BOOST_TEST(found.substr(0, std::string(one.problem).size()) == one.problem);
    }
}

BOOST_AUTO_TEST_CASE(a_missing_manifest_is_not_found) {
    const auto loaded = load_manifest("/nowhere/manifest.yaml");
    BOOST_REQUIRE(!loaded);
    BOOST_TEST((loaded.error().code == hearth::ErrorCode::kNotFound));
}

BOOST_AUTO_TEST_CASE(the_manifests_of_the_repository_are_valid) {
    int count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(HEARTH_SOURCE_DIR) + "/plugins")) {
        const auto path = entry.path() / "manifest.yaml";
        if (!std::filesystem::exists(path)) continue;
        ++count;
        const auto loaded = load_manifest(path.string());
        BOOST_TEST(loaded.ok(), reason(loaded));
    }
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_SUITE_END()
