// All experts together: their answers for the moment, as the scorer reads them.
//
// Order per event: prepare, compute (when a prediction is wanted), update. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

inline constexpr int kMassBuckets = 8;
// How many observations, logarithmic: 0 for none, 1 for one, 2 for two or three, … up to 7.
std::uint8_t mass_bucket(double mass);

// Answers of the experts for one moment.
struct ExpertOutputs {
    int candidates = 0;
    std::vector<float> log_p;     // [expert, candidate]: L = ln(p + 1e-9)
    std::vector<float> residual;  // [expert, candidate]: R = L - L of the parent (of o0: L)
    std::array<std::uint8_t, kExperts> bucket{};  // 0 to 7: how many observations, logarithmic

    std::size_t at(int expert, int candidate) const {
        return static_cast<std::size_t>(expert) * static_cast<std::size_t>(candidates) +
               static_cast<std::size_t>(candidate);
    }
};

class ExpertBank {
public:
    ExpertBank();

    void prepare(const History& history, const Vocabulary& vocabulary);
    // Precondition: prepare was called for this moment, and there is a candidate.
    void compute(ExpertOutputs& outputs);
    void update(int candidate);

    const char* name(int expert) const { return entries_[static_cast<std::size_t>(expert)].name; }
    // -1: uniform.
    int parent(int expert) const { return entries_[static_cast<std::size_t>(expert)].parent; }
    // Nothing for a name that no expert has.
    std::optional<int> find(const std::string& name) const;

    // How often the candidate followed what the expert looks at now, of how many times; zeros for
    // an expert that does not count a context.
    struct Support {
        double times = 0, of = 0;
    };
    Support support(int expert, int candidate) const;

private:
    std::vector<ExpertEntry> entries_;
    std::vector<double> probability_;  // [expert, candidate] of the last compute
    std::vector<double> uniform_;
    int candidates_ = 0;
};

// The names, comma separated, in order: what weights must agree with to be used.
std::string expert_list();

}  // namespace hearth::pattern
