#include "sdk/checkpoint.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>

#include <filesystem>

#include "sdk/failure.hpp"
#include "sdk/torch_tensors.hpp"

namespace hearth::sdk {

namespace {

constexpr std::int64_t kCounts = 7;
constexpr std::int64_t kSums = 3;

// The loop's own numbers as tensors, so that not a bit of them is lost.
at::Tensor counts_of(const FitPosition& position, const AdamW& optimizer) {
    return at::tensor(
        at::ArrayRef<std::int64_t>({position.epoch, position.batch, position.stale_epochs,
                                    position.best_epoch, std::int64_t{position.finished},
                                    static_cast<std::int64_t>(position.stop), optimizer.steps()}));
}

at::Tensor sums_of(const FitPosition& position) {
    return at::tensor(
        at::ArrayRef<double>({position.loss_sum, position.loss_rows, position.best_loss}));
}

at::Tensor curve_of(const FitPosition& position) {
    at::Tensor out = at::zeros({static_cast<std::int64_t>(position.curve.size()), 3}, at::kDouble);
    for (std::size_t i = 0; i < position.curve.size(); ++i) {
        auto* row = out.data_ptr<double>() + i * 3;
        row[0] = static_cast<double>(position.curve[i].epoch);
        row[1] = position.curve[i].train;
        row[2] = position.curve[i].validation;
    }
    return out;
}

std::vector<Parameter> renamed(const std::vector<Parameter>& parameters,
                               const std::vector<at::Tensor>& values) {
    std::vector<Parameter> out;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        out.push_back({parameters[i].name, values[i]});
    return out;
}

Status add(TensorFile& file, const char* name, const at::Tensor& tensor) {
    auto stored = to_stored(tensor);
    if (!stored) return stored.error();
    file.tensors[name] = std::move(*stored);
    return {};
}

// The sets of tensors that have the parameters' names and shapes, with the prefix of each.
std::vector<std::pair<const char*, std::vector<Parameter>>> sets_of(FitTensors& tensors) {
    return {{"value.", tensors.parameters},
            {"best.", renamed(tensors.parameters, tensors.best)},
            {"first.", renamed(tensors.parameters, tensors.optimizer->first_moments())},
            {"second.", renamed(tensors.parameters, tensors.optimizer->second_moments())}};
}

Result<FitPosition> position_of(const TensorFile& file, std::int64_t& steps) {
    const auto counts = file.tensor("loop.counts", DType::kI64, {kCounts});
    if (!counts) return counts.error();
    const auto sums = file.tensor("loop.sums", DType::kF64, {kSums});
    if (!sums) return sums.error();
    const auto curve = file.tensor("loop.curve", DType::kF64, {-1, 3});
    if (!curve) return curve.error();
    const at::Tensor count = to_torch(**counts), sum = to_torch(**sums), rows = to_torch(**curve);
    const auto* number = count.data_ptr<std::int64_t>();
    const auto* loss = sum.data_ptr<double>();
    if (number[0] < 1 || number[1] < 0 || number[5] < 0 || number[5] > 2)
        return bad_weights("the checkpoint holds impossible counts");
    FitPosition out{
        number[0], number[1], number[2], number[3], number[4] != 0, static_cast<FitStop>(number[5]),
        loss[0],   loss[1],   loss[2],   {}};
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
        const auto* row = rows.data_ptr<double>() + i * 3;
        out.curve.push_back({static_cast<std::size_t>(row[0]), row[1], row[2]});
    }
    steps = number[6];
    return out;
}

}  // namespace

Status save_checkpoint(const std::string& path, const std::string& fingerprint,
                       const FitPosition& position, FitTensors& tensors) {
    TensorFile file;
    file.metadata["fingerprint"] = fingerprint;
    for (const auto& [prefix, parameters] : sets_of(tensors))
        if (const Status ok = store_parameters(parameters, prefix, file); !ok) return ok;
    for (const auto& [name, tensor] :
         {std::pair("loop.counts", counts_of(position, *tensors.optimizer)),
          std::pair("loop.sums", sums_of(position)), std::pair("loop.curve", curve_of(position)),
          std::pair("loop.random", at::detail::getDefaultCPUGenerator().get_state())})
        if (const Status ok = add(file, name, tensor); !ok) return ok;
    const auto written = write_tensors(path, file);
    return written ? Status() : Status(written.error());
}

Status load_checkpoint(const std::string& path, const std::string& fingerprint,
                       FitPosition& position, FitTensors& tensors) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return Error{ErrorCode::kNotFound, "there is no checkpoint"};
    TensorLimits limits;
    limits.refuse_non_finite = false;  // epochs without validation have a loss of NaN
    const auto file = read_tensors(path, "", limits);
    if (!file) return file.error();
    if (file->text("fingerprint").ok() && *file->text("fingerprint") != fingerprint)
        return bad_weights("the checkpoint belongs to another run");
    std::int64_t steps = 0;
    auto found = position_of(*file, steps);
    if (!found) return found.error();
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const at::Tensor own_state = generator.get_state();
    const auto random = file->tensor("loop.random", DType::kU8, own_state.sizes().vec());
    if (!random) return random.error();
    const auto sets = sets_of(tensors);
    for (const auto& [prefix, parameters] : sets)
        for (const Parameter& parameter : parameters) {
            const auto tensor =
                file->tensor(prefix + parameter.name, DType::kF32, parameter.value.sizes().vec());
            if (!tensor) return tensor.error();
        }
    for (const auto& [prefix, parameters] : sets)
        if (const Status ok = load_parameters(*file, prefix, parameters); !ok) return ok;
    generator.set_state(to_torch(**random));
    tensors.optimizer->set_steps(steps);
    position = std::move(*found);
    return {};
}

}  // namespace hearth::sdk
