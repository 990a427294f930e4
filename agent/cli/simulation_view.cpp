#include "cli/simulation_view.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "cli/progress_bar.hpp"
#include "cli/status_text.hpp"
#include "cli/text.hpp"

namespace hearth::cli {

namespace {

constexpr std::size_t kCandidatesShown = 3;

std::string date_and_time(const TimeZone& zone, TimeUs time_us) {
    static constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                         "Fri", "Sat", "Sun"};
    const LocalTime local = zone.local(time_us);
    const int minutes = static_cast<int>(local.hour * 60);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%s %04d-%02d-%02d %02d:%02d",
                  kDays[static_cast<std::size_t>(local.weekday)], local.year, local.month,
                  local.day, minutes / 60, minutes % 60);
    return text.data();
}

std::string candidates_in(const Json& prediction) {
    std::string out;
    std::size_t shown = 0;
    for (const Json& item : prediction.value("items", Json::array())) {
        if (shown++ == kCandidatesShown) break;
        out += (out.empty() ? "" : ", ") + printable(json_string(item, "label").value_or("?")) +
               " " + format_percent(json_number(item, "probability").value_or(0));
    }
    return out;
}

}  // namespace

std::string SimulationView::take(const std::string& kind, const Json& body) {
    if (!body.is_object()) return "";
    if (kind == "status") {
        for (const Json& model : body.value("models", Json::array()))
            take_samples(json_string(model, "name").value_or(""), model);
        return "";
    }
    const std::string name = json_string(body, "model").value_or("");
    if (name.empty()) return "";
    if (kind == "samples") {
        take_samples(name, body);
    } else if (kind == "run") {
        Model& model = models_[name];
        const std::string id = json_string(body, "id").value_or("");
        if (std::exchange(model.run_id, id) != id) model.run = RunView(id, name);
        model.run.take(kind, body);
    } else if (kind == "decision") {
        return take_decision(body);
    } else if (kind == "prediction") {
        auto& score = models_[name].score;
        if (!score) score = no_score_;
        if (auto judged = score->take(body)) judged_ = std::move(judged);
        next_ = candidates_in(body);
        if (json_bool(body, "fallback").value_or(false)) next_ += " (fallback)";
    }
    return "";
}

void SimulationView::take_samples(const std::string& name, const Json& body) {
    if (name.empty()) return;
    Model& model = models_[name];
    model.samples_new = json_integer(body, "samples_new").value_or(model.samples_new);
    model.threshold = json_integer(body, "threshold").value_or(model.threshold);
    if (const auto version = json_integer(body, "active_version")) model.version = version;
    model.predicts = json_bool(body, "judged_live").value_or(model.predicts);
}

std::string SimulationView::take_decision(const Json& body) {
    const std::string name = json_string(body, "model").value_or("");
    models_[name].run = RunView("", name);
    models_[name].run_id.clear();
    decisions_[name] = body;
    const bool dry = json_bool(body, "dry_run").value_or(false);
    if (json_string(body, "decision") == "accepted" && !dry) {
        if (models_[name].predicts) activation_ = body;
        models_[name].version = json_integer(body, "version");
    }
    std::string out = kSimulatedHome;
    out.append(", ").append(style_(Tone::kBold, printable(name))).append(" ");
    return out.append(verdict_text(body, style_));
}

std::optional<std::string> SimulationView::prediction_line() {
    const auto judged = std::exchange(judged_, std::nullopt);
    if (!judged) return std::nullopt;
    std::string out = kSimulatedHome;
    out.append("  predicted ").append(printable(judged->predicted));
    out.append(" (").append(format_percent(judged->probability)).append("), happened ");
    out.append(printable(judged->happened)).append(" ");
    if (judged->rank == 1)
        out += style_(Tone::kGood, "✓");
    else if (judged->rank)
        out.append("· number ").append(std::to_string(*judged->rank));
    else
        out += style_(Tone::kBad, "✗");
    return out;
}

std::vector<std::string> SimulationView::lines(const PublishingCounts& counts) const {
    std::string first = kSimulatedHome;
    if (counts.last_event_us != 0) {
        first.append("  day ").append(std::to_string(day_of(counts.last_event_us)));
        first.append(" of ").append(std::to_string(days_)).append("  ");
        first.append(date_and_time(zone_, counts.last_event_us));
    }
    first.append("  ").append(format_count(counts.events)).append(" events");
    std::vector<std::string> out{first};
    for (const auto& [name, model] : models_) out.push_back(model_line(name, model));
    if (!next_.empty()) out.push_back("next: " + next_);
    return out;
}

std::string SimulationView::model_line(const std::string& name, const Model& model) const {
    if (model.run.active()) return model.run.line();
    std::string out = printable(name) + " ";
    if (model.version) out.append("version ").append(std::to_string(*model.version)).append("  ");
    if (model.version && model.score && model.score->judged() > 0) {
        const PredictionScore& score = *model.score;
        out.append("right ").append(format_count(score.right())).append(" of ");
        out.append(format_count(score.judged())).append(" predictions, among the first three ");
        out.append(format_count(score.among_three())).append(" (").append(kSimulatedHome);
        return out.append(")");
    }
    out.append("samples ").append(format_count(model.samples_new)).append(" / ");
    out.append(format_count(model.threshold));
    if (model.threshold > 0)
        out.append(" ").append(
            bar(static_cast<double>(model.samples_new) / static_cast<double>(model.threshold),
                kRunBarWidth));
    return out;
}

const PredictionScore& SimulationView::score() const {
    const PredictionScore* most = &no_score_;
    for (const auto& [name, model] : models_)
        if (model.score && model.score->judged() > most->judged()) most = &*model.score;
    return *most;
}

std::vector<std::string> SimulationView::models() const {
    std::vector<std::string> out;
    for (const auto& [name, model] : models_) out.push_back(name);
    return out;
}

bool SimulationView::training() const {
    return std::any_of(models_.begin(), models_.end(),
                       [](const auto& entry) { return entry.second.run.active(); });
}

int SimulationView::day_of(TimeUs time_us) const {
    const auto day = static_cast<int>((time_us - begin_us_) / kMicrosPerDay) + 1;
    return std::clamp(day, 1, days_);
}

}  // namespace hearth::cli
