#include "sdk/class_tables.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sdk/class_counts.hpp"

namespace hearth::sdk {

namespace {

using NamedLabel = std::pair<std::string, LabelCount>;

struct NamedCell {
    std::string truth, predicted;
    std::size_t rows = 0;
    bool hit = false;
};

Json label_json(const NamedLabel& named) {
    const auto& [name, count] = named;
    return {{"label", name},      {"support", count.support},       {"predicted", count.predicted},
            {"hits", count.hits}, {"precision", count.precision()}, {"recall", count.recall()},
            {"f1", count.f1()}};
}

void add_labels(const ClassCounts& counts, const LabelNames& name_of, Json& out) {
    std::vector<NamedLabel> all;
    for (const LabelCount& count : counts.labels()) all.emplace_back(name_of(count.label), count);
    std::sort(all.begin(), all.end(), [](const NamedLabel& a, const NamedLabel& b) {
        return std::tie(b.second.support, a.first) < std::tie(a.second.support, b.first);
    });
    const std::size_t shown = std::min(all.size(), kTableLabels);
    LabelCount rest;
    for (std::size_t i = shown; i < all.size(); ++i) {
        rest.support += all[i].second.support;
        rest.predicted += all[i].second.predicted;
        rest.hits += all[i].second.hits;
    }
    out["labels"] = Json::array();
    for (std::size_t i = 0; i < shown; ++i) out["labels"].push_back(label_json(all[i]));
    out["other"] = {{"labels", all.size() - shown},
                    {"support", rest.support},
                    {"predicted", rest.predicted},
                    {"hits", rest.hits}};
}

Json confusion_json(const ClassCounts& counts, const LabelNames& name_of) {
    std::vector<NamedCell> all;
    for (const ConfusionCell& cell : counts.cells())
        all.push_back({name_of(cell.truth), name_of(cell.predicted), cell.rows,
                       cell.truth == cell.predicted});
    std::sort(all.begin(), all.end(), [](const NamedCell& a, const NamedCell& b) {
        return std::tie(b.rows, a.truth, a.predicted) < std::tie(a.rows, b.truth, b.predicted);
    });
    const std::size_t shown = std::min(all.size(), kTableCells);
    Json cells = Json::array();
    for (std::size_t i = 0; i < shown; ++i)
        cells.push_back(Json::array({all[i].truth, all[i].predicted, all[i].rows}));
    std::size_t rows = 0, hits = 0;
    for (std::size_t i = shown; i < all.size(); ++i) {
        rows += all[i].rows;
        if (all[i].hit) hits += all[i].rows;
    }
    return {{"cells", std::move(cells)},
            {"other", {{"cells", all.size() - shown}, {"rows", rows}, {"hits", hits}}}};
}

}  // namespace

Json class_tables(const std::vector<NamedScores>& models, const LabelNames& name_of) {
    Json out = Json::object();
    for (const NamedScores& model : models) {
        if (model.name != "model" && model.name != "incumbent") continue;
        const ClassCounts counts(model.rows);
        Json& tables = out[model.name];
        add_labels(counts, name_of, tables);
        tables["confusion"] = confusion_json(counts, name_of);
    }
    return out;
}

}  // namespace hearth::sdk
