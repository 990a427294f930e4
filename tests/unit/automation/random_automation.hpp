// Valid automations of every form that the tree has, made up from a seed: the same ones each time.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "automation/automation.hpp"

namespace hearth::test {

using namespace hearth::automation;

class RandomAutomations {
public:
    explicit RandomAutomations(std::uint64_t seed) : engine_(seed) {}

    Automation next();

private:
    int below(int end) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(end)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

    std::string words();  // text with what is dangerous in YAML
    std::int64_t milliseconds();
    Texts weekdays();
    Moment moment();
    Trigger trigger();
    Condition condition(int depth);
    Action action(int depth);
    ServiceAction call();
    std::vector<Action> actions(int depth);
    std::vector<Condition> conditions(int depth, int at_least);

    std::mt19937_64 engine_;
};

}  // namespace hearth::test
