#include "sdk/adam_w.hpp"

#include <ATen/ATen.h>

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace hearth::sdk;

namespace {

at::Tensor leaf(double value) { return at::full({1}, value).requires_grad_(true); }

void check_close(const at::Tensor& tensor, double expected) {
    BOOST_TEST(std::abs(tensor.item<double>() - expected) < 1e-6, tensor.item<double>()
                                                                      << " is not " << expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adam_w)

BOOST_AUTO_TEST_CASE(two_steps_by_hand) {
    const at::Tensor x = leaf(1);
    AdamW optimizer({{"x", x, 1, 0}});
    (x * 4).sum().backward();
    optimizer.step(0.1);
    // The first step is the rate itself, whatever the gradient.
    check_close(x, 0.9);
    optimizer.clear_gradients();
    (x * 1).sum().backward();
    optimizer.step(0.1);
    const double first = (0.9 * 0.1 * 4 + 0.1 * 1) / (1 - 0.81);
    const double second = (0.999 * 0.001 * 16 + 0.001 * 1) / (1 - 0.999 * 0.999);
    check_close(x, 0.9 - 0.1 * first / (std::sqrt(second) + 1e-8));
    BOOST_TEST(optimizer.steps() == 2);
}

BOOST_AUTO_TEST_CASE(decay_and_rate_are_of_each_parameter) {
    const at::Tensor decayed = leaf(1), slow = leaf(1), idle = leaf(1);
    AdamW optimizer({{"decayed", decayed, 1, 0.5}, {"slow", slow, 0.3, 0}, {"idle", idle, 1, 0.5}});
    (decayed * 2 + slow * 2).sum().backward();
    optimizer.step(0.1);
    check_close(decayed, 1 - 0.1 * 0.5 - 0.1);
    check_close(slow, 1 - 0.03);
    check_close(idle, 1);  // no gradient: left alone
}

BOOST_AUTO_TEST_CASE(gradients_are_clipped_together) {
    const at::Tensor a = leaf(0), b = leaf(0);
    AdamW optimizer({{"a", a, 1, 0}, {"b", b, 1, 0}});
    (a * 3 + b * 4).sum().backward();
    optimizer.clip_gradients(10);
    check_close(a.grad(), 3);
    optimizer.clip_gradients(1);
    check_close(a.grad(), 0.6);
    check_close(b.grad(), 0.8);
}

BOOST_AUTO_TEST_SUITE_END()
