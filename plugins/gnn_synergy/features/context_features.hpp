// What a real home knows of a pair beyond its automations: areas, devices, names, and what changes
// after what. All are 0 where the home does not know it, so that a home without areas, names and
// events (such as the anonymised ones) is scored as if these features did not exist.
#pragma once

#include <unordered_map>
#include <vector>

#include "gnn_synergy/home/co_activation.hpp"
#include "gnn_synergy/home/home.hpp"

namespace hearth::synergy {

enum class ContextFeature : int {
    kSameArea,
    kOtherArea,
    kOnlyInArea,
    kSameAreaType,
    kSameDevice,
    kSameUnit,
    kNameAlike,
    kRarestPiece,
    kFollows,
    kConfidence,
    kPrecededBy,
    kLift,
    kConfirmed,
    kReverseConfidence,
    kDirection,
    kQuick,
    kActedOnByPeople,
    kNeverChanges,
    kProfileAlike,
    kCount
};
inline constexpr int kContextFeatures = static_cast<int>(ContextFeature::kCount);

class ContextFeatures {
public:
    // Both must outlive this object and stay as they are.
    ContextFeatures(const Home& home, const CoActivation& events);
    // kContextFeatures numbers. `type_prior`: how often other homes join the two types, a
    // log-ratio.
    void fill(int trigger, int target, float type_prior, float* out) const;

    // Entities that may belong to a trigger for what this class knows: of its area or device, with
    // a rare word of its name, or following it. At most so many of each kind.
    void candidates_of(int trigger, std::size_t most, std::vector<int>& to) const;

private:
    void fill_names(const Entity& x, const Entity& y, float* out) const;
    void fill_events(int x, int y, float* out) const;
    float rarity(std::uint32_t piece) const;

    const Home& home_;
    const CoActivation& events_;
    std::unordered_map<std::uint32_t, std::vector<int>> of_piece_;
    std::unordered_map<int, std::vector<int>> of_area_, of_device_;
    std::unordered_map<long long, int> in_area_of_type_;
};

}  // namespace hearth::synergy
