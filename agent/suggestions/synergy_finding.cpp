#include "suggestions/synergy_finding.hpp"

#include <cmath>
#include <utility>

#include "core/utf8.hpp"
#include "domain/state_change.hpp"

namespace hearth::suggestions {

namespace {

constexpr std::size_t kMostReasons = 20, kMostConditions = 5;
constexpr std::size_t kMostWords = 200, kMostState = 255;
constexpr double kMostCount = 1e9;
constexpr double kMostDelayS = 3600;

class SynergyReader {
public:
    explicit SynergyReader(const Json& synergy) : synergy_(synergy) {}

    double number(const char* key, double otherwise, double maximum) {
        if (!synergy_.contains(key)) return otherwise;
        const auto value = json_number(synergy_, key);
        if (!value || !std::isfinite(*value) || *value < 0 || *value > maximum) complain(key);
        return value.value_or(otherwise);
    }
    std::string entity(const Json& object, const char* key) {
        std::string id = json_string(object, key).value_or("");
        if (!is_entity_id(id)) complain(key);
        return id;
    }
    // Absent and null both mean that the model does not know it.
    std::string state(const Json& object, const char* key) {
        const auto found = object.find(key);
        if (found == object.end() || found->is_null()) return "";
        std::string state = json_string(object, key).value_or("");
        if (state.empty() || state.size() > kMostState) complain(key);
        return state;
    }
    std::vector<Happening> conditions() {
        std::vector<Happening> out;
        const Json list = synergy_.value("conditions", Json::array());
        if (!list.is_array() || list.size() > kMostConditions) {
            complain("conditions");
            return out;
        }
        for (const Json& one : list) {
            if (!one.is_object()) {
                complain("conditions");
                break;
            }
            out.push_back({entity(one, "entity"), state(one, "state")});
            if (out.back().state.empty()) complain("conditions");
        }
        return out;
    }
    std::vector<SynergyReason> reasons() {
        std::vector<SynergyReason> out;
        const Json list = synergy_.value("reasons", Json::array());
        if (!list.is_array()) complain("reasons");
        for (const Json& one : list) {
            if (!one.is_object() || out.size() >= kMostReasons) break;
            SynergyReason reason;
            reason.feature = utf8_excerpt(json_string(one, "feature").value_or(""), kMostWords);
            reason.words = utf8_excerpt(json_string(one, "words").value_or(""), kMostWords);
            const auto count = json_number(one, "count");
            if (count && std::isfinite(*count) && *count >= 0 && *count <= kMostCount)
                reason.count = *count;
            if (!reason.words.empty()) out.push_back(std::move(reason));
        }
        return out;
    }
    void complain(const char* key) {
        if (problem_.empty())
            problem_ = std::string("a synergy's '") + key + "' is missing or wrong";
    }
    const std::string& problem() const { return problem_; }

private:
    const Json& synergy_;
    std::string problem_;
};

std::optional<SeenTogether> seen_in(const Json& synergy) {
    const auto seen = synergy.find("seen");
    if (seen == synergy.end() || !seen->is_object()) return std::nullopt;
    const auto count = [&](const char* key) { return json_number(*seen, key).value_or(0); };
    return SeenTogether{count("together"), count("of"), count("occasions"), count("within_s")};
}

}  // namespace

Result<SynergyFinding> read_synergy(const Json& synergy) {
    if (!synergy.is_object()) return Error{ErrorCode::kInvalid, "a synergy is no object"};
    SynergyReader read(synergy);
    SynergyFinding out;
    out.trigger = {read.entity(synergy, "trigger"), read.state(synergy, "trigger_state")};
    out.target = {read.entity(synergy, "target"), read.state(synergy, "target_state")};
    if (!synergy.contains("score")) read.complain("score");
    out.score = read.number("score", 0, 1);
    out.score_low = read.number("score_low", out.score, 1);
    if (out.score_low > out.score) read.complain("score_low");
    // Nothing that is said only in passing makes a rule's word a model's.
    out.fallback = json_bool(synergy, "fallback").value_or(true);
    out.reasons = read.reasons();
    out.conditions = read.conditions();
    out.delay_s = read.number("delay_s", 0, kMostDelayS);
    out.seen = seen_in(synergy);
    out.source = synergy;
    if (!read.problem().empty()) return Error{ErrorCode::kInvalid, read.problem()};
    return out;
}

}  // namespace hearth::suggestions
