// How often each value of one feature occurred: categories by name, or bins of a number.
//
// Bounded: counting keeps at most kMaxCategories names, storing the top few; the rest is "other".
// Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace hearth::learning {

class Distribution {
public:
    static constexpr std::size_t kMaxCategories = 1000;
    static constexpr std::size_t kMaxBins = 200;

    Distribution() = default;  // of categories
    // Bins below the first edge, between neighbours (lower edge included) and from the last on.
    // Edges are sorted, and those that are not finite, repeated or too many are left out.
    explicit Distribution(std::vector<double> edges);
    // Empty, of the same kind and with the same edges.
    Distribution emptied() const { return Distribution(edges_); }

    bool numeric() const { return !edges_.empty(); }
    void add_category(const std::string& category);
    // A number that is not finite counts as "other": missing.
    void add_number(double number);

    std::int64_t total() const;
    std::int64_t other() const { return other_; }
    // Counts by name; bins are named by their edges ("below 6", "6 to 12", "from 12").
    std::map<std::string, std::int64_t> counts() const;
    // Only the most frequent `top` categories (names break ties); the rest moves to "other".
    Distribution trimmed(std::size_t top) const;

    Json to_json() const;
    // Wrong parts are left out; counts below 0 are 0.
    static Distribution from_json(const Json& json);

private:
    std::string bin_name(std::size_t bin) const;

    std::vector<double> edges_;
    std::vector<std::int64_t> bins_;
    std::map<std::string, std::int64_t> categories_;
    std::int64_t other_ = 0;
};

// Edges for the whole numbers first to last (hour of day: 0 to 23, weekday: 0 to 6), a bin each.
std::vector<double> whole_number_edges(int first, int last);

}  // namespace hearth::learning
