#include "sdk/safetensors.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "sdk/failure.hpp"

namespace hearth::sdk {

static_assert(std::endian::native == std::endian::little,
              "tensors are stored as they lie in memory");

const char* to_string(DType type) {
    switch (type) {
        case DType::kF32: return "F32";
        case DType::kF64: return "F64";
        case DType::kI64: return "I64";
        case DType::kU8: return "U8";
    }
    return "F32";
}

std::size_t bytes_of(DType type) {
    switch (type) {
        case DType::kF32: return 4;
        case DType::kF64:
        case DType::kI64: return 8;
        case DType::kU8: return 1;
    }
    return 1;
}

namespace {

template <class T>
std::string raw(const std::vector<T>& values) {
    std::string out(values.size() * sizeof(T), '\0');
    if (!values.empty()) std::memcpy(out.data(), values.data(), out.size());
    return out;
}

template <class T>
Result<std::vector<T>> numbers(const StoredTensor& tensor, DType wanted) {
    if (tensor.type != wanted)
        return bad_weights(std::string("a tensor holds ") + to_string(tensor.type) + ", not " +
                           to_string(wanted));
    std::vector<T> out(tensor.bytes.size() / sizeof(T));
    if (!out.empty()) std::memcpy(out.data(), tensor.bytes.data(), out.size() * sizeof(T));
    return out;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    std::string out = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        out += (i ? ", " : "") + (shape[i] < 0 ? std::string("any") : std::to_string(shape[i]));
    return out + "]";
}

}  // namespace

StoredTensor StoredTensor::of(std::vector<std::int64_t> shape, const std::vector<float>& values) {
    return {DType::kF32, std::move(shape), raw(values)};
}

StoredTensor StoredTensor::of(std::vector<std::int64_t> shape,
                              const std::vector<std::int64_t>& values) {
    return {DType::kI64, std::move(shape), raw(values)};
}

Result<std::vector<float>> StoredTensor::floats() const {
    return numbers<float>(*this, DType::kF32);
}

Result<std::vector<std::int64_t>> StoredTensor::integers() const {
    return numbers<std::int64_t>(*this, DType::kI64);
}

Result<const StoredTensor*> TensorFile::tensor(const std::string& name, DType type,
                                               const std::vector<std::int64_t>& shape) const {
    const auto found = tensors.find(name);
    if (found == tensors.end()) return bad_weights("the weights have no tensor '" + name + "'");
    const StoredTensor& tensor = found->second;
    const bool fits =
        tensor.shape.size() == shape.size() &&
        std::equal(shape.begin(), shape.end(), tensor.shape.begin(),
                   [](std::int64_t wanted, std::int64_t is) { return wanted < 0 || wanted == is; });
    if (tensor.type != type || !fits)
        return bad_weights("tensor '" + name + "' is " + to_string(tensor.type) +
                           shape_text(tensor.shape) + "; expected " + to_string(type) +
                           shape_text(shape));
    return &tensor;
}

Result<std::string> TensorFile::text(const std::string& key) const {
    const auto found = metadata.find(key);
    if (found == metadata.end()) return bad_weights("the weights have no entry '" + key + "'");
    return found->second;
}

Result<WrittenFile> write_tensors(const std::string& path, const TensorFile& file) {
    auto bytes = encode_tensors(file);
    if (!bytes) return bytes.error();
    if (const Status done = write_file_atomically(path, *bytes); !done) return done.error();
    return WrittenFile{sha256_hex(*bytes), bytes->size()};
}

Result<TensorFile> read_tensors(const std::string& path, const std::string& sha256,
                                const TensorLimits& limits) {
    const auto bytes = read_file(path, limits.max_file_bytes);
    if (!bytes) return bad_weights("the weights cannot be read: " + bytes.error().text);
    if (!sha256.empty() && sha256_hex(*bytes) != sha256)
        return bad_weights("the weights " + path +
                           " are damaged: their SHA-256 is not the one that was stored");
    auto file = decode_tensors(*bytes, limits);
    if (!file) return bad_weights("the weights " + path + " are damaged: " + file.error().text);
    return file;
}

}  // namespace hearth::sdk
