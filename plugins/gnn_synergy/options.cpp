#include "gnn_synergy/options.hpp"

namespace hearth::synergy {

std::vector<sdk::OptionSpec> TrainingOptions::declared() {
    using sdk::OptionSpec;
    const TrainingOptions defaults;
    const auto whole = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    return {OptionSpec::integer("epochs", whole(defaults.epochs), 1, 200),
            OptionSpec::real("learning_rate", defaults.learning_rate, 1e-5, .1),
            OptionSpec::real("hold", defaults.hold, 0, 10),
            OptionSpec::integer("event_epochs", whole(defaults.event_epochs), 1, 2000),
            OptionSpec::real("event_learning_rate", defaults.event_learning_rate, 1e-5, .1),
            OptionSpec::real("event_hold", defaults.event_hold, 0, 10),
            OptionSpec::real("dropout", defaults.dropout, 0, .9),
            OptionSpec::real("hide", defaults.hide, .05, .5)};
}

TrainingOptions TrainingOptions::with_events() const {
    TrainingOptions out = *this;
    out.epochs = event_epochs;
    out.learning_rate = event_learning_rate;
    out.hold = event_hold;
    return out;
}

TrainingOptions TrainingOptions::from(const sdk::Options& options) {
    const auto count = [&](const char* name) {
        return static_cast<std::size_t>(options.integer(name));
    };
    return {.epochs = count("epochs"),
            .event_epochs = count("event_epochs"),
            .learning_rate = options.real("learning_rate"),
            .event_learning_rate = options.real("event_learning_rate"),
            .hold = options.real("hold"),
            .event_hold = options.real("event_hold"),
            .dropout = options.real("dropout"),
            .hide = options.real("hide")};
}

}  // namespace hearth::synergy
