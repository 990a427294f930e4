#include "cli/label_table.hpp"

#include <algorithm>
#include <array>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {

constexpr std::array<const char*, 3> kCounts = {"support", "predicted", "hits"};
constexpr std::array<const char*, 3> kShares = {"precision", "recall", "f1"};

Table empty_table() {
    Table table;
    table.add_column("Label");
    for (const char* title : {"Rows", "Predicted", "Hits", "Precision", "Recall", "F1"})
        table.add_column(title, Align::kRight);
    return table;
}

std::int64_t count_of(const Json& row, const char* key) {
    return json_integer(row, key).value_or(0);
}

std::vector<Cell> label_cells(const Json& row) {
    std::vector<Cell> cells{printable(json_string(row, "label").value_or("-"))};
    for (const char* key : kCounts) cells.emplace_back(format_count(count_of(row, key)));
    for (const char* key : kShares) {
        const auto share = json_number(row, key);
        cells.emplace_back(share ? format_score(*share) : "-");
    }
    return cells;
}

}  // namespace

Table label_table(const Json& contender, std::size_t most) {
    Table table = empty_table();
    if (!contender.is_object()) return table;
    const Json labels = contender.value("labels", Json::array());
    if (!labels.is_array()) return table;
    const std::size_t shown = std::min(labels.size(), most);
    for (std::size_t i = 0; i < shown; ++i) table.add_row(label_cells(labels[i]));
    const Json other = contender.value("other", Json::object());
    const std::int64_t rest =
        count_of(other, "labels") + static_cast<std::int64_t>(labels.size() - shown);
    if (rest <= 0) return table;
    std::vector<Cell> cells{Cell(format_count(rest) + " others", Tone::kDim)};
    for (const char* key : kCounts) {
        std::int64_t sum = count_of(other, key);
        for (std::size_t i = shown; i < labels.size(); ++i) sum += count_of(labels[i], key);
        cells.emplace_back(format_count(sum), Tone::kDim);
    }
    table.add_row(std::move(cells));
    return table;
}

}  // namespace hearth::cli
