#include "gnn_synergy/serving/reasons.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::synergy {
namespace {

constexpr double kLeastWeight = .05;

// Features that say one thing to a person.
struct Family {
    const char* name;
    std::vector<int> features;  // numbers in a row of kHomeFeatures
};

int of(PairFeature feature) { return static_cast<int>(feature); }
int of(ContextFeature feature) { return kPairFeatures + static_cast<int>(feature); }

const std::vector<Family>& families() {
    using P = PairFeature;
    using C = ContextFeature;
    static const std::vector<Family> all{
        {"other_homes", {of(P::kPriorType), of(P::kPriorDomain), of(P::kPriorKind)}},
        {"often_a_target",
         {of(P::kTargetIn), of(P::kActedOn), of(P::kNoTarget), of(P::kPriorTarget),
          of(P::kTriggersOnly), of(P::kIsolated)}},
        {"shared_targets",
         {of(P::kTwoHop), of(P::kLogTwoHop), of(P::kTwoHopBest), of(P::kAdamicAdar),
          of(P::kTargetAlikeBest), of(P::kTargetAlikeMean), of(P::kKatz), of(P::kPath)}},
        {"reverse", {of(P::kReverse)}},
        {"beside_in_automations",
         {of(P::kCoTrigger), of(P::kCoTriggerAny), of(P::kCoTarget), of(P::kCoTargetBest),
          of(P::kSameTriggers), of(P::kSameTargets), of(P::kTargetGroups)}},
        {"triggers_of_this_type",
         {of(P::kInType), of(P::kInDomain), of(P::kTypeDensity), of(P::kDomainDensity),
          of(P::kOutDomain), of(P::kOutType)}},
        {"same_area",
         {of(C::kSameArea), of(C::kOtherArea), of(C::kOnlyInArea), of(C::kSameAreaType)}},
        {"same_device", {of(C::kSameDevice)}},
        {"name", {of(C::kNameAlike), of(C::kRarestPiece)}},
        {"follows",
         {of(C::kFollows), of(C::kConfidence), of(C::kPrecededBy), of(C::kLift), of(C::kConfirmed),
          of(C::kDirection), of(C::kQuick), of(C::kReverseConfidence)}},
        {"time_of_day", {of(C::kProfileAlike)}}};
    return all;
}

std::string type_words(const VisibleGraph& graph, int i) {
    const std::string kind = kind_word(graph.kind(i)), domain = domain_word(graph.domain(i));
    return kind.empty() ? domain : domain + " (" + kind + ")";
}

struct Told {
    std::string words;
    double count = -1;  // -1: none
};

std::string number(double value) { return std::to_string(std::llround(value)); }

Told follows(const CoActivation& events, int x, int y) {
    const auto together = events.together(x, y);
    if (together.count < 1) return {};
    const double seconds = together.delay_s / together.count;
    return {"changed within " + number(static_cast<double>(CoActivation::kWindow) / 60e6) +
                " minutes after it " + number(together.count) + " times, " + number(seconds) +
                " s later on average",
            together.count};
}

Told tell(const std::string& family, const VisibleGraph& graph, const Home& home,
          const CoActivation& events, int x, int y) {
    const Entity& trigger = home.entities[static_cast<std::size_t>(x)];
    const Entity& target = home.entities[static_cast<std::size_t>(y)];
    const int in = graph.in_degree(y);
    if (family == "other_homes")
        return {"in other homes a " + type_words(graph, x) + " often acts on a " +
                type_words(graph, y)};
    if (family == "often_a_target" && in > 0)
        return {"other entities act on it in automations of this home: " + number(in),
                static_cast<double>(in)};
    if (family == "shared_targets") {
        const auto targets = graph.targets_of(x);
        double alike = 0;  // triggers of the target that share a target with this trigger
        for (const int z : graph.triggers_of(y))
            alike +=
                std::any_of(targets.begin(), targets.end(), [&](int w) { return graph.has(z, w); });
        if (alike > 0)
            return {
                "triggers that act on the same things as this one act on it too: " + number(alike),
                alike};
    }
    if (family == "reverse" && graph.has(y, x)) return {"it acts on the trigger already"};
    if (family == "beside_in_automations" && graph.acted_on(y) > 0)
        return {
            "it stands beside the others in automations of this home: " + number(graph.acted_on(y)),
            static_cast<double>(graph.acted_on(y))};
    if (family == "triggers_of_this_type") {
        double same = 0;
        for (const int z : graph.triggers_of(y)) same += graph.type(z) == graph.type(x) && z != x;
        if (same > 0)
            return {"others of the type " + type_words(graph, x) + " act on it: " + number(same),
                    same};
    }
    if (family == "same_area" && trigger.area >= 0 && trigger.area == target.area)
        return {"both are in the same area"};
    if (family == "same_device" && trigger.device >= 0 && trigger.device == target.device)
        return {"both belong to the same device"};
    if (family == "name") return {"their names have words in common"};
    if (family == "follows") return follows(events, x, y);
    if (family == "time_of_day") return {"both change at the same hours"};
    return {};
}

}  // namespace

Json reasons_for(const HomeScorer& scorer, const Home& home, const CoActivation& events, int target,
                 std::size_t most) {
    const std::vector<float> row(scorer.row().begin(), scorer.row().end());
    const double whole = scorer.score_row(row, target).score();
    std::vector<std::pair<double, const Family*>> found;
    for (const Family& family : families()) {
        std::vector<float> without = row;  // 0 is what is usual: the mean, or not known
        for (const int feature : family.features) without[static_cast<std::size_t>(feature)] = 0;
        const double weight = whole - scorer.score_row(without, target).score();
        if (weight >= kLeastWeight) found.emplace_back(weight, &family);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    Json out = Json::array();
    for (const auto& [weight, family] : found) {
        if (out.size() == most) break;
        const Told told =
            tell(family->name, scorer.graph(), home, events, scorer.trigger(), target);
        if (told.words.empty()) continue;
        Json reason{{"feature", family->name}, {"words", told.words}, {"weight", weight}};
        if (told.count >= 0) reason["count"] = std::llround(told.count);
        out.push_back(std::move(reason));
    }
    return out;
}

}  // namespace hearth::synergy
