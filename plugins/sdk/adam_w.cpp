#include "sdk/adam_w.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>

namespace hearth::sdk {

namespace {
// The defaults of the papers and of every library.
constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
}  // namespace

AdamW::AdamW(std::vector<Parameter> parameters) : parameters_(std::move(parameters)) {
    const c10::NoGradGuard no_grad;
    for (const Parameter& parameter : parameters_) {
        first_.push_back(at::zeros_like(parameter.value));
        second_.push_back(at::zeros_like(parameter.value));
    }
}

void AdamW::clear_gradients() {
    for (Parameter& parameter : parameters_) parameter.value.mutable_grad() = at::Tensor();
}

void AdamW::clip_gradients(double norm) {
    if (norm <= 0) return;
    const c10::NoGradGuard no_grad;
    double squares = 0;
    for (const Parameter& parameter : parameters_)
        if (parameter.value.grad().defined())
            squares += parameter.value.grad().square().sum().item<double>();
    const double length = std::sqrt(squares);
    if (length <= norm) return;
    for (Parameter& parameter : parameters_)
        if (parameter.value.grad().defined()) parameter.value.mutable_grad().mul_(norm / length);
}

void AdamW::step(double rate) {
    const c10::NoGradGuard no_grad;
    ++steps_;
    const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(steps_));
    const double correction2 = 1 - std::pow(kBeta2, static_cast<double>(steps_));
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        Parameter& parameter = parameters_[i];
        const at::Tensor gradient = parameter.value.grad();
        if (!gradient.defined()) continue;
        const double own_rate = rate * parameter.rate_factor;
        if (parameter.weight_decay > 0) parameter.value.mul_(1 - own_rate * parameter.weight_decay);
        first_[i].mul_(kBeta1).add_(gradient, 1 - kBeta1);
        second_[i].mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
        const at::Tensor divisor = second_[i].sqrt().div_(std::sqrt(correction2)).add_(kEpsilon);
        parameter.value.addcdiv_(first_[i], divisor, -own_rate / correction1);
    }
}

}  // namespace hearth::sdk
