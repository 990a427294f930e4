#include "sdk/replay_sampler.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>

namespace hearth::sdk {

namespace {

// A number below `bound`; written out since the standard's distributions differ between libraries.
std::size_t below(std::mt19937_64& random, std::size_t bound) {
    return static_cast<std::size_t>(random() % bound);
}

// Places for each label: evenly, but never more than the label has rows.
std::vector<std::size_t> share_out(const std::vector<std::size_t>& available, std::size_t count) {
    std::vector<std::size_t> places(available.size(), 0);
    std::vector<std::size_t> order(available.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return available[a] < available[b]; });
    std::size_t labels_left = order.size();
    for (const std::size_t label : order) {
        // The last labels, which have most rows, take what does not divide evenly.
        places[label] = std::min(available[label], count / labels_left);
        count -= places[label];
        --labels_left;
    }
    return places;
}

void reservoir(const std::vector<std::size_t>& rows, std::size_t places, std::mt19937_64& random,
               std::vector<std::size_t>& out) {
    if (places == 0) return;
    std::vector<std::size_t> kept(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(places));
    for (std::size_t i = places; i < rows.size(); ++i) {
        const std::size_t at = below(random, i + 1);
        if (at < places) kept[at] = rows[i];
    }
    out.insert(out.end(), kept.begin(), kept.end());
}

}  // namespace

std::vector<std::size_t> sample_replay(const Dataset& dataset,
                                       const std::vector<std::size_t>& candidates,
                                       std::size_t count, std::uint64_t seed) {
    std::map<std::string, std::vector<std::size_t>> rows_of_label;
    for (const std::size_t row : candidates) rows_of_label[dataset.rows[row].label].push_back(row);
    std::vector<std::size_t> available;
    for (const auto& [label, rows] : rows_of_label) available.push_back(rows.size());
    const std::vector<std::size_t> places = share_out(available, count);
    std::mt19937_64 random(seed);
    std::vector<std::size_t> out;
    std::size_t at = 0;
    for (const auto& [label, rows] : rows_of_label) reservoir(rows, places[at++], random, out);
    std::sort(out.begin(), out.end());
    return out;
}

IncrementalRows incremental_rows(const Dataset& dataset, const std::vector<std::size_t>& train,
                                 std::size_t replay_rows, std::uint64_t seed) {
    IncrementalRows out;
    std::vector<std::size_t> older;
    for (const std::size_t row : train)
        (dataset.is_new(dataset.rows[row]) ? out.rows : older).push_back(row);
    std::vector<std::size_t> buffer;
    std::copy_if(older.begin(), older.end(), std::back_inserter(buffer),
                 [&](std::size_t row) { return dataset.rows[row].replay; });
    if (!buffer.empty()) older = std::move(buffer);
    const auto replayed = sample_replay(dataset, older, replay_rows, seed);
    out.replayed = replayed.size();
    out.rows.insert(out.rows.end(), replayed.begin(), replayed.end());
    std::sort(out.rows.begin(), out.rows.end());
    return out;
}

}  // namespace hearth::sdk
