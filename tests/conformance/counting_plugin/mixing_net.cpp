#include "mixing_net.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "habit_counts.hpp"

namespace hearth::counting {

namespace {
constexpr std::int64_t kHidden = 4;
constexpr double kFirstWeights = 0.1;  // standard deviation
}  // namespace

MixingNet::MixingNet() {
    const auto features = static_cast<std::int64_t>(kFeatures);
    direct_ = at::full({features}, 1.0 / static_cast<double>(kFeatures));
    inner_ = at::randn({features, kHidden}) * kFirstWeights;
    outer_ = at::randn({kHidden}) * kFirstWeights;
    for (at::Tensor* tensor : {&direct_, &inner_, &outer_}) tensor->requires_grad_(true);
}

std::vector<sdk::Parameter> MixingNet::parameters() const {
    constexpr double kWeightDecay = 1e-3;
    return {{"direct", direct_, 1, 0},
            {"inner", inner_, 1, kWeightDecay},
            {"outer", outer_, 1, kWeightDecay}};
}

at::Tensor MixingNet::forward(const at::Tensor& features) const {
    const at::Tensor linear = (features * direct_).sum(-1);
    const at::Tensor hidden = at::matmul(at::tanh(at::matmul(features, inner_)), outer_);
    return at::log_softmax(linear + hidden, -1);
}

std::vector<double> MixingNet::probabilities(const std::vector<float>& features) const {
    const c10::NoGradGuard no_grad;
    const auto labels = static_cast<std::int64_t>(features.size() / kFeatures);
    const at::Tensor input = at::tensor(features).view({1, labels, -1});
    const at::Tensor out = forward(input).exp().to(at::kDouble).contiguous();
    return {out.data_ptr<double>(), out.data_ptr<double>() + labels};
}

}  // namespace hearth::counting
