#include "suggestions/choice.hpp"

#include <algorithm>
#include <utility>

#include "domain/proposable.hpp"

namespace hearth::suggestions {

namespace {

bool same_deed(const automation::Signature& a, const automation::Signature& b) {
    return a.effects == b.effects;
}

bool does_the_same(const automation::Signature& a, const automation::Signature& b) {
    return a.key() == b.key() || automation::covers(a, b) || automation::covers(b, a);
}

std::string domain_of(const automation::Effect& effect) {
    return effect.entity.substr(0, std::min(effect.entity.find('.'), effect.entity.size()));
}

bool domain_is_off(const Proposal& proposal, const ChoiceRules& rules) {
    return std::any_of(proposal.signature.effects.begin(), proposal.signature.effects.end(),
                       [&](const automation::Effect& effect) {
                           return !domain_is_on(rules.domains, domain_of(effect));
                       });
}

// Why it must not be proposed; nullptr: it may.
const char* objection(const Proposal& proposal, const Background& background,
                      const std::vector<Proposal>& chosen, const ChoiceRules& rules) {
    if (domain_is_off(proposal, rules)) return "domain_switched_off";
    for (const automation::Signature& existing : background.existing)
        if (automation::covers(existing, proposal.signature)) return "exists_already";
    for (const Suggestion& earlier : background.earlier) {
        const automation::Signature& signature = earlier.proposal.signature;
        if (earlier.state == State::kRejected && does_the_same(signature, proposal.signature))
            return "rejected_before";
        if (earlier.state == State::kAccepted && does_the_same(signature, proposal.signature))
            return "accepted_before";
        if (earlier.state == State::kExpired && does_the_same(signature, proposal.signature))
            return "expired_before";
        const bool waits = is_open(earlier.state) || earlier.state == State::kLater;
        if (waits && same_deed(signature, proposal.signature)) return "waits_already";
    }
    for (const Proposal& other : chosen)
        if (same_deed(other.signature, proposal.signature)) return "a_surer_one_does_it";
    return nullptr;
}

}  // namespace

bool domain_is_on(const std::vector<std::string>& domains, std::string_view domain) {
    return domains.empty() || std::find(domains.begin(), domains.end(), domain) != domains.end();
}

std::vector<std::string> with_domain(const std::vector<std::string>& domains,
                                     const std::string& domain, bool on) {
    std::vector<std::string> out;
    for (const std::string_view one : kProposableDomains)
        if (one == domain ? on : domain_is_on(domains, one)) out.emplace_back(one);
    if (out.size() == kProposableDomains.size()) return {};
    if (out.empty()) out.emplace_back(kNoDomain);
    return out;
}

Choice choose(std::vector<Proposal> proposals, const Background& background,
              const ChoiceRules& rules) {
    std::stable_sort(proposals.begin(), proposals.end(), [](const Proposal& a, const Proposal& b) {
        return std::pair(!a.after_habits, a.confidence_low) >
               std::pair(!b.after_habits, b.confidence_low);
    });
    const auto open = std::count_if(background.earlier.begin(), background.earlier.end(),
                                    [](const Suggestion& one) { return is_open(one.state); });
    const auto room =
        std::min<std::ptrdiff_t>(rules.most_open - open, rules.most_a_day - background.made_today);
    Choice out;
    for (Proposal& proposal : proposals) {
        if (const char* why = objection(proposal, background, out.chosen, rules))
            ++out.left_out[why];
        else if (static_cast<std::ptrdiff_t>(out.chosen.size()) >= room)
            ++out.left_out["enough_for_now"];
        else
            out.chosen.push_back(std::move(proposal));
    }
    return out;
}

}  // namespace hearth::suggestions
