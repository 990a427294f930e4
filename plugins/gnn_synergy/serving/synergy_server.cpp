#include "gnn_synergy/serving/synergy_server.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "gnn_synergy/protocol/random.hpp"
#include "gnn_synergy/serving/reasons.hpp"

namespace hearth::synergy {
namespace {

constexpr std::size_t kMostStates = 16;  // of an entity
constexpr std::size_t kReference = 50;   // entities that stand for all that are no candidates
constexpr std::size_t kMostReasons = 4;
constexpr std::size_t kMostOfTrigger = 3;  // pairs of one trigger among the best
constexpr double kMostChance = .95;        // nobody is surer of what has not been seen

std::string state_of(const sdk::Row& row) {
    const auto equals = row.label.find('=');
    return equals == std::string::npos ? "" : row.label.substr(equals + 1);
}

}  // namespace

SynergyServer::SynergyServer(SynergyModel model, bool is_fallback)
    : model_(std::move(model)), types_(model_.counts), is_fallback_(is_fallback) {
    if (is_fallback_) {
        model_.members.clear();
        model_.home = {};
    }
}

void SynergyServer::replay(const sdk::Dataset& history) {
    for (const sdk::Row& row : history.rows) observe(row);
}

void SynergyServer::observe(const sdk::Row& row) {
    ++rows_;
    if (!row.target && builder_.add(row.features)) {
        scorer_.reset();
        return;
    }
    const int known = builder_.home().size();
    const int entity = builder_.entity(entity_of(row));
    if (entity < 0) return;
    // What is derived from the home is made anew when it changes; from the events, with each
    // question, so nothing else is to be done for a change of a known entity.
    if (builder_.home().size() != known) scorer_.reset();
    if (row.group != group_) events_.break_off();
    group_ = row.group;
    events_.observe(entity, row.time_us, is_action(row));
    auto& states = states_[entity];
    const std::string state = state_of(row);
    if (is_action(row) && (states.size() < kMostStates || states.count(state) != 0))
        ++states[state];
}

HomeScorer& SynergyServer::scorer() {
    if (!scorer_) scorer_.emplace(model_, types_, builder_.home(), events_);
    return *scorer_;
}

double SynergyServer::score_of(int target) {
    if (!is_fallback_) return scorer().score(target).score();
    const HomeScorer& rules = scorer();
    const double together = events_.together(rules.trigger(), target).count;
    return rules.rules(target)[static_cast<std::size_t>(Rule::kSum)] + std::log1p(together);
}

// The candidates by score. The chance is the softmax over the whole home, of which those that are
// no candidates are estimated from some drawn by chance.
std::vector<SynergyServer::Ranked> SynergyServer::rank(int trigger, std::size_t most) {
    HomeScorer& home = scorer();
    home.enter(trigger);
    std::vector<int> candidates = home.candidates();
    const auto& rejected = builder_.home().rejected;
    std::erase_if(candidates, [&](int y) {
        return std::find(rejected.begin(), rejected.end(), Pair{trigger, y}) != rejected.end();
    });
    std::vector<int> others;
    Random random(static_cast<std::uint64_t>(home.graph().size()));
    for (std::size_t i = 0; i < kReference && home.graph().size() > 0; ++i)
        others.push_back(
            static_cast<int>(random.below(static_cast<std::size_t>(home.graph().size()))));
    std::vector<Ranked> out;
    for (const int y : candidates) out.push_back({trigger, y, score_of(y), 0});
    if (out.empty()) return out;
    std::stable_sort(out.begin(), out.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    const double best = out.front().score;
    const auto weight = [&](double score) { return std::exp((score - best) / model_.temperature); };
    double sum = 0, rest = 0, drawn = 0;
    for (const Ranked& one : out) sum += weight(one.score);
    for (const int y : others) {
        if (y == trigger || std::binary_search(candidates.begin(), candidates.end(), y)) continue;
        rest += weight(score_of(y));
        ++drawn;
    }
    const double unseen =
        std::max(0.0, static_cast<double>(home.graph().size()) - static_cast<double>(out.size()));
    if (drawn > 0) sum += rest / drawn * unseen;
    for (Ranked& one : out) one.chance = std::min(kMostChance, weight(one.score) / sum);
    if (out.size() > most) out.resize(most);
    return out;
}

std::string SynergyServer::label_of(int entity) const {
    const std::string& id = builder_.home().entities[static_cast<std::size_t>(entity)].id;
    const auto found = states_.find(entity);
    if (found == states_.end() || found->second.empty()) return id;
    const auto usual =
        std::max_element(found->second.begin(), found->second.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return usual->first.empty() ? id : id + "=" + usual->first;
}

Json SynergyServer::predict(std::size_t top) {
    Json items = Json::array();
    const int last = events_.last();
    std::string text = "nothing has changed yet";
    if (last >= 0) {
        const std::string& trigger = builder_.home().entities[static_cast<std::size_t>(last)].id;
        for (const Ranked& one : rank(last, top)) {
            const std::string label = label_of(one.target);
            const std::string& id =
                builder_.home().entities[static_cast<std::size_t>(one.target)].id;
            items.push_back({{"label", label},
                             {"entity", id},
                             {"state", label.size() > id.size() ? label.substr(id.size() + 1) : ""},
                             {"probability", one.chance}});
        }
        text = "what belongs to " + trigger + ", which changed last";
    }
    return {{"kind", "synergy"},
            {"items", std::move(items)},
            {"fallback", is_fallback_},
            {"method", is_fallback_ ? "rules_sum" : "graph_network"},
            {"rows", rows_},
            {"explanation", text}};
}

// Entities that have done something: in an automation, or by changing.
bool SynergyServer::may_trigger(int entity) const {
    const Entity& own = builder_.home().entities[static_cast<std::size_t>(entity)];
    return events_.changes(entity) > 0 || scorer_->graph().triggering(entity) > 0 ||
           own.area >= 0 || own.device >= 0;
}

Json SynergyServer::explain(std::size_t top) {
    HomeScorer& home = scorer();
    std::vector<Ranked> best;
    for (int x = 0; x < home.graph().size(); ++x) {
        if (!may_trigger(x)) continue;
        const std::vector<Ranked> own = rank(x, kMostOfTrigger);
        best.insert(best.end(), own.begin(), own.end());
        const auto by_chance = [](const Ranked& a, const Ranked& b) { return a.chance > b.chance; };
        if (best.size() > 4 * top + 1000) {
            std::stable_sort(best.begin(), best.end(), by_chance);
            best.resize(top);
        }
    }
    std::stable_sort(best.begin(), best.end(),
                     [](const Ranked& a, const Ranked& b) { return a.chance > b.chance; });
    if (best.size() > top) best.resize(top);
    Json synergies = Json::array();
    for (const Ranked& one : best) {
        home.enter(one.trigger);
        Json reasons = Json::array();
        if (!is_fallback_) {
            home.score(one.target);
            reasons = reasons_for(home, builder_.home(), events_, one.target, kMostReasons);
        }
        const auto id = [&](int i) {
            return builder_.home().entities[static_cast<std::size_t>(i)].id;
        };
        synergies.push_back({{"trigger", id(one.trigger)},
                             {"target", id(one.target)},
                             {"score", one.chance},
                             {"fallback", is_fallback_},
                             {"reasons", std::move(reasons)}});
    }
    return {{"synergies", std::move(synergies)},
            {"entities", home.graph().size()},
            {"pairs", home.graph().pairs()},
            {"rows", rows_}};
}

}  // namespace hearth::synergy
