// Makes homes of the context rows of a dataset: "entity", "automation" and "verdict". Rows of
// another kind are not for it. What makes no sense in a row (no id, a list that is none) is passed
// over; an entity that only an automation names is known by its id.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/json.hpp"
#include "gnn_synergy/home/home.hpp"

namespace hearth::synergy {

class HomeBuilder {
public:
    // `features` as in docs/plugin-guide.md. True: it was a context row.
    bool add(const Json& features);
    // The entity's number; new ones are added.
    int entity(std::string_view id);
    // -1 for one that was not added.
    int find(std::string_view id) const;

    const Home& home() const { return home_; }
    Home& home() { return home_; }

    // What keeps a hostile data set from filling the memory.
    static constexpr std::size_t kMostEntities = 50'000;
    static constexpr std::size_t kMostMembers = 500;  // of one side of an automation

private:
    void add_entity(const Json& features);
    void add_automation(const Json& features);
    void add_verdict(const Json& features);
    std::vector<int> members(const Json& features, const char* key);

    Home home_;
    std::unordered_map<std::string, int> numbers_;
    std::unordered_map<std::string, int> areas_, devices_, units_;
    std::unordered_map<std::string, std::size_t> automations_;
};

}  // namespace hearth::synergy
