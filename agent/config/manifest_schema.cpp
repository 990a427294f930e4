#include "config/manifest_schema.hpp"

#include "config/label_policy_fields.hpp"
#include "config/records.hpp"
#include "config/rules.hpp"

namespace hearth::config {

namespace {

using Type = HyperParameter::Type;

constexpr double kMany = 1e9;

Target direction_of_metric(MetricPolicy& metric) {
    return Word{[&metric] {
                    return std::string(metric.direction == Direction::kHigher ? "higher" : "lower");
                },
                [&metric](const std::string& word) {
                    metric.direction = word == "higher" ? Direction::kHigher : Direction::kLower;
                }};
}

Target type_of_parameter(HyperParameter& parameter) {
    return Word{
        [&parameter] { return std::string(to_string(parameter.type)); },
        [&parameter](const std::string& word) {
            for (const Type type : {Type::kInteger, Type::kReal, Type::kBoolean, Type::kChoice})
                if (word == to_string(type)) parameter.type = type;
        }};
}

Table<ManifestDraft> identity_fields() {
    return {
        {{.key = "name",
          .description = "name of the model",
          .check = rules::name,
          .required = true},
         [](ManifestDraft& d) -> Target { return &d.manifest.name; }},
        {{.key = "version",
          .description = "version of the plugin",
          .check = rules::version,
          .required = true},
         [](ManifestDraft& d) -> Target { return &d.manifest.version; }},
        {{.key = "abi_version",
          .description = "version of the plugin interface",
          .minimum = 1,
          .maximum = 1000,
          .required = true},
         [](ManifestDraft& d) -> Target { return &d.manifest.abi_version; }},
        {{.key = "description", .description = "what the model learns, in one sentence"},
         [](ManifestDraft& d) -> Target { return &d.manifest.description; }},
        {{.key = "library",
          .description = "file name of the shared object in the same folder",
          .check = rules::library,
          .required = true},
         [](ManifestDraft& d) -> Target { return &d.manifest.library; }},
        {{.key = "capabilities",
          .description = "what the plugin can do besides training in full",
          .choices = {"incremental", "serve", "fallback_beside", "explain", "anomalies", "seed"}},
         [](ManifestDraft& d) -> Target { return &d.capabilities; }},
    };
}

Table<ManifestDraft> data_fields() {
    return {
        {{.key = "samples.kind",
          .description = "kind of the samples it learns from",
          .check = rules::name,
          .required = true},
         [](ManifestDraft& d) -> Target { return &d.manifest.samples.kind; }},
        {{.key = "samples.origins",
          .description = "who caused them; empty: all",
          .choices = {"user", "automation", "device", "restart", "unknown"}},
         [](ManifestDraft& d) -> Target { return &d.manifest.samples.origins; }},
        {{.key = "samples.domains",
          .description = "domains of the entities; empty: all",
          .check = rules::name},
         [](ManifestDraft& d) -> Target { return &d.manifest.samples.domains; }},
        {{.key = "samples.min_confidence",
          .description = "samples less sure than this do not count",
          .minimum = 0,
          .maximum = 1},
         [](ManifestDraft& d) -> Target { return &d.manifest.samples.min_confidence; }},
        {{.key = "samples.with",
          .description = "what its datasets hold besides, as rows of context",
          .choices = {"entities", "automations", "suggestions"}},
         [](ManifestDraft& d) -> Target { return &d.manifest.samples.with; }},
        {{.key = "threshold.base",
          .description = "new samples until it trains, at first",
          .minimum = 1,
          .maximum = kMany},
         [](ManifestDraft& d) -> Target { return &d.manifest.threshold.base; }},
        {{.key = "threshold.minimum",
          .description = "lower bound of the adaptation",
          .minimum = 1,
          .maximum = kMany},
         [](ManifestDraft& d) -> Target { return &d.manifest.threshold.minimum; }},
        {{.key = "threshold.maximum",
          .description = "upper bound of the adaptation",
          .minimum = 1,
          .maximum = kMany},
         [](ManifestDraft& d) -> Target { return &d.manifest.threshold.maximum; }},
        {{.key = "schedule",
          .description = "cron expression in the home's time zone; empty: none",
          .check = rules::cron},
         [](ManifestDraft& d) -> Target { return &d.manifest.schedule; }},
    };
}

Table<ManifestDraft> judging_fields() {
    return {
        {{.key = "metrics.primary",
          .description = "the metrics that decide about a candidate",
          .required = true},
         [](ManifestDraft& d) -> Target {
             return list_of(d.manifest.primary_metrics, metric_table());
         }},
        {{.key = "accept.min_gain",
          .description = "a candidate must be better than the incumbent by this share (0.02: 2 %) "
                         "on a primary metric; 0: holding its level is enough",
          .minimum = 0,
          .maximum = 1},
         [](ManifestDraft& d) -> Target { return &d.manifest.accept.min_gain; }},
        {{.key = "accept.anchor_tolerance",
          .description = "how far below the best score ever on the anchor set a candidate may be",
          .minimum = 0,
          .maximum = 1},
         [](ManifestDraft& d) -> Target { return &d.manifest.accept.anchor_tolerance; }},
        {{.key = "accept.min_anchor",
          .description = "rows of the anchor set without which it is not asked",
          .minimum = 1,
          .maximum = 1000},
         [](ManifestDraft& d) -> Target { return &d.manifest.accept.min_anchor; }},
        {{.key = "baselines.names",
          .description = "baselines that are scored and shown",
          .check = rules::name},
         [](ManifestDraft& d) -> Target { return &d.manifest.baselines.names; }},
        {{.key = "baselines.fallback",
          .description = "the one that answers while no version is active",
          .check = rules::name},
         [](ManifestDraft& d) -> Target { return &d.manifest.baselines.fallback; }},
        {{.key = "baselines.beat_on",
          .description = "metrics on which a candidate must beat every baseline"},
         [](ManifestDraft& d) -> Target {
             return list_of(d.manifest.baselines.beat_on, metric_table());
         }},
        {{.key = "baselines.surely",
          .description = "without an incumbent, the 95 % interval of a candidate's gain over the "
                         "fallback on these metrics must lie above 0"},
         [](ManifestDraft& d) -> Target { return &d.manifest.baselines.surely; }},
        {{.key = "live_judging",
          .description = "what people do next says whether a prediction was right; false: its "
                         "versions are judged by their hold-out alone, without shadow and watch"},
         [](ManifestDraft& d) -> Target { return &d.manifest.live_judging; }},
        {{.key = "min_holdout",
          .description = "hold-out rows, or questions put to it in the hold-out, without which no "
                         "candidate is accepted",
          .minimum = 1,
          .maximum = kMany},
         [](ManifestDraft& d) -> Target { return &d.manifest.min_holdout; }},
        {{.key = "fallback_after",
          .description = "samples from which the fallback may answer",
          .minimum = 0,
          .maximum = kMany},
         [](ManifestDraft& d) -> Target { return &d.manifest.fallback_after; }},
        {{.key = "full_every",
          .description = "every n-th training is a full one",
          .minimum = 1,
          .maximum = 1000},
         [](ManifestDraft& d) -> Target { return &d.manifest.full_every; }},
    };
}

Table<ManifestDraft> resource_fields() {
    return {
        {{.key = "limits.train_seconds",
          .description = "wall clock of one training run",
          .minimum = 1,
          .maximum = 86400},
         [](ManifestDraft& d) -> Target { return &d.manifest.limits.train_seconds; }},
        {{.key = "limits.memory_mb",
          .description = "resident memory of the worker (MiB)",
          .minimum = 64,
          .maximum = 65536},
         [](ManifestDraft& d) -> Target { return &d.manifest.limits.memory_mb; }},
        {{.key = "limits.niceness",
          .description = "niceness of the worker",
          .minimum = 0,
          .maximum = 19},
         [](ManifestDraft& d) -> Target { return &d.manifest.limits.niceness; }},
        {{.key = "hyper_parameters", .description = "options that a user may set"},
         [](ManifestDraft& d) -> Target {
             return list_of(d.manifest.hyper_parameters, hyper_parameter_table());
         }},
    };
}

}  // namespace

const char* to_string(HyperParameter::Type type) {
    switch (type) {
        case Type::kInteger: return "integer";
        case Type::kReal: return "real";
        case Type::kBoolean: return "boolean";
        case Type::kChoice: break;
    }
    return "choice";
}

const Table<MetricPolicy>& metric_table() {
    static const Table<MetricPolicy> table = {
        {{.key = "name",
          .description = "name of the metric",
          .check = rules::name,
          .required = true},
         [](MetricPolicy& m) -> Target { return &m.name; }},
        {{.key = "direction",
          .description = "which way it gets better",
          .choices = {"higher", "lower"},
          .required = true},
         direction_of_metric},
        {{.key = "tolerance",
          .description = "a change for the worse up to this much is accepted",
          .minimum = 0,
          .maximum = kMany},
         [](MetricPolicy& m) -> Target { return &m.tolerance; }},
    };
    return table;
}

const Table<HyperParameter>& hyper_parameter_table() {
    static const Table<HyperParameter> table = {
        {{.key = "name",
          .description = "name of the option",
          .check = rules::name,
          .required = true},
         [](HyperParameter& p) -> Target { return &p.name; }},
        {{.key = "type",
          .description = "type of its values",
          .choices = {"integer", "real", "boolean", "choice"},
          .required = true},
         type_of_parameter},
        {{.key = "default", .description = "its value when none is set", .required = true},
         [](HyperParameter& p) -> Target { return &p.default_value; }},
        {{.key = "minimum", .description = "smallest number"},
         [](HyperParameter& p) -> Target { return &p.minimum; }},
        {{.key = "maximum", .description = "largest number"},
         [](HyperParameter& p) -> Target { return &p.maximum; }},
        {{.key = "choices", .description = "the words of a choice"},
         [](HyperParameter& p) -> Target { return &p.choices; }},
        {{.key = "description", .description = "what it does"},
         [](HyperParameter& p) -> Target { return &p.description; }},
    };
    return table;
}

const Table<ManifestDraft>& manifest_table() {
    static const Table<ManifestDraft> table = [] {
        Table<ManifestDraft> all;
        for (const auto& part : {identity_fields(), data_fields(), label_policy_fields(),
                                 judging_fields(), resource_fields()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return table;
}

}  // namespace hearth::config
