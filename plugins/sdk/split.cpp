#include "sdk/split.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "sdk/failure.hpp"

namespace hearth::sdk {

namespace {

// Rows that stay together: one group, or one row without a group.
struct Unit {
    std::vector<std::size_t> rows;  // ascending
    std::size_t newest() const { return rows.back(); }
    std::size_t oldest() const { return rows.front(); }
};

// floor(fraction * count) as written down: 0.9 of 10 is 9, not the 8.999… of binary arithmetic.
std::size_t floor_of(double fraction, std::size_t count) {
    return static_cast<std::size_t>(std::floor(fraction * static_cast<double>(count) + 1e-9));
}

// Units of the given rows in order of their newest row.
std::vector<Unit> units_of(const Dataset& dataset, const std::vector<std::size_t>& rows) {
    std::vector<Unit> units;
    std::unordered_map<std::string, std::size_t> unit_of_group;
    for (const std::size_t row : rows) {
        const std::string& group = dataset.rows[row].group;
        if (!group.empty()) {
            const auto [found, is_first] = unit_of_group.try_emplace(group, units.size());
            if (!is_first) {
                units[found->second].rows.push_back(row);
                continue;
            }
        }
        units.push_back(Unit{{row}});
    }
    std::sort(units.begin(), units.end(),
              [](const Unit& a, const Unit& b) { return a.newest() < b.newest(); });
    return units;
}

void append(std::vector<std::size_t>& rows, const Unit& unit) {
    rows.insert(rows.end(), unit.rows.begin(), unit.rows.end());
}

// The first units that together have at most `first_rows` rows, and the others.
struct Halves {
    std::vector<std::size_t> first, second;
};
Halves halve(const std::vector<Unit>& units, std::size_t first_rows) {
    Halves out;
    bool is_full = false;
    for (const Unit& unit : units) {
        is_full = is_full || out.first.size() + unit.rows.size() > first_rows;
        append(is_full ? out.second : out.first, unit);
    }
    std::sort(out.first.begin(), out.first.end());
    std::sort(out.second.begin(), out.second.end());
    return out;
}

Result<Halves> fixed_halves(const Dataset& dataset, const std::vector<Unit>& units) {
    Halves out;
    for (const Unit& unit : units) {
        const Part part = dataset.rows[unit.oldest()].part;
        for (const std::size_t row : unit.rows) {
            if (dataset.rows[row].part == Part::kByTime)
                return bad_input("row " + std::to_string(row + 1) +
                                 " has no 'part', though the data set fixes the parts of others");
            if (dataset.rows[row].part != part)
                return bad_input("group '" + dataset.rows[row].group +
                                 "' has rows in both parts of the split");
        }
        append(part == Part::kTrain ? out.first : out.second, unit);
    }
    std::sort(out.first.begin(), out.first.end());
    std::sort(out.second.begin(), out.second.end());
    return out;
}

// What the incumbent may have learned from goes to the training part, whole groups at a time.
void move_known_rows(const Dataset& dataset, TimeUs holdout_after_us, Halves& halves) {
    std::vector<std::size_t> remaining;
    for (const Unit& unit : units_of(dataset, halves.second)) {
        const bool is_known = dataset.rows[unit.oldest()].time_us <= holdout_after_us;
        std::vector<std::size_t>& to = is_known ? halves.first : remaining;
        append(to, unit);
    }
    std::sort(halves.first.begin(), halves.first.end());
    std::sort(remaining.begin(), remaining.end());
    halves.second = std::move(remaining);
}

// The rows to learn from; the others go to out.anchor and out.kept_out.
std::vector<std::size_t> keep_out(const Dataset& dataset, const std::vector<std::size_t>& train,
                                  Split& out) {
    std::vector<std::size_t> learned;
    for (const std::size_t row : train) {
        const bool is_old =
            dataset.learn_from_us && dataset.rows[row].time_us < *dataset.learn_from_us;
        if (dataset.rows[row].anchor) out.anchor.push_back(row);
        (dataset.rows[row].anchor || is_old ? out.kept_out : learned).push_back(row);
    }
    if (!learned.empty()) return learned;
    // A window or an anchor set that leaves nothing is no reason to learn nothing.
    out.anchor.clear();
    out.kept_out.clear();
    return train;
}

Status check(const SplitRules& rules) {
    if (!(rules.holdout_fraction >= 0 && rules.holdout_fraction < 1))
        return bad_input("holdout_fraction must be at least 0 and below 1");
    if (!(rules.validation_fraction >= 0 && rules.validation_fraction < 1))
        return bad_input("validation_fraction must be at least 0 and below 1");
    return {};
}

}  // namespace

Result<Split> split_dataset(const Dataset& dataset, const SplitRules& rules) {
    if (const Status ok = check(rules); !ok) return ok.error();
    std::vector<std::size_t> targets;
    bool is_fixed = false;
    for (std::size_t i = 0; i < dataset.rows.size(); ++i) {
        if (!dataset.rows[i].target) continue;
        targets.push_back(i);
        is_fixed = is_fixed || dataset.rows[i].part != Part::kByTime;
    }
    const std::vector<Unit> units = units_of(dataset, targets);
    Halves halves;
    if (is_fixed) {
        auto fixed = fixed_halves(dataset, units);
        if (!fixed) return fixed.error();
        halves = std::move(*fixed);
    } else {
        halves = halve(units, floor_of(1 - rules.holdout_fraction, targets.size()));
    }
    if (rules.holdout_after_us) move_known_rows(dataset, *rules.holdout_after_us, halves);
    if (halves.first.empty())
        return no_data("no rows to train on: the data set has " + std::to_string(targets.size()) +
                       " rows that can be predicted");
    if (halves.second.size() < rules.min_holdout)
        return no_data("only " + std::to_string(halves.second.size()) +
                       " rows are left to judge the model with; at least " +
                       std::to_string(rules.min_holdout) + " are needed");
    Split out;
    const std::vector<std::size_t> learned = keep_out(dataset, halves.first, out);
    const std::size_t fit_rows =
        learned.size() - floor_of(rules.validation_fraction, learned.size());
    Halves inner = halve(units_of(dataset, learned), fit_rows);
    if (inner.first.empty()) inner.first.swap(inner.second);
    out.train = std::move(halves.first);
    out.fit = std::move(inner.first);
    out.validation = std::move(inner.second);
    out.holdout = std::move(halves.second);
    return out;
}

}  // namespace hearth::sdk
