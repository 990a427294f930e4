#include "suggestions/synergy_proposal.hpp"

#include <cmath>
#include <cstdio>
#include <utility>

#include "automation/validator.hpp"
#include "automation/yaml_writer.hpp"
#include "suggestions/deed.hpp"

namespace hearth::suggestions {

namespace {

Error refused(std::string why) { return {ErrorCode::kRefused, std::move(why)}; }

std::string whole(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
}

bool is_absent(const std::string& state) { return state == "unavailable" || state == "unknown"; }

class KnownEntities final : public automation::EntityCatalogue {
public:
    explicit KnownEntities(const DescribeEntity& describe) : describe_(describe) {}
    bool has_entity(const std::string& entity_id) const override {
        return describe_ && describe_(entity_id).known;
    }

private:
    const DescribeEntity& describe_;
};

// Counted by the model, or by Hearth itself.
bool is_counted(const SynergyFinding& synergy) {
    if (synergy.seen && synergy.seen->together > 0) return true;
    for (const SynergyReason& reason : synergy.reasons)
        if (reason.count.value_or(0) > 0) return true;
    return false;
}

Status sure_enough(const SynergyFinding& synergy, const ProposalRules& rules) {
    if (synergy.fallback) return refused("rules said it, and no trained model");
    if (synergy.score < rules.min_confidence)
        return refused("its probability is " + whole(100 * synergy.score) + " %");
    if (synergy.trigger.entity == synergy.target.entity) return refused("it follows from itself");
    if (synergy.trigger.state.empty() || synergy.target.state.empty())
        return refused("which state leads to which is not known");
    if (is_absent(synergy.trigger.state)) return refused("a device that is away triggers nothing");
    if (!is_counted(synergy)) return refused("nothing was counted that could explain it");
    return {};
}

// Writes what is said about a synergy, with the names that people know.
class Words {
public:
    Words(const SynergyFinding& synergy, const DescribeEntity& describe)
        : synergy_(synergy), describe_(describe) {}

    std::string alias() const { return of(synergy_.target) + " when " + of(synergy_.trigger); }

    std::string explanation() const {
        std::string out = name(synergy_.trigger.entity) + " and " + name(synergy_.target.entity) +
                          " belong together: of 100 such pairs the model is right about " +
                          whole(100 * synergy_.score) + ".";
        if (synergy_.seen && synergy_.seen->together > 0) {
            const SeenTogether& seen = *synergy_.seen;
            out += " " + of(synergy_.target) + " followed " + of(synergy_.trigger) + " within " +
                   whole(seen.within_s) + " s " + whole(seen.together) + " times, of " +
                   whole(seen.occasions) + " on which it could have.";
        }
        std::string reasons;
        for (const SynergyReason& reason : synergy_.reasons)
            reasons += (reasons.empty() ? " " : "; ") + reason.words +
                       (reason.count ? " (" + whole(*reason.count) + ")" : "");
        return out + (reasons.empty() ? "" : reasons + ".");
    }

private:
    std::string of(const Happening& happening) const {
        return name(happening.entity) + " " + happening.state;
    }
    std::string name(const std::string& entity_id) const {
        const std::string known = describe_ ? describe_(entity_id).name : "";
        return known.empty() ? entity_id : known;
    }

    const SynergyFinding& synergy_;
    const DescribeEntity& describe_;
};

}  // namespace

Result<Proposal> propose(const SynergyFinding& synergy, const ProposalRules& rules,
                         const DescribeEntity& describe) {
    if (const Status sure = sure_enough(synergy, rules); !sure) return sure.error();
    auto deed = deed_for(synergy.target.entity, synergy.target.state,
                         describe ? describe(synergy.target.entity).device_class : "");
    if (!deed) return deed.error();
    const Words words(synergy, describe);
    Proposal out;
    automation::Automation& tree = out.tree;
    tree.triggers.push_back(
        automation::state_trigger(synergy.trigger.entity, synergy.trigger.state));
    for (const Happening& condition : synergy.conditions)
        tree.conditions.push_back(automation::state_condition(condition.entity, condition.state));
    if (synergy.delay_s > 0)
        tree.actions.push_back(automation::delay_action(
            static_cast<std::int64_t>(std::lround(synergy.delay_s)) * 1000));
    tree.actions.push_back(std::move(*deed));
    tree.alias = words.alias();
    out.explanation = words.explanation();
    tree.description = "Proposed by Hearth. " + out.explanation;
    // A model may name what is not there, or a state that the entity never has.
    const KnownEntities known(describe);
    if (const auto problems = automation::validate(automation::to_yaml(tree), &known);
        !problems.empty())
        return refused(automation::to_string(problems.front()));
    out.signature = automation::signature_of(tree);
    out.confidence = synergy.score;
    out.confidence_low = synergy.score_low;
    out.after_habits = true;
    out.evidence = synergy.source;
    return out;
}

SynergyHarvest harvest(const Json& reply, int most, const ProposalRules& rules,
                       const DescribeEntity& describe) {
    SynergyHarvest out;
    const auto synergies = reply.is_object() ? reply.find("synergies") : reply.end();
    if (!reply.is_object() || synergies == reply.end() || !synergies->is_array()) return out;
    for (const Json& synergy : *synergies) {
        if (out.told >= most) break;
        ++out.told;
        const auto finding = read_synergy(synergy);
        if (!finding) {
            ++out.left_out["unreadable"];
            continue;
        }
        auto proposal = propose(*finding, rules, describe);
        if (proposal)
            out.proposals.push_back(std::move(*proposal));
        else
            ++out.left_out["not_proposed"];
    }
    return out;
}

}  // namespace hearth::suggestions
