#include "pattern_detection/weights_file.hpp"

#include "sdk/failure.hpp"

namespace hearth::pattern {
namespace {

using Shape = std::vector<std::int64_t>;

Status read(const sdk::TensorFile& file, const char* name, const Shape& shape,
            std::vector<float>& to) {
    const auto tensor = file.tensor(name, sdk::DType::kF32, shape);
    if (!tensor) return tensor.error();
    auto values = (*tensor)->floats();
    if (!values) return values.error();
    to = std::move(*values);
    return {};
}

}  // namespace

sdk::TensorFile to_tensor_file(const ScorerWeights& weights) {
    const auto store = [](Shape shape, const std::vector<float>& values) {
        return sdk::StoredTensor::of(std::move(shape), values);
    };
    sdk::TensorFile file;
    file.tensors["W"] = store({kExperts, kMassBuckets}, weights.mix);
    file.tensors["g"] = store({kExperts, kMassBuckets}, weights.gate);
    file.tensors["U"] = store({kScorerHidden, kScorerInputs}, weights.hidden);
    file.tensors["u"] = store({kScorerHidden}, weights.hidden_bias);
    file.tensors["v"] = store({kScorerHidden}, weights.output);
    file.tensors["v0"] = store({1}, {weights.output_bias});
    file.metadata["experts"] = expert_list();
    return file;
}

Result<ScorerWeights> from_tensor_file(const sdk::TensorFile& file) {
    const auto experts = file.text("experts");
    if (!experts) return experts.error();
    if (*experts != expert_list())
        return sdk::bad_weights("the weights were fitted for other experts: train again");
    ScorerWeights weights;
    std::vector<float> output_bias;
    for (const Status& done :
         {read(file, "W", {kExperts, kMassBuckets}, weights.mix),
          read(file, "g", {kExperts, kMassBuckets}, weights.gate),
          read(file, "U", {kScorerHidden, kScorerInputs}, weights.hidden),
          read(file, "u", {kScorerHidden}, weights.hidden_bias),
          read(file, "v", {kScorerHidden}, weights.output), read(file, "v0", {1}, output_bias)})
        if (!done) return done.error();
    weights.output_bias = output_bias.front();
    return weights;
}

}  // namespace hearth::pattern
