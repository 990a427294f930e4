#include "learning/sequential_bet.hpp"

#include <algorithm>
#include <cmath>

namespace hearth::learning {

void SequentialBet::add(double x, double border, double low) {
    const double worst = border - low;  // greatest loss per unit staked
    if (!std::isfinite(x) || !(worst > 0)) return;
    for (std::size_t i = 0; i < kShares.size(); ++i)
        log_capital_[i] += std::log1p(kShares[i] * (std::max(x, low) - border) / worst);
}

void SequentialBet::forget_losses(double cap) {
    for (double& log_capital : log_capital_) log_capital = std::clamp(log_capital, 0.0, cap);
}

double SequentialBet::evidence() const {
    double sum = 0;
    // A double holds e^709; nobody needs odds beyond that.
    for (const double log_capital : log_capital_) sum += std::exp(std::min(log_capital, 700.0));
    return sum / static_cast<double>(kShares.size());
}

Json SequentialBet::to_json() const { return Json(log_capital_); }

SequentialBet SequentialBet::from_json(const Json& json) {
    SequentialBet out;
    if (!json.is_array() || json.size() != kShares.size()) return out;
    for (std::size_t i = 0; i < kShares.size(); ++i) {
        if (!json[i].is_number() || !std::isfinite(json[i].get<double>())) return {};
        out.log_capital_[i] = json[i].get<double>();
    }
    return out;
}

}  // namespace hearth::learning
