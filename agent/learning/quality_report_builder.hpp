// Makes the quality report of a stream of samples in bounded memory: at most about 25 MB, whatever
// the number of rows.
//
// Feed rows in order of time where the kind is a sequence (what came before a row is part of what
// it teaches); every other figure is right in any order. One thread at a time.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "domain/sample.hpp"
#include "learning/distinct_counter.hpp"
#include "learning/quality_report.hpp"

namespace hearth::learning {

class QualityReportBuilder {
public:
    void add(const Sample& sample);
    // Rows that filters kept away from the model, by reason word; adds up over calls.
    void add_dropped(const std::map<std::string, std::int64_t>& reasons);
    // May be called more than once, also between rows.
    QualityReport report(const QualityNeeds& needs) const;

private:
    struct Day {
        TimeUs first_us, last_us;
    };
    struct Label {
        std::string text;
        std::int64_t rows = 0;
    };

    void count_time(TimeUs time);
    void count_features(const Sample& sample);
    void count_entities(const Json& value);
    void count_label(const Sample& sample);
    void fill_labels(QualityReport& out) const;
    void fill_times(QualityReport& out) const;

    QualityReport sums_;  // only what is counted row by row
    DistinctCounter keys_{50'000}, pairs_{50'000}, moments_{50'000}, contexts_{50'000};
    DistinctCounter distinct_labels_{50'000}, entities_{50'000};
    std::unordered_map<std::uint64_t, Label> labels_;  // by hash of the text
    std::int64_t labels_beyond_ = 0;                   // rows whose label found no room
    std::map<std::int64_t, Day> days_;                 // by UTC day number
    std::int64_t values_ = 0, empty_values_ = 0;
    std::uint64_t before_ = 0;  // content of the row before
};

}  // namespace hearth::learning
