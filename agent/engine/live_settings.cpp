#include "engine/live_settings.hpp"

#include "core/iso_time.hpp"
#include "core/log.hpp"
#include "domain/no_such_model.hpp"
#include "engine/model_setup.hpp"
#include "learning/plain_words.hpp"

namespace hearth::engine {

namespace {

using config::SettingOrigin;

constexpr const char* kKey = "settings.overrides";

Json to_json(const config::SettingOverride& override) {
    return {{"value", override.value},
            {"from", to_string(override.origin)},
            {"time", format_iso_time(override.set_us)}};
}

SettingOrigin origin_of(const std::string& from) {
    return from == "home_assistant" ? SettingOrigin::kHomeAssistant : SettingOrigin::kCommand;
}

std::string words_of(const std::string& from) {
    return from == "home_assistant" ? "in Home Assistant" : "by command";
}

}  // namespace

Status LiveSettings::restore(const std::vector<Manifest>& installed) {
    for (const Manifest& manifest : installed) installed_[manifest.name] = manifest;
    const auto stored = store_.meta().get(kKey);
    if (!stored) return stored.error();
    const auto overrides = parse_json(stored->value_or("{}"));
    if (!overrides || !overrides->is_object()) {
        log::warn("what was set while Hearth ran cannot be read; the settings file holds");
        return {};
    }
    for (const auto& [key, one] : overrides->items()) {
        config::SettingOverride override;
        override.value = one.value("value", Json());
        override.origin = origin_of(json_string(one, "from").value_or(""));
        override.set_us = parse_iso_time(json_string(one, "time").value_or("")).value_or(0);
        const auto wanted = settings_.try_set(key, override.value);
        Status done = wanted ? check(key, *wanted) : Status(wanted.error());
        if (done) done = settings_.set(key, std::move(override));
        if (done) continue;
        log::warn("a setting that was changed while Hearth ran does not hold key={} reason=\"{}\"",
                  key, done.error().text);
        aside_[key] = one;
    }
    return {};
}

void LiveSettings::connect(training::Chronicle& chronicle, Apply apply) {
    chronicle_ = &chronicle;
    apply_ = std::move(apply);
}

Status LiveSettings::check(const std::string& key, const config::Settings& wanted) const {
    const config::ModelKey of_model = config::model_key(key);
    if (of_model.model.empty()) return {};
    const auto found = installed_.find(of_model.model);
    if (found == installed_.end()) return no_such_model(of_model.model);
    const ThresholdPolicy& bounds = found->second.threshold;
    const auto threshold = wanted.models.at(of_model.model).threshold;
    if (of_model.name != "threshold" || !threshold ||
        (*threshold >= bounds.minimum && *threshold <= bounds.maximum))
        return {};
    return Error{ErrorCode::kInvalid,
                 key + ": found '" + std::to_string(*threshold) + "'; allowed: an integer from " +
                     std::to_string(bounds.minimum) + " to " + std::to_string(bounds.maximum) +
                     ", the bounds of its manifest"};
}

Status LiveSettings::set(const std::string& key, const Json& value, const std::string& from) {
    const auto wanted = settings_.try_set(key, value);
    if (!wanted) return wanted.error();
    if (Status checked = check(key, *wanted); !checked) return checked;
    const std::string before = value_text(key);
    if (Status done = settings_.set(key, {value, origin_of(from), clock_.wall_us()}); !done)
        return done;
    aside_.erase(key);
    return take_over(key, before, words_of(from));
}

Status LiveSettings::unset(const std::string& key) {
    const std::string before = value_text(key);
    if (aside_.erase(key) > 0 && !settings_.overrides().contains(key)) return keep();
    if (Status done = settings_.unset(key); !done) return done;
    return take_over(key, before, "back to what the settings file says, by command");
}

Status LiveSettings::take_over(const std::string& key, const std::string& before,
                               const std::string& how) {
    const Status kept = keep();  // one that is not kept holds until the next start
    if (Status applied = apply_(key); !applied) return applied;
    const std::string after = value_text(key);
    if (after != before)
        chronicle_->add(config::model_key(key).model, decision_kind::kSetting, "changed",
                        key + " was changed from " + before + " to " + after + " " + how);
    return kept;
}

Status LiveSettings::keep() {
    Json stored = aside_;
    for (const auto& [key, override] : settings_.overrides()) stored[key] = to_json(override);
    return store_.meta().set(kKey, dump_json(stored));
}

Json LiveSettings::row_json(const config::SettingRow& row) const {
    Json out = {{"key", row.key},
                {"value", row.value},
                {"origin", to_string(row.origin)},
                {"changeable", row.changeable}};
    const config::ModelKey of_model = config::model_key(row.key);
    const auto found = installed_.find(of_model.model);
    const bool from_manifest = row.value.is_null() || row.value == "manifest";
    if (found == installed_.end() || !from_manifest) return out;
    const Manifest manifest = in_force(found->second, {});
    if (of_model.name == "threshold") out["value"] = manifest.threshold.base;
    if (of_model.name == "tolerance") out["value"] = tolerance_of(manifest);
    if (of_model.name == "policy") out["value"] = policy_of(manifest);
    out["origin"] = "manifest";
    return out;
}

Result<Json> LiveSettings::list(const std::string& key) const {
    std::vector<std::string> models;
    for (const auto& [name, manifest] : installed_) models.push_back(name);
    Json out = Json::array();
    for (const config::SettingRow& row : settings_.rows(models)) {
        if (!key.empty() && row.key != key) continue;
        out.push_back(row_json(row));
    }
    if (key.empty()) return out;
    if (!out.empty()) return Json(out.front());
    const auto why = settings_.try_set(key, "");
    return why ? Error{ErrorCode::kNotFound, "there is no setting " + key} : why.error();
}

std::string LiveSettings::value_text(const std::string& key) const {
    const auto row = list(key);
    const Json value = row ? row->at("value") : Json();
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace hearth::engine
