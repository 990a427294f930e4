// Between torch tensors and the plain ones of weights files.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "core/result.hpp"
#include "sdk/fit_loop.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::sdk {

// A copy. kInvalid for a type that is not float32, float64, int64 or uint8.
Result<StoredTensor> to_stored(const at::Tensor& tensor);
// A copy; does not require grad.
at::Tensor to_torch(const StoredTensor& stored);

// Adds every parameter to `file` under prefix + name.
Status store_parameters(const std::vector<Parameter>& parameters, const std::string& prefix,
                        TensorFile& file);
// Overwrites the parameters in place, all or none. bad_weights naming the first that is missing or
// of another type or shape.
Status load_parameters(const TensorFile& file, const std::string& prefix,
                       const std::vector<Parameter>& parameters);

}  // namespace hearth::sdk
