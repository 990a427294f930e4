// Signatures as text and JSON.
#include <algorithm>

#include "automation/signature.hpp"
#include "core/hash.hpp"

namespace hearth::automation {

namespace {

constexpr std::size_t kMostParts = 1000;

std::optional<Happening> happening_from(const Json& json) {
    Happening out;
    const auto kind = json_string(json, "kind");
    if (!kind) return std::nullopt;
    out.kind = *kind;
    out.entity = json_string(json, "entity").value_or("");
    out.what = json_string(json, "what").value_or("");
    out.weekdays = json_string(json, "weekdays").value_or("");
    if (const auto minute = json_integer(json, "minute"))
        out.minute = static_cast<int>(std::clamp<std::int64_t>(*minute, -10'000, 10'000));
    return out;
}

const Json* list_of(const Json& json, const char* key) {
    if (!json.is_object()) return nullptr;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array() || found->size() > kMostParts) return nullptr;
    return &*found;
}

}  // namespace

OrderedJson to_json(const Signature& signature) {
    OrderedJson out{{"happenings", OrderedJson::array()},
                    {"conditions", signature.conditions},
                    {"effects", OrderedJson::array()}};
    for (const Happening& one : signature.happenings) {
        OrderedJson happening{{"kind", one.kind}};
        put_text(happening, "entity", one.entity);
        put_text(happening, "what", one.what);
        if (one.minute) happening["minute"] = *one.minute;
        put_text(happening, "weekdays", one.weekdays);
        out["happenings"].push_back(std::move(happening));
    }
    for (const Effect& one : signature.effects) {
        OrderedJson effect = OrderedJson::object();
        put_text(effect, "entity", one.entity);
        effect["outcome"] = one.outcome;
        out["effects"].push_back(std::move(effect));
    }
    return out;
}

std::optional<Signature> signature_from_json(const Json& json) {
    Signature out;
    const Json *happenings = list_of(json, "happenings"), *effects = list_of(json, "effects"),
               *conditions = list_of(json, "conditions");
    if (happenings == nullptr || effects == nullptr || conditions == nullptr) return std::nullopt;
    for (const Json& one : *happenings) {
        auto happening = happening_from(one);
        if (!happening) return std::nullopt;
        out.happenings.push_back(*std::move(happening));
    }
    for (const Json& one : *conditions) {
        if (!one.is_string()) return std::nullopt;
        out.conditions.push_back(one.get<std::string>());
    }
    for (const Json& one : *effects) {
        const auto outcome = json_string(one, "outcome");
        if (!outcome) return std::nullopt;
        out.effects.push_back({json_string(one, "entity").value_or(""), *outcome});
    }
    std::sort(out.happenings.begin(), out.happenings.end());
    std::sort(out.effects.begin(), out.effects.end());
    return out;
}

std::string Signature::text() const {
    return to_json(*this).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

std::string Signature::key() const {
    constexpr std::size_t kHexDigits = 32;
    return sha256_hex(text()).substr(0, kHexDigits);
}

}  // namespace hearth::automation
