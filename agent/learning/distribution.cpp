#include "learning/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "learning/stored_numbers.hpp"

namespace hearth::learning {

namespace {

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::int64_t count_of(const Json& value) {
    return value.is_number_integer()
               ? std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, kMaxCount)
               : 0;
}

}  // namespace

Distribution::Distribution(std::vector<double> edges) : edges_(std::move(edges)) {
    std::erase_if(edges_, [](double edge) { return !std::isfinite(edge); });
    std::sort(edges_.begin(), edges_.end());
    edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
    edges_.resize(std::min(edges_.size(), kMaxBins - 1));
    if (!edges_.empty()) bins_.resize(edges_.size() + 1);
}

void Distribution::add_category(const std::string& category) {
    const auto found = categories_.find(category);
    if (found != categories_.end())
        ++found->second;
    else if (!numeric() && categories_.size() < kMaxCategories)
        categories_.emplace(category, 1);
    else
        ++other_;
}

void Distribution::add_number(double number) {
    if (!numeric() || !std::isfinite(number)) {
        ++other_;
        return;
    }
    const auto above = std::upper_bound(edges_.begin(), edges_.end(), number);
    ++bins_[static_cast<std::size_t>(above - edges_.begin())];
}

std::int64_t Distribution::total() const {
    std::int64_t sum = std::accumulate(bins_.begin(), bins_.end(), other_);
    for (const auto& [name, count] : categories_) sum += count;
    return sum;
}

std::string Distribution::bin_name(std::size_t bin) const {
    if (bin == 0) return "below " + short_number(edges_.front());
    if (bin == edges_.size()) return "from " + short_number(edges_.back());
    return short_number(edges_[bin - 1]) + " to " + short_number(edges_[bin]);
}

std::map<std::string, std::int64_t> Distribution::counts() const {
    if (!numeric()) return categories_;
    std::map<std::string, std::int64_t> out;
    for (std::size_t bin = 0; bin < bins_.size(); ++bin) out[bin_name(bin)] += bins_[bin];
    return out;
}

Distribution Distribution::trimmed(std::size_t top) const {
    if (categories_.size() <= top) return *this;
    std::vector<std::pair<std::string, std::int64_t>> all(categories_.begin(), categories_.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    Distribution out;
    out.other_ = other_;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i < top)
            out.categories_.insert(all[i]);
        else
            out.other_ += all[i].second;
    }
    return out;
}

Json Distribution::to_json() const {
    Json json = {{"other", other_}};
    if (numeric()) {
        json["edges"] = edges_;
        json["bins"] = bins_;
    } else {
        json["categories"] = categories_;
    }
    return json;
}

Distribution Distribution::from_json(const Json& json) {
    if (!json.is_object()) return {};
    std::vector<double> edges;
    const Json stored = json.value("edges", Json::array());
    for (const Json& edge : stored)
        if (edge.is_number()) edges.push_back(edge.get<double>());
    Distribution out(std::move(edges));
    const Json bins = json.value("bins", Json::array());
    // Counts that do not belong to these edges would be put to the wrong values.
    if (out.edges_.size() == stored.size() && bins.size() == out.bins_.size() && bins.is_array())
        for (std::size_t i = 0; i < bins.size(); ++i) out.bins_[i] = count_of(bins[i]);
    const Json categories = json.value("categories", Json::object());
    if (!out.numeric() && categories.is_object())
        for (const auto& [name, count] : categories.items())
            if (count_of(count) > 0 && out.categories_.size() < kMaxCategories)
                out.categories_[name] = count_of(count);
    out.other_ = count_or_zero(json, "other");
    return out;
}

std::vector<double> whole_number_edges(int first, int last) {
    std::vector<double> edges;
    for (int edge = first + 1; edge <= last; ++edge) edges.push_back(edge);
    return edges;
}

}  // namespace hearth::learning
