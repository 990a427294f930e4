#include "sdk/torch_tensors.hpp"

#include <ATen/ATen.h>

#include <boost/test/unit_test.hpp>

using namespace hearth;
using namespace hearth::sdk;

BOOST_AUTO_TEST_SUITE(torch_tensors)

BOOST_AUTO_TEST_CASE(tensors_go_there_and_back) {
    for (const at::ScalarType type : {at::kFloat, at::kDouble, at::kLong, at::kByte}) {
        const at::Tensor tensor = at::arange(6).view({2, 3}).to(type);
        // Not contiguous in memory.
        const auto stored = to_stored(tensor.t());
        BOOST_REQUIRE(stored.ok());
        const at::Tensor back = to_torch(*stored);
        BOOST_TEST(at::equal(back, tensor.t()));
        BOOST_TEST((back.scalar_type() == type));
    }
    BOOST_TEST(!to_stored(at::zeros({2}, at::kHalf)).ok());
    BOOST_TEST(to_torch(*to_stored(at::zeros({0, 3}))).size(1) == 3);
}

BOOST_AUTO_TEST_CASE(parameters_are_loaded_in_place) {
    const at::Tensor weight = at::ones({2}).requires_grad_(true);
    TensorFile file;
    BOOST_REQUIRE(store_parameters({{"weight", weight, 1, 0}}, "net.", file).ok());
    BOOST_TEST(file.tensors.count("net.weight") == 1);
    const at::Tensor other = at::zeros({2}).requires_grad_(true);
    BOOST_REQUIRE(load_parameters(file, "net.", {{"weight", other, 1, 0}}).ok());
    BOOST_TEST(at::equal(weight, other));
    BOOST_TEST(other.requires_grad());
}

BOOST_AUTO_TEST_CASE(parameters_that_do_not_fit_change_nothing) {
    TensorFile file;
    file.tensors["a"] = StoredTensor::of({1}, std::vector<float>{7});
    file.tensors["b"] = StoredTensor::of({3}, std::vector<float>{7, 7, 7});
    const at::Tensor a = at::zeros({1}).requires_grad_(true);
    const at::Tensor b = at::zeros({2}).requires_grad_(true);
    const Status loaded = load_parameters(file, "", {{"a", a, 1, 0}, {"b", b, 1, 0}});
    BOOST_REQUIRE(!loaded.ok());
    BOOST_TEST((loaded.error().code == ErrorCode::kConflict));
    BOOST_TEST(a.item<double>() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
