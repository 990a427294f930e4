#include "sdk/fit_loop.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <memory>

#include "line_task.hpp"
#include "sdk/determinism.hpp"
#include "support/temporary_folder.hpp"

using namespace hearth;
using namespace hearth::sdk;
using namespace hearth::sdk::test;

namespace {

// Says "stop" from the n-th question on.
struct StoppingHost {
    explicit StoppingHost(std::size_t at) : stop_at(at) {
        table.size = sizeof table;
        table.context = this;
        table.is_cancelled = [](void* context) {
            auto* self = static_cast<StoppingHost*>(context);
            return int{++self->questions >= self->stop_at};
        };
        table.log = [](void* context, hearth_log_level, const char* text, std::size_t length) {
            static_cast<StoppingHost*>(context)->log.append(text, length).append("\n");
        };
    }
    std::size_t stop_at, questions = 0;
    std::string log;
    hearth_host table{};
};

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

struct Setup {
    Setup() { make_deterministic(0); }
    hearth::test::TemporaryFolder folder;
};

bool bit_equal(const at::Tensor& a, const at::Tensor& b) { return at::equal(a, b); }

bool same_curve(const std::vector<EpochLoss>& a, const std::vector<EpochLoss>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].epoch != b[i].epoch || a[i].train != b[i].train ||
            (a[i].validation != b[i].validation &&
             !(std::isnan(a[i].validation) && std::isnan(b[i].validation))))
            return false;
    return true;
}

double at_index(const at::Tensor& tensor, std::int64_t i) { return tensor[i].item<double>(); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fit_loop, Setup)

BOOST_AUTO_TEST_CASE(it_finds_the_line) {
    LineTask task;
    const auto result = fit(task, line_rows(), line_options(), Host());
    BOOST_REQUIRE(result.ok());
    BOOST_TEST(std::abs(at_index(task.weight, 0) - 3) < 0.05);
    BOOST_TEST(std::abs(at_index(task.weight, 1) + 2) < 0.05);
    BOOST_TEST(std::abs(task.bias.item<double>() - 1) < 0.05);
    BOOST_TEST((result->stop == FitStop::kAllEpochs));
    BOOST_REQUIRE(result->loss_curve.size() == 40);
    BOOST_TEST(result->loss_curve.back().train < result->loss_curve.front().train / 100);
    BOOST_TEST(result->loss_curve.back().validation < 0.01);
    BOOST_TEST(task.epochs_begun.size() == 40);
}

BOOST_AUTO_TEST_CASE(the_seed_decides) {
    std::vector<at::Tensor> weights;
    for (const std::uint64_t seed : {5U, 5U, 6U}) {
        LineTask task(0.3);
        FitOptions options = line_options();
        options.epochs = 3;
        options.seed = seed;
        BOOST_REQUIRE(fit(task, line_rows(), options, Host()).ok());
        weights.push_back(task.weight.detach().clone());
    }
    BOOST_TEST(bit_equal(weights[0], weights[1]));
    BOOST_TEST(!bit_equal(weights[0], weights[2]));
}

BOOST_AUTO_TEST_CASE(it_stops_when_validation_gets_no_better) {
    LineTask task;
    FitOptions options = line_options();
    options.epochs = 200;
    options.patience = 3;
    const auto result = fit(task, line_rows(), options, Host());
    BOOST_REQUIRE(result.ok());
    BOOST_TEST((result->stop == FitStop::kEarly));
    BOOST_TEST(result->loss_curve.size() < 200U);
    BOOST_TEST(result->loss_curve.size() == result->best_epoch + 3);
    double best = std::numeric_limits<double>::max();
    for (const EpochLoss& epoch : result->loss_curve) best = std::min(best, epoch.validation);
    BOOST_TEST(result->loss_curve[result->best_epoch - 1].validation == best);
    const at::Tensor loss = task.batch_loss(line_rows().validation, false);
    BOOST_TEST(std::abs(loss.item<double>() - best) < 1e-9);
}

BOOST_AUTO_TEST_CASE(weights_that_only_got_worse_are_given_back) {
    LineTask task;
    task.target_sign = -1;
    FitOptions options = line_options();
    options.patience = 2;
    const auto result = fit(task, line_rows(), options, Host());
    BOOST_REQUIRE(result.ok());
    BOOST_TEST(result->best_epoch == 0);
    BOOST_TEST((result->stop == FitStop::kEarly));
    BOOST_TEST(result->loss_curve.size() == 2);
    BOOST_TEST(at_index(task.weight, 0) == 0);
    BOOST_TEST(task.bias.item<double>() == 0);
}

BOOST_AUTO_TEST_CASE(without_validation_the_last_weights_stay) {
    LineTask task;
    const auto result = fit(task, line_rows(false), line_options(), Host());
    BOOST_REQUIRE(result.ok());
    BOOST_TEST(result->best_epoch == 40);
    BOOST_TEST(std::isnan(result->loss_curve.front().validation));
    BOOST_TEST(std::abs(at_index(task.weight, 0) - 3) < 0.05);
}

BOOST_AUTO_TEST_CASE(it_stops_when_asked) {
    LineTask task;
    StoppingHost host(7);
    const auto result = fit(task, line_rows(), line_options(), Host(&host.table));
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::kCancelled));
    BOOST_TEST(host.questions == 7);
    BOOST_TEST(task.batches < 8U);
}

BOOST_AUTO_TEST_CASE(it_stops_in_time) {
    LineTask task;
    FitOptions options = line_options();
    options.max_seconds = 1e-9;
    const auto result = fit(task, line_rows(), options, Host());
    BOOST_REQUIRE(result.ok());
    BOOST_TEST((result->stop == FitStop::kTime));
    BOOST_TEST(result->loss_curve.size() == 1);
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_ends_with_the_same_bits) {
    LineTask reference(0.3);
    FitOptions options = line_options();
    options.epochs = 6;
    const auto whole = fit(reference, line_rows(), options, Host());
    BOOST_REQUIRE(whole.ok());
    options.fingerprint = "run 1";
    options.checkpoint_every_s = 1e9;  // only when it is stopped
    // Ten batches and one look at the validation rows an epoch, one look before the first.
    for (const std::size_t at : {1U, 2U, 5U, 12U, 13U, 20U, 35U, 60U}) {
        BOOST_TEST_CONTEXT("stopped at question " << at) {
            options.checkpoint_path = folder.file("checkpoint-" + std::to_string(at));
            LineTask first(0.3);
            StoppingHost host(at);
            BOOST_TEST(!fit(first, line_rows(), options, Host(&host.table)).ok());
            LineTask second(0.3);
            const auto rest = fit(second, line_rows(), options, Host());
            BOOST_REQUIRE(rest.ok());
            BOOST_TEST(rest->resumed == (at > 1));
            BOOST_TEST(bit_equal(reference.weight, second.weight));
            BOOST_TEST(bit_equal(reference.bias, second.bias));
            BOOST_TEST(same_curve(whole->loss_curve, rest->loss_curve));
            BOOST_TEST(rest->best_epoch == whole->best_epoch);
            BOOST_TEST((at < 30 || second.batches < reference.batches));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_interruption_after_another_is_no_different) {
    LineTask reference(0.3);
    FitOptions options = line_options();
    options.epochs = 6;
    BOOST_REQUIRE(fit(reference, line_rows(), options, Host()).ok());
    options.checkpoint_path = folder.file("checkpoint");
    options.checkpoint_every_s = 0;
    std::unique_ptr<LineTask> task;
    int attempts = 0;
    for (bool done = false; !done; ++attempts) {
        BOOST_REQUIRE(attempts < 100);
        task = std::make_unique<LineTask>(0.3);
        StoppingHost host(8);
        done = fit(*task, line_rows(), options, Host(&host.table)).ok();
    }
    BOOST_TEST(attempts > 5);
    BOOST_TEST(bit_equal(reference.weight, task->weight));
}

BOOST_AUTO_TEST_CASE(a_finished_fit_is_not_repeated) {
    FitOptions options = line_options();
    options.epochs = 4;
    options.checkpoint_path = folder.file("checkpoint");
    options.checkpoint_every_s = 0;
    LineTask first, second;
    const auto done = fit(first, line_rows(), options, Host());
    const auto again = fit(second, line_rows(), options, Host());
    BOOST_REQUIRE((done.ok() && again.ok()));
    BOOST_TEST(again->resumed);
    BOOST_TEST(second.batches == 0);
    BOOST_TEST(bit_equal(first.weight, second.weight));
    BOOST_TEST(same_curve(done->loss_curve, again->loss_curve));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_of_another_run_or_a_damaged_one_is_not_used) {
    FitOptions options = line_options();
    options.epochs = 4;
    options.checkpoint_path = folder.file("checkpoint");
    options.checkpoint_every_s = 0;
    options.fingerprint = "run 1";
    LineTask first;
    BOOST_REQUIRE(fit(first, line_rows(), options, Host()).ok());
    options.fingerprint = "run 2";
    LineTask second;
    StoppingHost host(kNever);
    const auto other = fit(second, line_rows(), options, Host(&host.table));
    BOOST_REQUIRE(other.ok());
    BOOST_TEST(!other->resumed);
    BOOST_TEST(host.log.find("another run") != std::string::npos);
    std::ofstream(options.checkpoint_path, std::ios::trunc) << "no checkpoint";
    LineTask third;
    const auto damaged = fit(third, line_rows(), options, Host());
    BOOST_REQUIRE(damaged.ok());
    BOOST_TEST(!damaged->resumed);
    BOOST_TEST(bit_equal(first.weight, third.weight));
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_no_number_is_an_error) {
    LineTask task;
    FitOptions options = line_options();
    options.learning_rate = 1e30;
    const auto result = fit(task, line_rows(), options, Host());
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::kInternal));
    BOOST_TEST(result.error().text.find("not finite") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_fitted_is_refused) {
    LineTask task;
    FitOptions options = line_options();
    BOOST_TEST((fit(task, {}, options, Host()).error().code == ErrorCode::kInvalid));
    options.epochs = 0;
    BOOST_TEST(!fit(task, line_rows(), options, Host()).ok());
    options = line_options();
    options.learning_rate = -1;
    BOOST_TEST(!fit(task, line_rows(), options, Host()).ok());
    task.weight = at::zeros({2});  // does not require grad
    BOOST_TEST(!fit(task, line_rows(), line_options(), Host()).ok());
}

BOOST_AUTO_TEST_CASE(clipping_bounds_a_step_but_not_the_result) {
    LineTask task;
    FitOptions options = line_options();
    options.clip_norm = 0.5;
    BOOST_REQUIRE(fit(task, line_rows(), options, Host()).ok());
    BOOST_TEST(std::abs(at_index(task.weight, 0) - 3) < 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
