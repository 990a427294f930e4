#include "config/manifest_loader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "config/hyper_parameters.hpp"
#include "config/manifest_schema.hpp"
#include "config/problems.hpp"
#include "config/reader.hpp"
#include "config/value_reader.hpp"
#include "core/file.hpp"

namespace hearth::config {

namespace {

constexpr std::size_t kMaxManifest = 1024 * 1024;

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

class ManifestChecks {
public:
    ManifestChecks(ManifestDraft& draft, Reader& reader) : draft_(draft), reader_(reader) {}

    void run() {
        Manifest& manifest = draft_.manifest;
        if (reader_.has("abi_version") && manifest.abi_version != kPluginAbiVersion)
            reader_.object("abi_version", "found " + std::to_string(manifest.abi_version) +
                                              "; allowed: " + std::to_string(kPluginAbiVersion) +
                                              " (the interface of this Hearth)");
        check_threshold(manifest.threshold);
        check_baselines(manifest.baselines);
        if (reader_.has("metrics.primary") && manifest.primary_metrics.empty())
            reader_.object("metrics.primary", "found an empty list; allowed: at least one metric");
        check_names(manifest.primary_metrics, "metrics.primary");
        take_per_label();
        check_names(manifest.baselines.beat_on, "baselines.beat_on");
        check_names(manifest.hyper_parameters, "hyper_parameters");
        for (std::size_t i = 0; i < manifest.hyper_parameters.size(); ++i)
            check_parameter(manifest.hyper_parameters[i],
                            "hyper_parameters[" + std::to_string(i) + "].");
        take_capabilities();
    }

private:
    void check_threshold(const ThresholdPolicy& threshold) {
        if (threshold.minimum > threshold.maximum)
            reader_.object("threshold.minimum",
                           "found " + std::to_string(threshold.minimum) +
                               "; allowed: at most threshold.maximum, which is " +
                               std::to_string(threshold.maximum));
        else if (threshold.base < threshold.minimum || threshold.base > threshold.maximum)
            reader_.object("threshold.base", "found " + std::to_string(threshold.base) +
                                                 "; allowed: from threshold.minimum (" +
                                                 std::to_string(threshold.minimum) +
                                                 ") to threshold.maximum (" +
                                                 std::to_string(threshold.maximum) + ")");
    }

    void check_baselines(const BaselinePolicy& baselines) {
        if (!baselines.fallback.empty() && !contains(baselines.names, baselines.fallback))
            reader_.object("baselines.fallback",
                           "found '" + baselines.fallback + "'; allowed: one of baselines.names");
    }

    template <class Record>
    void check_names(const std::vector<Record>& records, const std::string& key) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < records.size(); ++i)
            if (!records[i].name.empty() && !seen.insert(records[i].name).second)
                reader_.object(key + "[" + std::to_string(i) + "].name",
                               "found '" + records[i].name + "' again; allowed: each name once");
    }

    void check_parameter(HyperParameter& parameter, const std::string& prefix) {
        using Type = HyperParameter::Type;
        if (!reader_.has(prefix + "type") || !reader_.has(prefix + "default")) return;
        const bool number = parameter.type == Type::kInteger || parameter.type == Type::kReal;
        for (const auto& [name, bound] :
             {std::pair{"minimum", parameter.minimum}, std::pair{"maximum", parameter.maximum}}) {
            if (bound && !number)
                reader_.object(prefix + name, "is for numbers only; remove it");
            else if (bound && parameter.type == Type::kInteger && std::floor(*bound) != *bound)
                reader_.object(prefix + name,
                               "found " + number_text(*bound) + "; allowed: an integer");
        }
        if (parameter.minimum && parameter.maximum && *parameter.minimum > *parameter.maximum)
            return reader_.object(prefix + "minimum",
                                  "found " + number_text(*parameter.minimum) +
                                      "; allowed: at most the maximum, which is " +
                                      number_text(*parameter.maximum));
        if ((parameter.type == Type::kChoice) == parameter.choices.empty())
            return reader_.object(
                reader_.has(prefix + "choices") ? prefix + "choices" : prefix + "type",
                "a parameter of type choice has a list of choices, and no other has");
        if (auto value = check_value(parameter, parameter.default_value))
            parameter.default_value = *std::move(value);
        else
            reader_.object(prefix + "default", value.error().text);
    }

    // Only the name asks for the rule: bounds alone would be a rule that nobody notices to be off.
    void take_per_label() {
        if (reader_.has("metrics.per_label.name")) {
            draft_.manifest.per_label = draft_.per_label;
            return;
        }
        for (const char* key : {"metrics.per_label.tolerance", "metrics.per_label.min_rows"})
            if (reader_.has(key))
                reader_.object(key, "says nothing without metrics.per_label.name beside it");
    }

    void take_capabilities() {
        const auto& words = draft_.capabilities;
        draft_.manifest.incremental = contains(words, "incremental");
        draft_.manifest.serve = contains(words, "serve");
        draft_.manifest.fallback_beside = contains(words, "fallback_beside");
        draft_.manifest.explain = contains(words, "explain");
        draft_.manifest.anomalies = contains(words, "anomalies");
        draft_.manifest.seed = contains(words, "seed");
    }

    ManifestDraft& draft_;
    Reader& reader_;
};

}  // namespace

Result<Manifest> load_manifest(const std::string& path) {
    const auto text = read_file(path, kMaxManifest);
    if (!text) return text.error();
    const YamlDocument document = parse_yaml(*text);
    Problems problems;
    if (!document.error.empty()) {
        problems.add(path + ":" + std::to_string(document.error_line), "", document.error);
        return Error{ErrorCode::kInvalid, problems.text()};
    }
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error).lexically_normal();
    ManifestDraft draft;
    draft.manifest.folder = absolute.parent_path().string();
    Reader reader(path, draft.manifest.folder, true, problems);
    reader.read_record(bind(manifest_table(), draft), document.root, "");
    ManifestChecks(draft, reader).run();
    if (!problems.empty()) return Error{ErrorCode::kInvalid, problems.text()};
    return std::move(draft.manifest);
}

}  // namespace hearth::config
