#include "sdk/safetensors.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/file.hpp"
#include "core/hash.hpp"
#include "core/json.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::sdk;

namespace {

TensorFile example() {
    TensorFile out;
    out.tensors["b.weight"] =
        StoredTensor::of({2, 3}, std::vector<float>{1, -2, 3.5F, 0, 1e-30F, 7});
    out.tensors["a.counts"] = StoredTensor::of({2}, std::vector<std::int64_t>{-1, 1LL << 40});
    out.tensors["c.flag"] = {DType::kU8, {3}, std::string("\x01\x00\xff", 3)};
    out.tensors["scalar"] = StoredTensor::of({}, std::vector<float>{0.25F});
    out.tensors["none"] = StoredTensor::of({0, 4}, std::vector<float>{});
    out.metadata["vocabulary"] = R"(["light.küche=on","\"quoted\""])";
    return out;
}

std::string with_header(const std::string& header, std::size_t data_bytes) {
    const std::uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + header +
           std::string(data_bytes, '\0');
}

std::string stating_length(std::uint64_t length, const std::string& rest) {
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + rest;
}

// One tensor "x" described by these members.
std::string tensor_header(const std::string& members) { return "{\"x\":{" + members + "}}"; }

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
    const auto bytes = encode_tensors(example());
    BOOST_REQUIRE(bytes.ok());
    const auto back = decode_tensors(*bytes);
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((back->metadata == example().metadata));
    BOOST_REQUIRE(back->tensors.size() == 5);
    for (const auto& [name, tensor] : example().tensors) {
        const StoredTensor& read = back->tensors.at(name);
        BOOST_TEST((read.type == tensor.type));
        BOOST_TEST((read.shape == tensor.shape));
        BOOST_TEST((read.bytes == tensor.bytes));
    }
    BOOST_TEST(
        (*back->tensors.at("a.counts").integers() == std::vector<std::int64_t>{-1, 1LL << 40}));
    BOOST_TEST((*back->tensors.at("scalar").floats() == std::vector<float>{0.25F}));
}

BOOST_AUTO_TEST_CASE(the_layout_is_that_of_the_format) {
    TensorFile file;
    file.tensors["x"] = StoredTensor::of({2}, std::vector<float>{1, 2});
    const std::string bytes = *encode_tensors(file);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    BOOST_TEST(bytes[0] == static_cast<char>(length));  // little-endian
    BOOST_TEST(length % 8 == 0);
    BOOST_TEST(bytes.size() == 8 + length + 8);
    const Json header = Json::parse(bytes.substr(8, length));
    BOOST_TEST(header == Json::parse(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})"));
    float second = 0;
    std::memcpy(&second, bytes.data() + 8 + length + 4, 4);
    BOOST_TEST(second == 2);
}

BOOST_AUTO_TEST_CASE(a_file_as_the_reference_library_writes_it_is_read) {
    // No padding, another order of the members, metadata first.
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})";
    const auto file = decode_tensors(with_header(header, 8));
    BOOST_REQUIRE(file.ok());
    BOOST_TEST(file->metadata.at("format") == "pt");
}

BOOST_AUTO_TEST_CASE(the_same_content_gives_the_same_bytes) {
    TensorFile reversed;
    const TensorFile file = example();
    for (auto it = file.tensors.rbegin(); it != file.tensors.rend(); ++it)
        reversed.tensors.insert(*it);
    reversed.metadata = file.metadata;
    BOOST_TEST((*encode_tensors(file) == *encode_tensors(reversed)));
}

BOOST_AUTO_TEST_CASE(nothing_inconsistent_is_written) {
    TensorFile file;
    file.tensors["x"] = {DType::kF32, {2}, std::string(7, '\0')};
    BOOST_TEST(!encode_tensors(file).ok());
    file.tensors["x"] = {DType::kF32, {-2}, std::string(8, '\0')};
    BOOST_TEST(!encode_tensors(file).ok());
    for (const std::string& name :
         {std::string(), std::string("__metadata__"), std::string("\xff")}) {
        TensorFile named;
        named.tensors[name] = StoredTensor::of({1}, std::vector<float>{1});
        BOOST_TEST(!encode_tensors(named).ok());
    }
}

BOOST_AUTO_TEST_CASE(hostile_files_are_refused) {
    const std::string good = *encode_tensors(example());
    const std::string f32 = R"("dtype":"F32",)";
    const std::string huge = "9223372036854775807";
    const std::vector<std::pair<const char*, std::string>> hostile{
        {"empty", ""},
        {"shorter than the length", std::string(7, '\0')},
        {"length zero", stating_length(0, "")},
        {"length beyond the file", stating_length(1000, "{}")},
        {"length of all ones", stating_length(~0ULL, "{}")},
        {"length near the largest", stating_length(~0ULL - 8, std::string(64, ' '))},
        {"header no JSON", with_header("{\"x\":", 0)},
        {"header a list", with_header("[]", 0)},
        {"header begins with a blank", with_header(" {}", 0)},
        {"header not UTF-8", with_header("{\"\xff\":{}}", 0)},
        {"header nested too deep", with_header("{\"x\":[[[[[[[[[[[[]]]]]]]]]]]]}", 0)},
        {"metadata a number", with_header(R"({"__metadata__":5})", 0)},
        {"metadata with a number", with_header(R"({"__metadata__":{"a":5}})", 0)},
        {"tensor a number", with_header(R"({"x":5})", 0)},
        {"no name", with_header("{\"\":{" + f32 + R"("shape":[1],"data_offsets":[0,4]}})", 4)},
        {"overlong name", with_header("{\"" + std::string(5000, 'n') + "\":{" + f32 +
                                          R"("shape":[1],"data_offsets":[0,4]}})",
                                      4)},
        {"no type", with_header(tensor_header(R"("shape":[1],"data_offsets":[0,4])"), 4)},
        {"unknown type",
         with_header(tensor_header(R"("dtype":"F33","shape":[1],"data_offsets":[0,4])"), 4)},
        {"type a number",
         with_header(tensor_header(R"("dtype":32,"shape":[1],"data_offsets":[0,4])"), 4)},
        {"no shape", with_header(tensor_header(f32 + R"("data_offsets":[0,4])"), 4)},
        {"negative shape",
         with_header(tensor_header(f32 + R"("shape":[-1],"data_offsets":[0,4])"), 4)},
        {"two negatives make a plus",
         with_header(tensor_header(f32 + R"("shape":[-1,-1],"data_offsets":[0,4])"), 4)},
        {"shape of fractions",
         with_header(tensor_header(f32 + R"("shape":[1.0],"data_offsets":[0,4])"), 4)},
        {"product overflows", with_header(tensor_header(f32 + "\"shape\":[" + huge + "," + huge +
                                                        R"(],"data_offsets":[0,4])"),
                                          4)},
        {"product overflows to the right size",
         with_header(tensor_header(f32 + R"("shape":[4611686018427387905],"data_offsets":[0,4])"),
                     4)},
        {"size beyond 64 bits",
         with_header(tensor_header(f32 + R"("shape":[99999999999999999999],"data_offsets":[0,4])"),
                     4)},
        {"too many dimensions",
         with_header(tensor_header(f32 + R"("shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4])"),
                     4)},
        {"no offsets", with_header(tensor_header(f32 + R"("shape":[1])"), 4)},
        {"three offsets",
         with_header(tensor_header(f32 + R"("shape":[1],"data_offsets":[0,4,4])"), 4)},
        {"negative offset",
         with_header(tensor_header(f32 + R"("shape":[1],"data_offsets":[-4,0])"), 4)},
        {"offsets reversed",
         with_header(tensor_header(f32 + R"("shape":[1],"data_offsets":[4,0])"), 4)},
        {"offset beyond the file",
         with_header(tensor_header(f32 + R"("shape":[2],"data_offsets":[0,8])"), 4)},
        {"bytes that are no whole shape",
         with_header(tensor_header(f32 + R"("shape":[2],"data_offsets":[0,4])"), 4)},
        {"a gap before",
         with_header(tensor_header(f32 + R"("shape":[1],"data_offsets":[4,8])"), 8)},
        {"bytes left over",
         with_header(tensor_header(f32 + R"("shape":[1],"data_offsets":[0,4])"), 5)},
        {"overlap", with_header("{\"x\":{" + f32 + R"("shape":[2],"data_offsets":[0,8]},"y":{)" +
                                    f32 + R"("shape":[1],"data_offsets":[4,8]}})",
                                8)},
        {"truncated", good.substr(0, good.size() - 1)},
        {"one byte too many", good + "x"},
    };
    BOOST_TEST(hostile.size() >= 20U);
    for (const auto& [what, bytes] : hostile) {
        const auto file = decode_tensors(bytes);
        BOOST_TEST(!file.ok(), what << " was accepted");
        if (file.ok()) continue;
        BOOST_TEST((file.error().code == ErrorCode::kConflict), what);
        BOOST_TEST(!file.error().text.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_flipped_bit_of_the_header_is_survived) {
    const std::string good = *encode_tensors(example());
    for (std::size_t keep = 0; keep < good.size(); ++keep)
        BOOST_TEST(!decode_tensors(std::string_view(good).substr(0, keep)).ok());
    std::size_t refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
            refused += !decode_tensors(bad).ok();
        }
    BOOST_TEST(refused > 100U);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_are_refused_on_request) {
    TensorLimits lenient;
    lenient.refuse_non_finite = false;
    for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(),
                            -std::numeric_limits<float>::infinity()}) {
        TensorFile file;
        file.tensors["x"] = StoredTensor::of({2}, std::vector<float>{1, bad});
        const std::string bytes = *encode_tensors(file);
        BOOST_TEST(!decode_tensors(bytes).ok());
        BOOST_TEST(decode_tensors(bytes, lenient).ok());
    }
}

BOOST_AUTO_TEST_CASE(limits_hold) {
    const std::string good = *encode_tensors(example());
    TensorLimits limits;
    limits.max_tensors = 3;
    BOOST_TEST(!decode_tensors(good, limits).ok());
    limits = {};
    limits.max_header_bytes = 64;
    BOOST_TEST(!decode_tensors(good, limits).ok());
    limits = {};
    limits.max_file_bytes = good.size() - 1;
    BOOST_TEST(!decode_tensors(good, limits).ok());
}

BOOST_AUTO_TEST_CASE(a_file_is_written_whole_with_its_hash) {
    const hearth::test::TemporaryFolder folder;
    const std::string path = folder.file("weights.safetensors");
    const auto written = write_tensors(path, example());
    BOOST_REQUIRE(written.ok());
    BOOST_TEST(written->sha256 == *sha256_of_file(path));
    BOOST_TEST(written->bytes == read_file(path)->size());
    BOOST_TEST(read_tensors(path, written->sha256).ok());
    BOOST_TEST(read_tensors(path, "").ok());
    BOOST_TEST(!write_tensors(folder.file("no/such/folder/x"), example()).ok());
}

BOOST_AUTO_TEST_CASE(a_file_with_another_hash_is_bad_weights) {
    const hearth::test::TemporaryFolder folder;
    const std::string path = folder.file("weights.safetensors");
    BOOST_REQUIRE(write_tensors(path, example()).ok());
    const auto other = read_tensors(path, std::string(64, '0'));
    BOOST_REQUIRE(!other.ok());
    BOOST_TEST((other.error().code == ErrorCode::kConflict));
    BOOST_TEST((read_tensors(folder.file("missing"), "").error().code == ErrorCode::kConflict));
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_must_be_there_as_asked) {
    const TensorFile file = example();
    BOOST_TEST(file.tensor("b.weight", DType::kF32, {2, 3}).ok());
    BOOST_TEST(file.tensor("b.weight", DType::kF32, {-1, 3}).ok());
    for (const auto& shape : std::vector<std::vector<std::int64_t>>{{3, 2}, {6}, {2, 3, 1}, {}})
        BOOST_TEST(!file.tensor("b.weight", DType::kF32, shape).ok());
    BOOST_TEST(!file.tensor("b.weight", DType::kI64, {2, 3}).ok());
    const auto missing = file.tensor("d", DType::kF32, {1});
    BOOST_REQUIRE(!missing.ok());
    BOOST_TEST(missing.error().text.find("'d'") != std::string::npos);
    BOOST_TEST(!file.text("no such key").ok());
    BOOST_TEST(!file.tensors.at("a.counts").floats().ok());
    BOOST_TEST(!file.tensors.at("scalar").integers().ok());
}

BOOST_AUTO_TEST_SUITE_END()
