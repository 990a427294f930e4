#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "core/json.hpp"
#include "core/utf8.hpp"
#include "sdk/failure.hpp"
#include "sdk/safetensors.hpp"

namespace hearth::sdk {

namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kAlignment = 8;  // of the data in the file
constexpr std::size_t kMaxNameBytes = 512;
constexpr const char* kMetadataKey = "__metadata__";

// product(shape) * bytes of one number; nothing when negative or too large for the machine.
std::optional<std::size_t> byte_count(const std::vector<std::int64_t>& shape, DType type) {
    std::size_t out = bytes_of(type);
    bool is_empty = false;
    for (const std::int64_t size : shape) {
        if (size < 0) return std::nullopt;
        is_empty = is_empty || size == 0;
        if (size == 0) continue;
        const auto factor = static_cast<std::size_t>(size);
        if (out > std::numeric_limits<std::size_t>::max() / factor) return std::nullopt;
        out *= factor;
    }
    return is_empty ? 0 : out;
}

std::optional<DType> type_of(const std::string& word) {
    for (const DType type : {DType::kF32, DType::kF64, DType::kI64, DType::kU8})
        if (word == to_string(type)) return type;
    return std::nullopt;
}

using Entry = std::pair<const std::string, StoredTensor>;

// Wider numbers first, so that every tensor lies on a multiple of its number's size.
std::vector<const Entry*> data_order(const TensorFile& file) {
    std::vector<const Entry*> out;
    for (const Entry& entry : file.tensors) out.push_back(&entry);
    std::stable_sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) {
        return bytes_of(a->second.type) > bytes_of(b->second.type);
    });
    return out;
}

Status check_tensor(const Entry& entry) {
    const auto& [name, tensor] = entry;
    if (name.empty() || name == kMetadataKey || name.size() > kMaxNameBytes || !is_utf8(name))
        return bad_input("'" + utf8_excerpt(name, 60) + "' cannot be the name of a tensor");
    if (byte_count(tensor.shape, tensor.type) != tensor.bytes.size())
        return bad_input("tensor '" + name + "' has " + std::to_string(tensor.bytes.size()) +
                         " bytes, which do not make up its shape");
    return {};
}

template <class T>
bool all_finite(const std::string& bytes) {
    for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
        T value;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        if (!std::isfinite(value)) return false;
    }
    return true;
}

bool is_finite(const StoredTensor& tensor) {
    if (tensor.type == DType::kF32) return all_finite<float>(tensor.bytes);
    if (tensor.type == DType::kF64) return all_finite<double>(tensor.bytes);
    return true;
}

// Where a tensor's bytes lie within the data.
struct Place {
    std::size_t begin = 0, end = 0;
};

std::optional<std::size_t> size_of(const Json& value) {
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned()) return value.get<std::size_t>();
    const auto number = value.get<std::int64_t>();
    return number < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(number));
}

Result<Place> place_of(const Json& entry, std::size_t data_bytes) {
    const auto offsets = entry.find("data_offsets");
    if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2)
        return bad_weights("has no pair of data_offsets");
    const auto begin = size_of((*offsets)[0]), end = size_of((*offsets)[1]);
    if (!begin || !end || *begin > *end || *end > data_bytes)
        return bad_weights("lies outside the file");
    return Place{*begin, *end};
}

Result<std::vector<std::int64_t>> shape_of(const Json& entry, const TensorLimits& limits) {
    const auto shape = entry.find("shape");
    if (shape == entry.end() || !shape->is_array()) return bad_weights("has no shape");
    if (shape->size() > limits.max_dimensions) return bad_weights("has too many dimensions");
    std::vector<std::int64_t> out;
    for (const Json& size : *shape) {
        const auto number = size_of(size);
        if (!number || *number > static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max()))
            return bad_weights("has an impossible shape");
        out.push_back(static_cast<std::int64_t>(*number));
    }
    return out;
}

Result<StoredTensor> tensor_of(const Json& entry, std::string_view data, const TensorLimits& limits,
                               Place& place) {
    if (!entry.is_object()) return bad_weights("is not described by an object");
    StoredTensor out;
    const auto type = type_of(json_string(entry, "dtype").value_or(""));
    if (!type) return bad_weights("has a number type other than F32, F64, I64 or U8");
    out.type = *type;
    auto shape = shape_of(entry, limits);
    if (!shape) return shape.error();
    out.shape = std::move(*shape);
    const auto found = place_of(entry, data.size());
    if (!found) return found.error();
    place = *found;
    if (byte_count(out.shape, out.type) != place.end - place.begin)
        return bad_weights("has a shape that its bytes do not make up");
    out.bytes = std::string(data.substr(place.begin, place.end - place.begin));
    if (limits.refuse_non_finite && !is_finite(out))
        return bad_weights("holds numbers that are infinite or NaN");
    return out;
}

Status read_metadata(const Json& object, TensorFile& file) {
    if (!object.is_object()) return bad_weights("__metadata__ is no object");
    for (const auto& [key, value] : object.items()) {
        if (!value.is_string()) return bad_weights("__metadata__ holds something else than text");
        file.metadata[key] = value.get<std::string>();
    }
    return {};
}

// Every byte of the data belongs to exactly one tensor.
Status check_cover(std::vector<Place> places, std::size_t data_bytes) {
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::size_t at = 0;
    for (const Place& place : places) {
        if (place.begin != at) return bad_weights("tensors overlap or leave gaps");
        at = place.end;
    }
    if (at != data_bytes) return bad_weights("there are bytes that belong to no tensor");
    return {};
}

Result<Json> read_header(std::string_view bytes, const TensorLimits& limits, std::size_t& length) {
    if (bytes.size() > limits.max_file_bytes) return bad_weights("the file is too large");
    if (bytes.size() < kLengthBytes) return bad_weights("the file is shorter than its header");
    std::uint64_t stated = 0;
    std::memcpy(&stated, bytes.data(), sizeof stated);
    if (stated > limits.max_header_bytes || stated > bytes.size() - kLengthBytes)
        return bad_weights("the header claims " + std::to_string(stated) + " bytes");
    length = static_cast<std::size_t>(stated);
    const std::string_view text = bytes.substr(kLengthBytes, length);
    if (text.empty() || text.front() != '{')
        return bad_weights("the header does not begin with '{'");
    auto header = parse_json(text, {limits.max_header_bytes, 8});
    if (!header) return bad_weights("the header is damaged: " + header.error().text);
    if (header->size() > limits.max_tensors + 1) return bad_weights("there are too many tensors");
    return header;
}

}  // namespace

Result<std::string> encode_tensors(const TensorFile& file) {
    Json header = Json::object();
    if (!file.metadata.empty()) header[kMetadataKey] = file.metadata;
    const std::vector<const Entry*> order = data_order(file);
    std::size_t at = 0;
    for (const Entry* entry : order) {
        if (const Status ok = check_tensor(*entry); !ok) return ok.error();
        const StoredTensor& tensor = entry->second;
        header[entry->first] = {{"dtype", to_string(tensor.type)},
                                {"shape", tensor.shape},
                                {"data_offsets", {at, at + tensor.bytes.size()}}};
        at += tensor.bytes.size();
    }
    std::string text = dump_json(header);
    text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
    const std::uint64_t length = text.size();
    std::string out(reinterpret_cast<const char*>(&length), sizeof length);
    out.reserve(out.size() + text.size() + at);
    out += text;
    for (const Entry* entry : order) out += entry->second.bytes;
    return out;
}

Result<TensorFile> decode_tensors(std::string_view bytes, const TensorLimits& limits) {
    std::size_t length = 0;
    const auto header = read_header(bytes, limits, length);
    if (!header) return header.error();
    const std::string_view data = bytes.substr(kLengthBytes + length);
    TensorFile out;
    std::vector<Place> places;
    for (const auto& [name, entry] : header->items()) {
        if (name == kMetadataKey) {
            if (const Status ok = read_metadata(entry, out); !ok) return ok.error();
            continue;
        }
        if (name.empty() || name.size() > kMaxNameBytes)
            return bad_weights("a tensor has an empty or overlong name");
        Place place;
        auto tensor = tensor_of(entry, data, limits, place);
        if (!tensor) return bad_weights("tensor '" + name + "' " + tensor.error().text);
        out.tensors.emplace(name, std::move(*tensor));
        places.push_back(place);
    }
    if (const Status ok = check_cover(std::move(places), data.size()); !ok) return ok.error();
    return out;
}

}  // namespace hearth::sdk
