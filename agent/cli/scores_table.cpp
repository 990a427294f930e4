#include "cli/scores_table.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "cli/text.hpp"

namespace hearth::cli {

namespace {

constexpr std::array<const char*, 11> kUsualMetrics = {
    "top1", "top3", "auc", "ap", "mrr", "hit1", "hit3", "hit10", "macro_f1", "log_loss", "ece"};

constexpr std::array<const char*, 5> kClassMeans = {
    "macro_precision", "macro_recall", "weighted_precision", "weighted_recall", "weighted_f1"};

bool is_class_mean(const std::string& metric) {
    return std::find(kClassMeans.begin(), kClassMeans.end(), metric) != kClassMeans.end();
}

void move_to_front(std::vector<std::string>& names, const std::string& name, std::size_t& front) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return;
    names.erase(found);
    names.insert(names.begin() + static_cast<std::ptrdiff_t>(front), name);
    ++front;
}

std::vector<std::string> contenders_in(const Json& scores) {
    std::vector<std::string> names;
    for (const auto& [name, metrics] : scores.items())
        if (metrics.is_object() && !metrics.empty()) names.push_back(name);
    std::size_t front = 0;
    move_to_front(names, "model", front);
    move_to_front(names, "incumbent", front);
    return names;
}

std::vector<std::string> metrics_in(const Json& scores,
                                    const std::vector<std::string>& contenders) {
    std::set<std::string> all;
    for (const std::string& contender : contenders)
        for (const auto& [metric, value] : scores.at(contender).items())
            if (value.is_number() || value.is_null()) all.insert(metric);
    std::vector<std::string> names(all.begin(), all.end());
    std::size_t front = 0;
    for (const char* metric : kUsualMetrics) move_to_front(names, metric, front);
    return names;
}

std::string figure(const Json& metrics, const std::string& metric) {
    const auto value = metrics.find(metric);
    if (value == metrics.end() || !value->is_number()) return "-";
    return format_score(value->get<double>());
}

Table table_of(const Json& scores, const std::vector<std::string>& contenders,
               const std::vector<std::string>& metrics, const std::string& first_name) {
    Table table;
    table.add_column("");
    for (const std::string& metric : metrics) table.add_column(printable(metric), Align::kRight);
    for (const std::string& contender : contenders) {
        const bool own = contender == "model";
        const Tone tone = own ? Tone::kBold : Tone::kPlain;
        std::vector<Cell> row{Cell(own ? first_name : words_of(contender), tone)};
        for (const std::string& metric : metrics)
            row.emplace_back(figure(scores.at(contender), metric), tone);
        table.add_row(std::move(row));
    }
    return table;
}

}  // namespace

Table scores_table(const Json& scores, const std::string& first_name) {
    if (!scores.is_object()) return {};
    const auto contenders = contenders_in(scores);
    auto metrics = metrics_in(scores, contenders);
    std::erase_if(metrics, is_class_mean);
    return table_of(scores, contenders, metrics, first_name);
}

Table class_means_table(const Json& scores, const std::string& first_name) {
    if (!scores.is_object()) return {};
    const auto has_none = [&](const std::string& contender) {
        const Json& metrics = scores.at(contender);
        return std::none_of(kClassMeans.begin(), kClassMeans.end(),
                            [&](const char* metric) { return metrics.contains(metric); });
    };
    auto contenders = contenders_in(scores);
    std::erase_if(contenders, has_none);
    return table_of(scores, contenders, {kClassMeans.begin(), kClassMeans.end()}, first_name);
}

}  // namespace hearth::cli
