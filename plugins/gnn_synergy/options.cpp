#include "gnn_synergy/options.hpp"

namespace hearth::synergy {

std::vector<sdk::OptionSpec> TrainingOptions::declared() {
    using sdk::OptionSpec;
    const TrainingOptions defaults;
    const auto whole = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    return {OptionSpec::integer("epochs", whole(defaults.epochs), 1, 200),
            OptionSpec::real("learning_rate", defaults.learning_rate, 1e-5, .1),
            OptionSpec::real("hold", defaults.hold, 0, 10),
            OptionSpec::real("dropout", defaults.dropout, 0, .9),
            OptionSpec::real("hide", defaults.hide, .05, .5),
            OptionSpec::integer("least_questions", whole(defaults.least_questions), 1, 1000)};
}

TrainingOptions TrainingOptions::from(const sdk::Options& options) {
    const auto count = [&](const char* name) {
        return static_cast<std::size_t>(options.integer(name));
    };
    return {.epochs = count("epochs"),
            .learning_rate = options.real("learning_rate"),
            .hold = options.real("hold"),
            .dropout = options.real("dropout"),
            .hide = options.real("hide"),
            .least_questions = count("least_questions")};
}

}  // namespace hearth::synergy
