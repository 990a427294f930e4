// Weights files in the safetensors format: 8 bytes little-endian header length, a JSON header with
// name, type, shape and place of every tensor, then the raw numbers. Plain data, never code; see
// https://huggingface.co/docs/safetensors for the format.
//
// The reader takes hostile files: everything is bounded and checked before it is used (header size,
// names, shapes against bytes, gaps and overlaps, non-finite numbers). The writer gives the same
// bytes for the same content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace hearth::sdk {

enum class DType { kF32, kF64, kI64, kU8 };
const char* to_string(DType type);  // "F32", "F64", "I64", "U8"
std::size_t bytes_of(DType type);

// A dense tensor, row-major, little-endian. Empty shape: one number.
struct StoredTensor {
    DType type = DType::kF32;
    std::vector<std::int64_t> shape;
    std::string bytes;  // product(shape) * bytes_of(type)

    // Preconditions: product(shape) == values.size().
    static StoredTensor of(std::vector<std::int64_t> shape, const std::vector<float>& values);
    static StoredTensor of(std::vector<std::int64_t> shape,
                           const std::vector<std::int64_t>& values);
    // The numbers; kConflict (bad_weights) when the type is another one.
    Result<std::vector<float>> floats() const;
    Result<std::vector<std::int64_t>> integers() const;
};

struct TensorFile {
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string>
        metadata;  // values of any text, such as a vocabulary in JSON

    // kConflict (bad_weights) naming what is missing or has another shape (-1: any size).
    Result<const StoredTensor*> tensor(const std::string& name, DType type,
                                       const std::vector<std::int64_t>& shape) const;
    Result<std::string> text(const std::string& key) const;
};

struct TensorLimits {
    std::size_t max_file_bytes = std::size_t{1} << 30;
    std::size_t max_header_bytes = 16 * 1024 * 1024;
    std::size_t max_tensors = 10'000;
    std::size_t max_dimensions = 8;
    bool refuse_non_finite = true;  // NaN or infinity in F32 or F64
};

// The bytes of the file. kInvalid when a tensor's shape and bytes disagree.
Result<std::string> encode_tensors(const TensorFile& file);

// kConflict (bad_weights) with what is wrong.
Result<TensorFile> decode_tensors(std::string_view bytes, const TensorLimits& limits = {});

struct WrittenFile {
    std::string sha256;
    std::size_t bytes = 0;
};

// Writes the file whole or not at all (core/file.hpp). kInvalid, kIo.
Result<WrittenFile> write_tensors(const std::string& path, const TensorFile& file);

// Reads a file; `sha256` empty: not compared. kConflict (bad_weights) for everything wrong with
// the file, a hash that differs and a file that is missing.
Result<TensorFile> read_tensors(const std::string& path, const std::string& sha256,
                                const TensorLimits& limits = {});

}  // namespace hearth::sdk
