#include "pattern_detection/options.hpp"

namespace hearth::pattern {

std::vector<sdk::OptionSpec> TrainingOptions::declared() {
    using sdk::OptionSpec;
    const TrainingOptions defaults;
    const auto whole = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    return {OptionSpec::integer("epochs", whole(defaults.epochs), 1, 100),
            OptionSpec::integer("batch_rows", whole(defaults.batch_rows), 1, 1024),
            OptionSpec::real("learning_rate", defaults.learning_rate, 1e-5, .1),
            OptionSpec::real("tune_mixer_l2", defaults.tune_mixer_l2, .1, 10'000),
            OptionSpec::real("tune_output_l2", defaults.tune_output_l2, .1, 10'000),
            OptionSpec::real("mixer_l2", defaults.mixer_l2, .1, 10'000),
            OptionSpec::boolean("prior", defaults.prior),
            OptionSpec::real("prior_mixer_l2", defaults.prior_mixer_l2, .1, 100'000),
            OptionSpec::real("prior_output_l2", defaults.prior_output_l2, .1, 100'000),
            OptionSpec::integer("tune_epochs", whole(defaults.tune_epochs), 0, 100),
            OptionSpec::real("tune_rate", defaults.tune_rate, 1e-5, .1),
            OptionSpec::boolean("network", defaults.network),
            OptionSpec::choice("without", defaults.without, {"nothing", "counting", "time"}),
            OptionSpec::boolean("query_time", defaults.query_time),
            OptionSpec::real("weight_decay", defaults.weight_decay, 0, 1),
            OptionSpec::real("input_dropout", defaults.input_dropout, 0, .9),
            OptionSpec::real("hidden_dropout", defaults.hidden_dropout, 0, .9),
            OptionSpec::integer("minimum_rows", whole(defaults.minimum_rows), 20, 100'000),
            OptionSpec::integer("maximum_rows", whole(defaults.maximum_rows), 500, 200'000)};
}

TrainingOptions TrainingOptions::from(const sdk::Options& options) {
    const auto count = [&](const char* name) {
        return static_cast<std::size_t>(options.integer(name));
    };
    return {.epochs = count("epochs"),
            .batch_rows = count("batch_rows"),
            .learning_rate = options.real("learning_rate"),
            .tune_mixer_l2 = options.real("tune_mixer_l2"),
            .tune_output_l2 = options.real("tune_output_l2"),
            .mixer_l2 = options.real("mixer_l2"),
            .prior = options.boolean("prior"),
            .prior_mixer_l2 = options.real("prior_mixer_l2"),
            .prior_output_l2 = options.real("prior_output_l2"),
            .tune_epochs = count("tune_epochs"),
            .tune_rate = options.real("tune_rate"),
            .network = options.boolean("network"),
            .without = options.choice("without"),
            .query_time = options.boolean("query_time"),
            .weight_decay = options.real("weight_decay"),
            .input_dropout = options.real("input_dropout"),
            .hidden_dropout = options.real("hidden_dropout"),
            .minimum_rows = count("minimum_rows"),
            .maximum_rows = count("maximum_rows")};
}

}  // namespace hearth::pattern
