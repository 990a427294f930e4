#include "sdk/torch_tensors.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cstring>
#include <optional>

#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {

std::optional<DType> stored_type(at::ScalarType type) {
    switch (type) {
        case at::kFloat: return DType::kF32;
        case at::kDouble: return DType::kF64;
        case at::kLong: return DType::kI64;
        case at::kByte: return DType::kU8;
        default: return std::nullopt;
    }
}

at::ScalarType torch_type(DType type) {
    switch (type) {
        case DType::kF32: return at::kFloat;
        case DType::kF64: return at::kDouble;
        case DType::kI64: return at::kLong;
        case DType::kU8: return at::kByte;
    }
    return at::kFloat;
}

}  // namespace

Result<StoredTensor> to_stored(const at::Tensor& tensor) {
    const auto type = stored_type(tensor.scalar_type());
    if (!type) return bad_input("only float32, float64, int64 and uint8 tensors can be stored");
    const at::Tensor dense = tensor.detach().cpu().contiguous();
    StoredTensor out{*type, dense.sizes().vec(), std::string(dense.nbytes(), '\0')};
    if (!out.bytes.empty()) std::memcpy(out.bytes.data(), dense.data_ptr(), out.bytes.size());
    return out;
}

at::Tensor to_torch(const StoredTensor& stored) {
    at::Tensor out = at::empty(stored.shape, torch_type(stored.type));
    if (!stored.bytes.empty())
        std::memcpy(out.data_ptr(), stored.bytes.data(), stored.bytes.size());
    return out;
}

Status store_parameters(const std::vector<Parameter>& parameters, const std::string& prefix,
                        TensorFile& file) {
    for (const Parameter& parameter : parameters) {
        auto stored = to_stored(parameter.value);
        if (!stored) return stored.error();
        file.tensors[prefix + parameter.name] = std::move(*stored);
    }
    return {};
}

Status load_parameters(const TensorFile& file, const std::string& prefix,
                       const std::vector<Parameter>& parameters) {
    std::vector<const StoredTensor*> found;
    for (const Parameter& parameter : parameters) {
        const auto tensor =
            file.tensor(prefix + parameter.name, DType::kF32, parameter.value.sizes().vec());
        if (!tensor) return tensor.error();
        found.push_back(*tensor);
    }
    const c10::NoGradGuard no_grad;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        at::Tensor value = parameters[i].value;
        value.copy_(to_torch(*found[i]));
    }
    return {};
}

}  // namespace hearth::sdk
