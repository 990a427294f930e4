// Small homes for the tests, made up by chance.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "gnn_synergy/home/visible_graph.hpp"
#include "gnn_synergy/protocol/random.hpp"

namespace hearth::synergy::test {

// Automations with one to three triggers and targets each, some one-sided.
inline Home random_home(std::uint64_t seed, int entities = 24, int automations = 20) {
    Random random(seed);
    const int domains[] = {0, 1, 2, 3, 9};
    Home home;
    for (int i = 0; i < entities; ++i) {
        Entity entity;
        entity.domain = domains[random.below(5)];
        entity.kind = static_cast<int>(random.below(3));
        entity.id = std::string(domain_word(entity.domain)) + ".e" + std::to_string(i);
        home.entities.push_back(entity);
    }
    const auto some = [&](std::size_t most) {
        std::vector<int> out;
        for (std::size_t i = random.below(most + 1); i > 0; --i)
            out.push_back(
                static_cast<int>(random.below(static_cast<std::size_t>(entities) * 2 / 3)));
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    };
    for (int a = 0; a < automations; ++a) {
        std::vector<int> triggers = some(3), targets = some(4);
        home.automations.push_back({triggers, targets});
    }
    return home;
}

// The same home with its entities and automations in another order; `place` of an old number.
inline Home reordered(const Home& home, std::uint64_t seed, std::vector<int>& place) {
    Random random(seed);
    std::vector<int> order;
    for (int i = 0; i < home.size(); ++i) order.push_back(i);
    random.shuffle(order);
    place.assign(order.size(), 0);
    Home out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
        out.entities.push_back(home.entities[static_cast<std::size_t>(order[i])]);
    }
    for (const Automation& automation : home.automations) {
        Automation moved;
        for (const int x : automation.triggers)
            moved.triggers.push_back(place[static_cast<std::size_t>(x)]);
        for (const int y : automation.targets)
            moved.targets.push_back(place[static_cast<std::size_t>(y)]);
        std::sort(moved.triggers.begin(), moved.triggers.end());
        std::sort(moved.targets.begin(), moved.targets.end());
        out.automations.push_back(moved);
    }
    random.shuffle(out.automations);
    return out;
}

}  // namespace hearth::synergy::test
