#include "config/runtime_settings.hpp"

#include <algorithm>
#include <array>

#include "config/describe.hpp"
#include "config/override_tree.hpp"
#include "config/problems.hpp"
#include "config/reader.hpp"
#include "config/settings_schema.hpp"
#include "config/suggest.hpp"
#include "config/value_reader.hpp"

namespace hearth::config {

namespace {

constexpr const char* kModels = "models.";
constexpr std::array kChangeable = {"learning.approval", "learning.enabled", "suggestions.domains",
                                    "suggestions.enabled"};
constexpr std::array kChangeableOfModels = {"enabled", "policy", "threshold", "tolerance"};

template <class List>
bool contains(const List& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_changeable(const std::string& key) {
    const ModelKey of_model = model_key(key);
    return of_model.model.empty() ? contains(kChangeable, key)
                                  : contains(kChangeableOfModels, of_model.name);
}

std::string changeable_words() {
    std::string out;
    for (const char* key : kChangeable) out += std::string(key) + ", ";
    out += "models.MODEL.";
    for (const char* name : kChangeableOfModels)
        out += (name == kChangeableOfModels.front() ? "" : "|") + std::string(name);
    return out;
}

// Text counts as it would behind --set: a number as a text is a number, and "[light, cover]" a
// list.
Result<YamlNode> node_of(const Json& value) {
    YamlNode out;
    if (value.is_string() && value.get_ref<const std::string&>().starts_with("[")) {
        YamlDocument list = override_value(value.get<std::string>());
        if (!list.error.empty()) return Error{ErrorCode::kInvalid, list.error};
        return std::move(list.root);
    }
    out.kind = YamlNode::Kind::kScalar;
    if (value.is_string())
        out.text = value.get<std::string>();
    else if (value.is_boolean() || value.is_number_integer())
        out.text = value.dump();
    else if (value.is_number())
        out.text = number_text(value.get<double>());
    else
        return Error{ErrorCode::kInvalid, "a value is a text, a number, true or false"};
    return out;
}

// Keys with dots and their values; lists and options of models stay whole.
void flatten(const Json& object, const std::string& prefix, std::map<std::string, Json>& out) {
    for (const auto& [name, value] : object.items()) {
        const std::string key = prefix + name;
        const bool whole = model_key(key).name == "options";
        if (value.is_object() && !whole)
            flatten(value, key + ".", out);
        else
            out[key] = value;
    }
}

std::map<std::string, Json> values_of(const Settings& settings,
                                      const std::vector<std::string>& models) {
    Settings all = settings;
    for (const std::string& model : models) all.models[model];
    std::map<std::string, Json> out;
    flatten(Json(settings_as_json(all)), "", out);
    for (const auto& [model, chosen] : all.models)
        for (const char* optional : {"threshold", "tolerance"})
            out.try_emplace(kModels + model + "." + optional);
    return out;
}

}  // namespace

const char* to_string(SettingOrigin origin) {
    switch (origin) {
        case SettingOrigin::kDefault: return "default";
        case SettingOrigin::kFile: return "file";
        case SettingOrigin::kHomeAssistant: return "home_assistant";
        case SettingOrigin::kCommand: return "command";
        case SettingOrigin::kCommandLine: return "command_line";
    }
    return "";
}

ModelKey model_key(const std::string& key) {
    const std::string start = kModels;
    const auto dot = key.rfind('.');
    if (!key.starts_with(start) || dot < start.size()) return {};
    return {key.substr(start.size(), dot - start.size()), key.substr(dot + 1)};
}

RuntimeSettings::RuntimeSettings(Settings started_with, SettingOrigins origins)
    : started_with_(std::move(started_with)),
      origins_(std::move(origins)),
      in_force_(started_with_) {}

SettingOrigin RuntimeSettings::origin_of(const std::string& key) const {
    const auto found = origins_.find(key);
    if (found != origins_.end() && found->second == SettingOrigin::kCommandLine)
        return found->second;
    if (const auto set = overrides_.find(key); set != overrides_.end()) return set->second.origin;
    return found == origins_.end() ? SettingOrigin::kDefault : found->second;
}

Status RuntimeSettings::check_key(const std::string& key) const {
    if (is_changeable(key)) {
        if (origin_of(key) == SettingOrigin::kCommandLine)
            return Error{ErrorCode::kConflict,
                         key + " was set on the command line of hearthd (--set); that goes before"};
        return {};
    }
    std::vector<std::string> known;
    for (const auto& [name, value] : values_of(in_force_, {})) known.push_back(name);
    if (contains(known, key))
        return Error{ErrorCode::kRefused,
                     key +
                         " can be changed only in the settings file, with a restart; while "
                         "Hearth runs: " +
                         changeable_words()};
    const std::string meant = nearest(key, known);
    return Error{ErrorCode::kNotFound, "there is no setting " + key +
                                           (meant.empty() ? "" : "; did you mean " + meant + "?")};
}

Status RuntimeSettings::apply(Settings& settings, const std::string& key, const Json& value) const {
    auto node = node_of(value);
    if (!node) return node.error();
    Problems problems;
    Reader reader("set", "/", false, problems);
    reader.read_record(bind(settings_table(), settings), nested(key, *std::move(node)), "");
    if (problems.empty()) return {};
    return Error{ErrorCode::kInvalid, problems.text()};
}

Result<Settings> RuntimeSettings::try_set(const std::string& key, const Json& value) const {
    if (Status checked = check_key(key); !checked) return checked.error();
    Settings out = in_force_;
    if (Status applied = apply(out, key, value); !applied) return applied.error();
    return out;
}

Status RuntimeSettings::set(const std::string& key, SettingOverride override) {
    auto changed = try_set(key, override.value);
    if (!changed) return changed.error();
    in_force_ = *std::move(changed);
    overrides_[key] = std::move(override);
    return {};
}

Status RuntimeSettings::unset(const std::string& key) {
    if (overrides_.erase(key) == 0)
        return Error{ErrorCode::kNotFound, key + " was not set while Hearth ran"};
    Settings settings = started_with_;
    for (const auto& [other, override] : overrides_)
        if (Status applied = apply(settings, other, override.value); !applied) return applied;
    in_force_ = std::move(settings);
    return {};
}

std::vector<SettingRow> RuntimeSettings::rows(const std::vector<std::string>& models) const {
    std::vector<SettingRow> out;
    for (auto& [key, value] : values_of(in_force_, models))
        out.push_back({key, value, origin_of(key), is_changeable(key)});
    return out;
}

}  // namespace hearth::config
