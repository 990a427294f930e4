// What models are told of the home besides what happens in it.
#include <algorithm>

#include "engine/engine.hpp"
#include "learning/quality_filter.hpp"

namespace hearth::engine {

// What may be named changes while it runs, with the settings and with the names of entities.
void Engine::make_context() {
    context::Naming naming;
    naming.is_excluded = [this](const std::string& entity_id) {
        const auto& excluded = filter_->rules().excluded;
        return std::any_of(excluded.begin(), excluded.end(), [&](const std::string& pattern) {
            return learning::glob_matches(pattern, entity_id);
        });
    };
    naming.learned_as = [this](const std::string& entity_id) {
        return names_->known_as(entity_id);
    };
    context_ = std::make_shared<context::HomeContext>(loop_, *store_, std::move(naming));
}

}  // namespace hearth::engine
