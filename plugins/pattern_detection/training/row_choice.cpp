#include "pattern_detection/training/row_choice.hpp"

#include <algorithm>
#include <iterator>

#include "pattern_detection/scorer/training_rows.hpp"
#include "sdk/replay_sampler.hpp"

namespace hearth::pattern {
namespace {

constexpr std::size_t kLargeHome = 20'000;                      // events
constexpr std::size_t kMaxTrainingBytes = 256UL * 1024 * 1024;  // of what the experts said

void keep_newest(std::vector<std::size_t>& rows, std::size_t count) {
    if (rows.size() > count)
        rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(count));
}

// Both ascending.
void leave_out(const std::vector<std::size_t>& kept_out, std::vector<std::size_t>& rows) {
    std::vector<std::size_t> rest;
    rest.reserve(rows.size());
    std::set_difference(rows.begin(), rows.end(), kept_out.begin(), kept_out.end(),
                        std::back_inserter(rest));
    rows = std::move(rest);
}

RowChoice full_rows(const sdk::TrainInput& input, const TrainingOptions& options) {
    RowChoice choice;
    choice.rows = input.split.train;
    keep_newest(choice.rows,
                choice.rows.size() - std::min<std::size_t>(50, choice.rows.size() / 3));
    if (input.dataset.rows.size() > kLargeHome) keep_newest(choice.rows, options.maximum_rows);
    choice.validation = input.split.validation;
    return choice;
}

std::unordered_map<std::string, double> replay_weights(const sdk::TrainInput& input,
                                                       const sdk::IncrementalRows& mixed) {
    const auto count_old = [&](const std::vector<std::size_t>& rows) {
        std::unordered_map<std::string, double> count;
        for (const std::size_t row : rows)
            if (!input.dataset.is_new(input.dataset.rows[row]))
                ++count[input.dataset.rows[row].label];
        return count;
    };
    std::unordered_map<std::string, double> weight = count_old(input.split.train);
    double old = 0;
    for (const auto& [label, count] : weight) old += count;
    for (const auto& [label, sampled] : count_old(mixed.rows))
        weight[label] *= static_cast<double>(mixed.replayed) / (old * sampled);
    return weight;
}

RowChoice tuning_rows(const sdk::TrainInput& input) {
    const sdk::IncrementalRows mixed = sdk::incremental_rows(
        input.dataset, input.split.train, input.request.replay_rows, input.request.seed);
    RowChoice choice;
    choice.rows = mixed.rows;
    choice.replayed = mixed.replayed;
    choice.replay_weight = replay_weights(input, mixed);
    return choice;
}

}  // namespace

RowChoice choose_rows(const sdk::TrainInput& input, const TrainingOptions& options,
                      std::size_t candidates) {
    RowChoice choice = input.request.incremental ? tuning_rows(input) : full_rows(input, options);
    leave_out(input.split.kept_out, choice.rows);
    leave_out(input.split.kept_out, choice.validation);
    const std::size_t row_bytes = TrainingRows::bytes_per_row(static_cast<int>(candidates), true);
    keep_newest(choice.rows, kMaxTrainingBytes / std::max<std::size_t>(row_bytes, 1));
    // Validation rows are among those that are used.
    if (!choice.rows.empty())
        choice.validation.erase(choice.validation.begin(),
                                std::lower_bound(choice.validation.begin(), choice.validation.end(),
                                                 choice.rows.front()));
    return choice;
}

}  // namespace hearth::pattern
