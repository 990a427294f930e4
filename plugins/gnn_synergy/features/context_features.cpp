#include "gnn_synergy/features/context_features.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::synergy {
namespace {

long long area_and_type(const Entity& entity) {
    return static_cast<long long>(entity.area) * kTypes + entity.type();
}

void put(ContextFeature feature, double value, float* out) {
    out[static_cast<int>(feature)] = static_cast<float>(value);
}

// The beginning of a list; a longer one says little about a pair anyway.
void append(const std::vector<int>& from, std::size_t most, int trigger, std::vector<int>& to) {
    for (std::size_t i = 0; i < std::min(most, from.size()); ++i)
        if (from[i] != trigger) to.push_back(from[i]);
}

}  // namespace

ContextFeatures::ContextFeatures(const Home& home, const CoActivation& events)
    : home_(home), events_(events) {
    for (int i = 0; i < home.size(); ++i) {
        const Entity& entity = home.entities[static_cast<std::size_t>(i)];
        for (const std::uint32_t piece : entity.pieces) of_piece_[piece].push_back(i);
        if (entity.area >= 0) {
            of_area_[entity.area].push_back(i);
            ++in_area_of_type_[area_and_type(entity)];
        }
        if (entity.device >= 0) of_device_[entity.device].push_back(i);
    }
}

// 1 for a word that two entities have, falling to 0 for one that all have.
float ContextFeatures::rarity(std::uint32_t piece) const {
    const auto found = of_piece_.find(piece);
    const double having = found == of_piece_.end() ? 1 : static_cast<double>(found->second.size());
    const double all = std::max(3.0, static_cast<double>(home_.size()));
    return static_cast<float>(
        std::clamp(std::log(all / std::max(2.0, having)) / std::log(all / 2), 0.0, 1.0));
}

void ContextFeatures::fill_names(const Entity& x, const Entity& y, float* out) const {
    double shared = 0, own = 0, other = 0, rarest = 0;
    for (const std::uint32_t piece : x.pieces) {
        const double weight = rarity(piece);
        own += weight * weight;
        if (!std::binary_search(y.pieces.begin(), y.pieces.end(), piece)) continue;
        shared += weight * weight;
        rarest = std::max(rarest, weight);
    }
    for (const std::uint32_t piece : y.pieces) other += rarity(piece) * rarity(piece);
    put(ContextFeature::kNameAlike, shared > 0 ? shared / std::sqrt(own * other) : 0, out);
    put(ContextFeature::kRarestPiece, rarest, out);
}

void ContextFeatures::fill_events(int x, int y, float* out) const {
    using enum ContextFeature;
    const auto there = events_.together(x, y), back = events_.together(y, x);
    const double nx = events_.changes(x), ny = events_.changes(y);
    put(kFollows, std::log1p(there.count) / 4, out);
    put(kConfidence, std::min(1.0, there.count / (nx + 1)), out);
    put(kPrecededBy, std::min(1.0, there.count / (ny + 1)), out);
    const double lift = std::log((there.count + .5) / (events_.expected(x, y) + .5));
    put(kLift, nx > 0 && ny > 0 ? std::clamp(lift, -2.0, 5.0) / 2 : 0, out);
    put(kConfirmed, events_.is_confirmed(x, y), out);
    put(kReverseConfidence, std::min(1.0, back.count / (ny + 1)), out);
    put(kDirection, (there.count - back.count) / (there.count + back.count + 2), out);
    put(kQuick, there.count > 0 ? 1 / (1 + there.delay_s / there.count / 20) : 0, out);
    put(kActedOnByPeople, std::log1p(events_.actions(y)) / 5, out);
    put(kNeverChanges, events_.last() >= 0 && ny == 0, out);
    double dot = 0, own = 0, other = 0;
    for (std::size_t i = 0; i < CoActivation::kParts; ++i) {
        const double a = events_.profile(x)[i], b = events_.profile(y)[i];
        dot += a * b;
        own += a * a;
        other += b * b;
    }
    put(kProfileAlike, dot > 0 ? dot / std::sqrt(own * other) : 0, out);
}

void ContextFeatures::fill(int trigger, int target, float type_prior, float* out) const {
    using enum ContextFeature;
    const Entity& x = home_.entities[static_cast<std::size_t>(trigger)];
    const Entity& y = home_.entities[static_cast<std::size_t>(target)];
    const bool has_areas = x.area >= 0 && y.area >= 0, same = has_areas && x.area == y.area;
    const auto alike = in_area_of_type_.find(area_and_type(y));
    const double rivals = alike == in_area_of_type_.end() ? 1 : alike->second;
    put(kSameArea, same, out);
    put(kOtherArea, has_areas && !same, out);
    put(kOnlyInArea, same ? 1 / std::sqrt(rivals) : 0, out);
    put(kSameAreaType, same ? std::clamp(type_prior, -3.0F, 3.0F) / 2 : 0, out);
    put(kSameDevice, x.device >= 0 && x.device == y.device, out);
    put(kSameUnit, x.unit >= 0 && x.unit == y.unit, out);
    fill_names(x, y, out);
    fill_events(trigger, target, out);
}

void ContextFeatures::candidates_of(int trigger, std::size_t most, std::vector<int>& to) const {
    const Entity& x = home_.entities[static_cast<std::size_t>(trigger)];
    if (const auto found = of_area_.find(x.area); found != of_area_.end())
        append(found->second, most, trigger, to);
    if (const auto found = of_device_.find(x.device); found != of_device_.end())
        append(found->second, most, trigger, to);
    for (const std::uint32_t piece : x.pieces)
        if (const auto found = of_piece_.find(piece);
            found != of_piece_.end() && found->second.size() <= most)
            append(found->second, most, trigger, to);
    std::vector<int> following;
    for (const auto& [y, together] : events_.after(trigger))
        if (together.count >= 2) following.push_back(y);
    std::sort(following.begin(), following.end(), [&](int a, int b) {
        const double left = events_.together(trigger, a).count;
        const double right = events_.together(trigger, b).count;
        return left != right ? left > right : a < b;
    });
    append(following, most, trigger, to);
}

}  // namespace hearth::synergy
