#include "learning/quality_report_builder.hpp"

#include <algorithm>
#include <cmath>

#include "core/floor_div.hpp"

namespace hearth::learning {

namespace {

constexpr std::size_t kMaxLabels = 20'000;
constexpr std::size_t kMaxOrigins = 16;
constexpr std::size_t kMaxDays = 20'000;  // 55 years; broken times must not fill the memory
constexpr std::size_t kLabelBytes = 56;   // fits a line of the report
constexpr std::size_t kShown = 10;
constexpr TimeUs kMicrosPerHour = 3'600 * kMicrosPerSecond;

// "light.kitchen": a domain of small letters, a point, a name of small letters, digits, _.
bool is_entity_id(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos || point == 0 || point + 1 == text.size()) return false;
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (i == point || small(c) || c == '_') continue;
        if (i < point || c < '0' || c > '9') return false;
    }
    return small(text.front());
}

bool is_empty_value(const Json& value) {
    if (value.is_null()) return true;
    if (const auto* text = value.get_ptr<const std::string*>()) return text->empty();
    return (value.is_array() || value.is_object()) && value.empty();
}

std::string_view bytes_of(const TimeUs& time) {
    return {reinterpret_cast<const char*>(&time), sizeof time};
}

// Cut at a character, not within one (UTF-8 bytes after the first begin with 10).
std::string shortened(const std::string& label) {
    if (label.size() <= kLabelBytes) return label;
    std::size_t end = kLabelBytes;
    while (end > 0 && (static_cast<unsigned char>(label[end]) & 0xC0U) == 0x80U) --end;
    return label.substr(0, end);
}

double share(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return 0;
    return std::clamp(static_cast<double>(part) / static_cast<double>(whole), 0.0, 1.0);
}

}  // namespace

void QualityReportBuilder::add(const Sample& sample) {
    ++sums_.rows;
    ++sums_.sources[to_string(sample.source)];
    const std::uint64_t pair = content_hash(sample.label, content_hash(dump_json(sample.features)));
    const std::uint64_t moment = content_hash(bytes_of(sample.time_us), pair);
    pairs_.add(pair);
    moments_.add(moment);
    keys_.add(sample.distinct_key.empty() ? moment : content_hash(sample.distinct_key));
    const std::int64_t hour = floor_div(sample.time_us, kMicrosPerHour) % (7 * 24);
    contexts_.add(content_hash(bytes_of(hour), content_hash("after", pair) ^ before_));
    before_ = pair;
    count_time(sample.time_us);
    count_features(sample);
    count_label(sample);
}

void QualityReportBuilder::count_time(TimeUs time) {
    const std::int64_t number = floor_div(time, kMicrosPerDay);
    const auto day = days_.find(number);
    if (day != days_.end()) {
        day->second.first_us = std::min(day->second.first_us, time);
        day->second.last_us = std::max(day->second.last_us, time);
    } else if (days_.size() < kMaxDays) {
        days_.emplace(number, Day{time, time});
    }
}

void QualityReportBuilder::count_features(const Sample& sample) {
    std::int64_t values = 0, empty = 0;
    if (sample.features.is_object())
        for (const auto& value : sample.features) {
            ++values;
            empty += is_empty_value(value) ? 1 : 0;
        }
    if (values == empty) ++sums_.rows_without_features;
    values_ += std::max<std::int64_t>(values, 1);
    empty_values_ += values == 0 ? 1 : empty;
    count_entities(sample.features);
    const std::string origin =
        shortened(json_string(sample.features, "origin").value_or("not given"));
    const bool room = sums_.origins.size() < kMaxOrigins || sums_.origins.count(origin) > 0;
    ++sums_.origins[room ? origin : "other"];
}

void QualityReportBuilder::count_entities(const Json& value) {
    if (const auto* text = value.get_ptr<const std::string*>()) {
        if (is_entity_id(*text)) entities_.add(content_hash(*text));
    } else if (value.is_structured()) {
        for (const auto& member : value) count_entities(member);
    }
}

void QualityReportBuilder::count_label(const Sample& sample) {
    const std::string entity = sample.label.substr(0, sample.label.find('='));
    if (is_entity_id(entity)) entities_.add(content_hash(entity));
    if (!sample.target) return;
    ++sums_.target_rows;
    if (sample.label.empty()) {
        ++sums_.missing_labels;
        return;
    }
    const std::uint64_t hash = content_hash(sample.label);
    distinct_labels_.add(hash);
    const auto known = labels_.find(hash);
    if (known != labels_.end())
        ++known->second.rows;
    else if (labels_.size() < kMaxLabels)
        labels_.emplace(hash, Label{shortened(sample.label), 1});
    else
        ++labels_beyond_;
}

void QualityReportBuilder::add_dropped(const std::map<std::string, std::int64_t>& reasons) {
    for (const auto& [reason, rows] : reasons) {
        sums_.dropped[reason] += rows;
        sums_.dropped_rows += rows;
    }
}

void QualityReportBuilder::fill_labels(QualityReport& out) const {
    out.labels = distinct_labels_.count();
    const std::int64_t labelled = out.target_rows - out.missing_labels;
    // Labels that found no room came late and are rare: each of their rows counts as its own label.
    double entropy = labelled > 0
                         ? static_cast<double>(labels_beyond_) / static_cast<double>(labelled) *
                               std::log(static_cast<double>(labelled))
                         : 0;
    for (const auto& [hash, label] : labels_) {
        const double p = share(label.rows, labelled);
        entropy -= p * std::log(p);
        out.top_labels.push_back({label.text, label.rows});
    }
    if (out.labels > 1)
        out.label_entropy =
            std::clamp(entropy / std::log(static_cast<double>(out.labels)), 0.0, 1.0);
    std::sort(out.top_labels.begin(), out.top_labels.end(), [](const auto& a, const auto& b) {
        return a.rows != b.rows ? a.rows > b.rows : a.label < b.label;
    });
    if (out.top_labels.size() > kShown) out.top_labels.resize(kShown);
    if (!out.top_labels.empty()) out.top_label_share = share(out.top_labels[0].rows, labelled);
}

void QualityReportBuilder::fill_times(QualityReport& out) const {
    if (days_.empty()) return;
    out.first_us = days_.begin()->second.first_us;
    out.last_us = days_.rbegin()->second.last_us;
    out.days = static_cast<double>(out.last_us - out.first_us) / kMicrosPerDay;
    TimeUs before = out.first_us;
    for (const auto& [number, day] : days_) {
        if (day.first_us - before > kMicrosPerDay) {
            ++out.gap_count;
            out.gap_days += static_cast<double>(day.first_us - before) / kMicrosPerDay;
            out.gaps.push_back({before, day.first_us});
        }
        before = day.last_us;
    }
    std::stable_sort(out.gaps.begin(), out.gaps.end(), [](const TimeGap& a, const TimeGap& b) {
        return a.to_us - a.from_us > b.to_us - b.from_us;
    });
    if (out.gaps.size() > kShown) out.gaps.resize(kShown);
}

QualityReport QualityReportBuilder::report(const QualityNeeds& needs) const {
    QualityReport out = sums_;
    out.needs = needs;
    const auto at_most_rows = [&](const DistinctCounter& counter) {
        out.exact = out.exact && counter.exact();
        return std::min(counter.count(), sums_.rows);  // an estimate may be too high
    };
    out.distinct_keys = at_most_rows(keys_);
    out.distinct_pairs = at_most_rows(pairs_);
    out.distinct_moments = at_most_rows(moments_);
    out.distinct_contexts = at_most_rows(contexts_);
    out.entities = entities_.count();
    if (out.rows > 0)
        out.duplicate_rate =
            1 - share(needs.sequence ? out.distinct_moments : out.distinct_pairs, out.rows);
    out.empty_features = share(empty_values_, values_);
    fill_labels(out);
    fill_times(out);
    const auto simulated = out.sources.find(to_string(SampleSource::kSimulated));
    out.simulated = simulated != out.sources.end() && simulated->second == out.rows;
    out.verdict = judge_quality(out);
    return out;
}

}  // namespace hearth::learning
