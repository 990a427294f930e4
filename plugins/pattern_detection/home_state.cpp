#include "pattern_detection/home_state.hpp"

namespace hearth::pattern {

const ExpertOutputs* HomeState::compute() {
    if (vocabulary_.candidates() == 0) return nullptr;
    prepare();
    experts_.compute(outputs_);
    return &outputs_;
}

void HomeState::observe(const Event& event, bool learn) {
    if (event.surroundings) return;
    enter_group(event.group);
    if (learn && event.target && event.weight > 0) learn_target(event);
    history_.push(event, vocabulary_.add_symbol(event.label));
    prepared_for_ = kNotPrepared;
}

void HomeState::enter_group(const std::string& group) {
    if (history_.enter_group(group)) prepared_for_ = kNotPrepared;
}

// Once a moment, however often it is asked; again when a candidate joined.
void HomeState::prepare() {
    if (prepared_for_ == vocabulary_.candidates()) return;
    experts_.prepare(history_, vocabulary_);
    if (!history_.empty()) timing_.prepare(history_, vocabulary_);
    prepared_for_ = vocabulary_.candidates();
}

void HomeState::learn_target(const Event& event) {
    const auto candidate = vocabulary_.add_candidate(event.label);
    if (!candidate || is_retold(event)) return;
    retold_.add(event, history_);
    const auto index = static_cast<std::size_t>(*candidate);
    if (index >= occurrences_.size()) occurrences_.resize(index + 1, 0);
    const int times = ++occurrences_[index];
    if (times == 1) ++seen_once_;
    if (times == 2) --seen_once_;
    ++learned_;
    if (history_.empty()) return;
    prepare();
    experts_.update(*candidate);
    timing_.learn(*candidate, history_.seconds_until(event.time_us));
}

double HomeState::unseen_probability() const {
    return (static_cast<double>(seen_once_) + .5) / (static_cast<double>(learned_) + 1);
}

}  // namespace hearth::pattern
