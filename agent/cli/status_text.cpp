#include "cli/status_text.hpp"

#include <vector>

#include "cli/scores_table.hpp"
#include "cli/table.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

const Json kNull;

const Json& member(const Json& object, const char* key) {
    if (!object.is_object()) return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

std::string text(const Json& object, const char* key) { return format_value(member(object, key)); }

std::string time_text(const Json& object, const char* key) {
    const auto time = json_string(object, key);
    return time ? short_time(*time) : "-";
}

Tone tone_of_state(const std::string& state) {
    if (state == "active" || state == "accepted") return Tone::kGood;
    if (state == "failed" || state == "rejected" || state == "damaged") return Tone::kBad;
    if (state == "training" || state == "running") return Tone::kAccent;
    return Tone::kPlain;
}

std::string mqtt_text(const Json& mqtt) {
    const bool connected = json_bool(mqtt, "connected").value_or(false);
    std::string out = connected ? "connected to " : "NOT connected to ";
    out += text(mqtt, "broker");
    if (!member(mqtt, "since").is_null()) out += " since " + time_text(mqtt, "since") + " UTC";
    // While it is connected that is a subscription that the broker refuses.
    if (!member(mqtt, "last_error").is_null()) out += ": " + text(mqtt, "last_error");
    return out;
}

std::string events_text(const Json& events) {
    return text(events, "received") + " received, " + text(events, "stored") + " stored, " +
           text(events, "duplicate") + " duplicates, " + text(events, "quarantined") +
           " quarantined, " + text(events, "queue") + " waiting";
}

std::string bytes_text(const Json& object, const char* key) {
    const auto bytes = json_integer(object, key);
    return bytes ? format_bytes(*bytes) : "-";
}

std::string progress_to_threshold(const Json& model) {
    return text(model, "samples_new") + " / " + text(model, "threshold");
}

std::string version_text(const Json& value) {
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : "-";
}

// "7", "7 (pinned)", "7 (3 pinned)": the active version, and the one that is kept.
std::string versions_text(const Json& model) {
    const Json& active = member(model, "active_version");
    const Json& pinned = member(model, "pinned_version");
    if (!pinned.is_number_integer()) return version_text(active);
    return version_text(active) +
           (pinned == active ? " (pinned)" : " (" + version_text(pinned) + " pinned)");
}

// Reciprocal rank on what then really happened: of the active version, and of the fallback on the
// same events.
std::string live_text(const Json& model, const char* who) {
    const Json& same = member(member(model, "live"), "same_events");
    const auto rank = json_number(member(same, who), "mrr");
    if (rank) return format_score(*rank);
    const Json& live = member(model, "live");
    const bool scored = json_integer(live, "events").value_or(0) > 0;
    const bool answers =
        member(model, "active_version").is_null() == (std::string_view(who) == "fallback");
    return scored && answers ? text(live, "mrr") : "-";
}

// "0.643 mrr": models are judged by different metrics.
std::string score_text(const Json& model) {
    const std::string metric = json_string(model, "score_metric").value_or("");
    const bool scored = member(model, "score").is_number();
    return text(model, "score") + (scored && !metric.empty() ? " " + printable(metric) : "");
}

// How many state changes became no samples, by reason, with the daemon's sentence for each.
std::string filtered_text(const Json& object, const Style& style) {
    const Json& filtered = member(object, "filtered");
    if (!filtered.is_object() || filtered.empty()) return "";
    const Json& words = member(object, "filtered_words");
    Table table;
    table.add_column("", Align::kRight);
    table.add_column("");
    for (const auto& [reason, count] : filtered.items())
        table.add_row({format_value(count), json_string(words, reason.c_str())
                                                ? printable(*json_string(words, reason.c_str()))
                                                : words_of(reason)});
    return "Changes that became no sample\n" + table.render(style, 2);
}

// "undone": done by an automation, and taken back by a person.
std::string feedback_line(const Json& samples) {
    const Json& counts = member(samples, "feedback");
    if (!counts.is_object() || counts.empty()) return "";
    std::string out;
    for (const auto& [word, n] : counts.items())
        if (n.is_number_integer())
            out += (out.empty() ? "" : ", ") + format_count(n.get<std::int64_t>()) + " " +
                   printable(word);
    return out.empty() ? out : "Feedback     " + out + "\n";
}

}  // namespace

std::string status_text(const Json& status, const Style& style) {
    std::string out = style(Tone::kBold, "Hearth " + text(status, "version"));
    if (const auto uptime = json_number(status, "uptime_s"))
        out += ", up " + format_duration(*uptime);
    if (json_bool(status, "simulated").value_or(false))
        out += ", " + style(Tone::kWarning, kSimulatedHome);
    out += "\n";
    Table parts;
    parts.add_column("");
    parts.add_column("");
    const Json& mqtt = member(status, "mqtt");
    const bool connected = json_bool(mqtt, "connected").value_or(false);
    parts.add_row({"MQTT", Cell(mqtt_text(mqtt), connected ? Tone::kPlain : Tone::kBad)});
    parts.add_row({"Events", events_text(member(status, "events"))});
    parts.add_row({"Memory", bytes_text(member(status, "memory"), "rss_bytes")});
    const Json& database = member(status, "database");
    parts.add_row({"Database", text(database, "path") + ", " + bytes_text(database, "bytes")});
    if (!member(mqtt, "trouble").is_null())
        parts.add_row({"Broker", Cell(text(mqtt, "trouble"), Tone::kBad)});
    if (!member(status, "trouble").is_null())
        parts.add_row({"Trouble", Cell(text(status, "trouble"), Tone::kBad)});
    out += parts.render(style);
    return out + "\n" + models_text(status, style);
}

std::string models_text(const Json& models, const Style& style) {
    const Json& list = models.is_array() ? models : member(models, "models");
    if (!list.is_array() || list.empty())
        return "No models: is the plugin folder right? hearth doctor looks.\n";
    Table table;
    table.add_column("Model");
    table.add_column("State");
    table.add_column("Version", Align::kRight);
    table.add_column("Score", Align::kRight);
    table.add_column("Live", Align::kRight);
    table.add_column("Fallback", Align::kRight);
    table.add_column("New samples", Align::kRight);
    table.add_column("Reason");
    for (const Json& model : list)
        table.add_row({text(model, "name"),
                       Cell(text(model, "state"), tone_of_state(text(model, "state"))),
                       versions_text(model), score_text(model), live_text(model, "active"),
                       live_text(model, "fallback"), progress_to_threshold(model),
                       member(model, "reason").is_null() ? "" : text(model, "reason")});
    return table.render(style);
}

std::string why_text(const Json& why, const Style& style) {
    std::string out = style(Tone::kBold, text(why, "model")) + ": " + text(why, "state") + "\n";
    out += "New samples  " + progress_to_threshold(why);
    const auto missing = json_integer(why, "missing").value_or(0);
    if (missing > 0) out += ", " + format_count(missing) + " missing";
    out += "\n";
    const Json& approval = member(why, "approval");
    if (approval.is_object())
        out += style(Tone::kWarning, "Approval     ") + text(approval, "text") + "\n             " +
               text(approval, "summary") + "\n";
    if (!member(why, "threshold_reason").is_null() && !text(why, "threshold_reason").empty())
        out += "Threshold    " + text(why, "threshold_reason") + "\n";
    const Json& blockers = member(why, "blockers");
    if (blockers.is_array() && !blockers.empty()) {
        out += "Not training because\n";
        for (const Json& blocker : blockers)
            out += "  " + style(Tone::kWarning, "✗") + " " + text(blocker, "text") + " (" +
                   text(blocker, "code") + ")\n";
    } else {
        out += style(Tone::kGood, "Nothing stands in the way of a training.") + "\n";
    }
    if (!text(why, "last_decision").empty() && !member(why, "last_decision").is_null())
        out += "Last said of it  " + text(why, "last_decision") + "\n";
    const Json& drift = member(why, "drift");
    if (!member(drift, "text").is_null()) out += "Drift        " + text(drift, "text") + "\n";
    out += filtered_text(why, style);
    const Json& next = member(why, "next");
    if (!member(next, "trigger").is_null()) {
        out += "Next  by " + text(next, "trigger");
        if (!member(next, "at").is_null()) out += " at " + time_text(next, "at") + " UTC";
        out += "\n";
    }
    return out;
}

std::string samples_text(const Json& samples, const Style& style) {
    std::string out = style(Tone::kBold, text(samples, "model")) + " learns from samples of kind " +
                      text(samples, "kind") + "\n";
    out += "New samples  " + progress_to_threshold(samples) + "; " +
           text(samples, "samples_total") + " counted, " + text(samples, "stored") + " stored\n";
    out += "From         " + time_text(samples, "first") + " to " + time_text(samples, "last") +
           " UTC\n" + feedback_line(samples) + filtered_text(samples, style);
    const Json& latest = member(samples, "latest");
    if (!latest.is_array() || latest.empty()) return out;
    Table table;
    for (const char* title : {"Time (UTC)", "Label", "Origin", "Use"}) table.add_column(title);
    table.add_column("Confidence", Align::kRight);
    table.add_column("Source");
    for (const Json& sample : latest)
        table.add_row({time_text(sample, "time"), text(sample, "label"), text(sample, "origin"),
                       json_bool(sample, "target").value_or(true) ? "target" : "context",
                       text(sample, "confidence"), text(sample, "source")});
    return out + "Latest\n" + table.render(style, 2);
}

std::string runs_text(const Json& runs, const Style& style) {
    const Json& list = runs.is_array() ? runs : member(runs, "runs");
    if (!list.is_array() || list.empty()) return "No runs yet.\n";
    Table table;
    for (const char* title : {"Started (UTC)", "Model", "Kind", "Trigger"}) table.add_column(title);
    for (const char* title : {"Time", "Train", "Hold-out", "Replay"})
        table.add_column(title, Align::kRight);
    for (const char* title : {"Decision", "Run", "Reason"}) table.add_column(title);
    for (const Json& run : list) {
        const Json& samples = member(run, "samples");
        const std::string decision = json_string(run, "decision").value_or("").empty()
                                         ? text(run, "state")
                                         : text(run, "decision");
        const auto seconds = json_number(run, "seconds");
        table.add_row({time_text(run, "started"), text(run, "model"), text(run, "kind"),
                       text(run, "trigger"), seconds ? format_duration(*seconds) : "-",
                       text(samples, "train"), text(samples, "holdout"), text(samples, "replay"),
                       Cell(decision, tone_of_state(decision)), Cell(text(run, "id"), Tone::kDim),
                       text(run, "reason")});
    }
    return table.render(style);
}

std::string prediction_text(const Json& prediction, const Style& style) {
    std::string out = style(Tone::kBold, text(prediction, "model"));
    if (!member(prediction, "time").is_null())
        out += " after " + time_text(prediction, "time") + " UTC";
    if (json_bool(prediction, "fallback").value_or(false)) {
        out += ", fallback";
        if (!member(prediction, "method").is_null()) out += " (" + text(prediction, "method") + ")";
    }
    if (const auto latency = json_number(prediction, "latency_us"))
        out += ", " + format_score(*latency / 1000) + " ms";
    out += "\n";
    const Json& items = member(prediction, "items");
    if (!items.is_array() || items.empty()) return out + "  no prediction\n";
    Table table;
    table.add_column("Next");
    table.add_column("Probability", Align::kRight);
    for (const Json& item : items) {
        const auto probability = json_number(item, "probability");
        table.add_row({text(item, "label"), probability ? format_percent(*probability) : "-"});
    }
    return out + table.render(style, 2);
}

std::string verdict_text(const Json& run, const Style& style) {
    const std::string decision = text(run, "decision");
    std::string out = style(tone_of_state(decision), decision) + ": " + text(run, "reason") + "\n";
    if (json_bool(run, "dry_run").value_or(false))
        out += "This was a dry run: nothing was changed.\n";
    else if (member(run, "version").is_number_integer() && decision == "accepted")
        out += "Version " + version_text(member(run, "version")) + " is active.\n";
    const Json& metrics = member(run, "metrics");
    const Table table = scores_table(member(metrics, "scores"), "candidate");
    if (table.empty()) return out;
    const Json& rows = member(metrics, "rows");
    if (const auto questions = json_integer(rows, "questions"))
        out += "Scores on the same " + format_count(*questions) + " questions:\n";
    else if (const auto holdout = json_integer(rows, "holdout"))
        out += "Scores on the same " + format_count(*holdout) + " hold-out rows:\n";
    return out + table.render(style, 2);
}

}  // namespace hearth::cli
