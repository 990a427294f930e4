// What a model and the baselines were worth on one recorded home, over seeds, and the mean of
// homes.
#pragma once

#include <array>
#include <map>
#include <string>

#include "models/judged_run.hpp"

namespace hearth::bench {

inline constexpr const char* kMetrics[] = {"top1", "top3", "mrr", "log_loss", "ece"};
inline constexpr int kMetricCount = 5, kLogLoss = 3, kEce = 4;

struct Mean {
    double sum = 0, squares = 0;
    int count = 0;
    void add(double value) {
        sum += value;
        squares += value * value;
        ++count;
    }
    double mean() const { return count > 0 ? sum / count : 0; }
    // Half the width of the 95 % interval of one more seed's mean, by Student's t.
    double margin() const;
};

struct SetScores {
    std::map<std::string, std::array<Mean, kMetricCount>> of;  // model and baselines
    std::array<Mean, kMetricCount> low, high;  // of the difference to the best baseline
    // What the plugin measures beside: table, who, metric.
    std::map<std::string, std::map<std::string, std::map<std::string, Mean>>> further;
    Mean wall_s, cpu_s, peak_mb;
    int rows = 0;
};

void add_run(const JudgedRun& run, SetScores& to);
void print_set(const char* name, const SetScores& scores);

// Means of the sets, each set alike.
struct Summary {
    Mean of[kMetricCount], reduction, log_loss_gain;
    void add(const SetScores& scores);
    void print(const char* name) const;
};
void print_header();

}  // namespace hearth::bench
