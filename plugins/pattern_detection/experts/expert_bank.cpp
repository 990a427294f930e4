#include "pattern_detection/experts/expert_bank.hpp"

#include <algorithm>
#include <cmath>

#include "pattern_detection/experts/context_expert.hpp"

namespace hearth::pattern {

std::uint8_t mass_bucket(double mass) {
    if (mass < 1) return 0;
    const int bucket = static_cast<int>(std::floor(std::log2(mass))) + 1;
    return static_cast<std::uint8_t>(std::min(bucket, kMassBuckets - 1));
}

ExpertBank::ExpertBank() : entries_(make_experts()) {}

void ExpertBank::prepare(const History& history, const Vocabulary& vocabulary) {
    candidates_ = vocabulary.candidates();
    for (ExpertEntry& entry : entries_) entry.expert->prepare(history, vocabulary);
}

void ExpertBank::compute(ExpertOutputs& outputs) {
    const auto width = static_cast<std::size_t>(candidates_);
    outputs.candidates = candidates_;
    outputs.log_p.resize(entries_.size() * width);
    outputs.residual.resize(entries_.size() * width);
    probability_.resize(entries_.size() * width);
    uniform_.assign(width, 1.0 / static_cast<double>(width));
    for (std::size_t e = 0; e < entries_.size(); ++e) {
        const bool root = entries_[e].parent < 0;
        const auto parent = static_cast<std::size_t>(std::max(entries_[e].parent, 0));
        const std::span<const double> from =
            root ? std::span<const double>(uniform_)
                 : std::span<const double>(probability_).subspan(parent * width, width);
        const std::span<double> to = std::span<double>(probability_).subspan(e * width, width);
        outputs.bucket[e] = mass_bucket(entries_[e].expert->predict(from, to));
        const auto log_p = std::span<float>(outputs.log_p).subspan(e * width, width);
        const auto residual = std::span<float>(outputs.residual).subspan(e * width, width);
        if (!root && std::equal(to.begin(), to.end(), from.begin())) {  // it was passed on
            std::copy_n(&outputs.log_p[parent * width], width, log_p.begin());
            std::fill(residual.begin(), residual.end(), 0.0F);
            continue;
        }
        for (std::size_t y = 0; y < width; ++y) {
            log_p[y] = static_cast<float>(std::log(to[y] + 1e-9));
            residual[y] = root ? log_p[y] : log_p[y] - outputs.log_p[parent * width + y];
        }
    }
}

void ExpertBank::update(int candidate) {
    for (ExpertEntry& entry : entries_) entry.expert->update(candidate);
}

std::optional<int> ExpertBank::find(const std::string& name) const {
    for (std::size_t e = 0; e < entries_.size(); ++e)
        if (name == entries_[e].name) return static_cast<int>(e);
    return std::nullopt;
}

ExpertBank::Support ExpertBank::support(int expert, int candidate) const {
    const auto* counting =
        dynamic_cast<const ContextExpert*>(entries_[static_cast<std::size_t>(expert)].expert.get());
    if (counting == nullptr) return {};
    const ContextExpert::Support support = counting->support(candidate);
    return {support.times, support.of};
}

std::string expert_list() {
    std::string names;
    for (const ExpertEntry& entry : make_experts()) {
        if (!names.empty()) names += ',';
        names += entry.name;
    }
    return names;
}

}  // namespace hearth::pattern
