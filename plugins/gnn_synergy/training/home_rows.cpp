#include "gnn_synergy/training/home_rows.hpp"

#include <unordered_set>

namespace hearth::synergy {
namespace {

constexpr std::size_t kMostNameBytes = 255;

// One part of the changes, in the order in which they come.
class Part {
public:
    explicit Part(std::vector<Change>& to) : to_(to) {}

    void add(const sdk::Row& row, int entity) {
        to_.push_back({entity, row.time_us, is_action(row), row.group != group_});
        group_ = row.group;
    }

private:
    std::vector<Change>& to_;
    std::string group_;
};

}  // namespace

std::string entity_of(const sdk::Row& row) {
    std::string id = json_string(row.features, "entity").value_or("");
    if (id.empty()) id = row.label.substr(0, row.label.find('='));
    return id.size() > kMostNameBytes ? id.substr(0, kMostNameBytes) : id;
}

bool is_action(const sdk::Row& row) {
    return row.target && json_string(row.features, "origin").value_or("") != "device";
}

HomeRows read_home(const sdk::Dataset& dataset, const sdk::Split& split) {
    HomeRows out;
    const std::unordered_set<std::size_t> judging(split.holdout.begin(), split.holdout.end());
    TimeUs trained_through = 0;
    for (const std::size_t row : split.train)
        trained_through = std::max(trained_through, dataset.rows[row].time_us);
    Part train(out.train), later(out.later);
    std::vector<std::size_t> judging_rows;
    for (std::size_t i = 0; i < dataset.rows.size(); ++i) {
        const sdk::Row& row = dataset.rows[i];
        if (!row.target && out.builder.add(row.features)) continue;
        const bool is_later = row.target ? judging.count(i) != 0 : row.time_us > trained_through;
        if (is_later)
            judging_rows.push_back(i);
        else
            train.add(row, out.builder.entity(entity_of(row)));
    }
    // Only now, so that nothing which the training part does not know gets a number.
    for (const std::size_t i : judging_rows)
        later.add(dataset.rows[i], out.builder.find(entity_of(dataset.rows[i])));
    return out;
}

CoActivation count_changes(const std::vector<Change>& changes, std::size_t from, std::size_t to) {
    CoActivation out;
    for (std::size_t i = from; i < to; ++i) {
        if (changes[i].begins_group) out.break_off();
        if (changes[i].entity >= 0)
            out.observe(changes[i].entity, changes[i].time, changes[i].is_action);
    }
    return out;
}

}  // namespace hearth::synergy
