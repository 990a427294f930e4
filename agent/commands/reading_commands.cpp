#include <algorithm>

#include "commands/at_once.hpp"
#include "commands/handlers.hpp"
#include "commands/model_parameter.hpp"
#include "commands/model_report.hpp"
#include "core/iso_time.hpp"
#include "domain/no_such_model.hpp"

namespace hearth::commands {

namespace {

int bounded(const Json& arguments, const char* key, int fallback, int maximum) {
    return static_cast<int>(
        std::clamp<std::int64_t>(json_integer(arguments, key).value_or(fallback), 1, maximum));
}

Result<Json> status(const AgentContext& agent) {
    Json out = agent.agent_status();
    out["models"] = Json::array();
    for (const auto& model : agent.trainer.models()) {
        auto summary = model_summary(agent, model.manifest.name);
        if (!summary) return summary.error();
        out["models"].push_back(std::move(*summary));
    }
    return out;
}

Result<Json> models(const AgentContext& agent) {
    Json out = Json::array();
    for (const auto& model : agent.trainer.models()) {
        const Manifest& manifest = model.manifest;
        auto summary = model_summary(agent, manifest.name);
        if (!summary) return summary.error();
        const auto versions = agent.store.versions().list(manifest.name, 20);
        if (!versions) return versions.error();
        Json list = Json::array();
        const auto pinned = json_integer(*summary, "pinned_version");
        for (const ModelVersion& version : *versions)
            list.push_back(version_report(version, pinned));
        (*summary)["description"] = manifest.description;
        (*summary)["plugin_version"] = manifest.version;
        (*summary)["sample_kind"] = manifest.samples.kind;
        (*summary)["options"] = model.options;
        (*summary)["versions"] = std::move(list);
        out.push_back(std::move(*summary));
    }
    return out;
}

Json sample_report(const Sample& sample) {
    return {{"id", sample.id},
            {"time", format_iso_time(sample.time_us)},
            {"label", sample.label},
            {"target", sample.target},
            {"origin", json_string(sample.features, "origin").value_or("unknown")},
            {"confidence", sample.confidence},
            {"source", to_string(sample.source)}};
}

Result<Json> samples(const AgentContext& agent, const Json& arguments) {
    const std::string name = json_string(arguments, "model").value_or("");
    auto summary = model_summary(agent, name);
    if (!summary) return summary.error();
    const std::string kind = agent.trainer.find(name)->manifest.samples.kind;
    store::SampleStore& store = agent.store.samples();
    const auto latest = store.latest(kind, bounded(arguments, "limit", 20, 1000));
    const auto filtered = store.filtered(kind);
    const auto first = store.first_time(kind), last = store.last_time(kind);
    if (!latest) return latest.error();
    if (!filtered) return filtered.error();
    if (!first) return first.error();
    if (!last) return last.error();
    const auto feedback = agent.store.ask().feedback_counts();
    if (!feedback) return feedback.error();
    Json list = Json::array();
    for (const Sample& sample : *latest) list.push_back(sample_report(sample));
    return Json{{"model", name},
                {"kind", kind},
                {"stored", store.count(kind)},
                {"samples_new", summary->at("samples_new")},
                {"samples_total", summary->at("samples_total")},
                {"threshold", summary->at("threshold")},
                {"first", time_or_null(first->value_or(0))},
                {"last", time_or_null(last->value_or(0))},
                {"filtered", *filtered},
                {"feedback", *feedback},
                {"latest", std::move(list)}};
}

Result<Json> runs(const AgentContext& agent, const Json& arguments) {
    const std::string model = json_string(arguments, "model").value_or("");
    if (!model.empty() && !agent.trainer.find(model)) return no_such_model(model);
    const auto list = agent.store.runs().list(bounded(arguments, "limit", 20, 1000), model);
    if (!list) return list.error();
    Json out = Json::array();
    for (const Run& run : *list) out.push_back(run_report(run));
    return out;
}

using Able = bool (*)(const Manifest& manifest);

// The only model that is able to; empty when there are several, or none.
std::string only_one(const AgentContext& agent, Able is_able) {
    std::string out;
    for (const auto& [name, server] : agent.servers) {
        if (!is_able(agent.trainer.find(name)->manifest)) continue;
        if (!out.empty()) return "";
        out = name;
    }
    return out;
}

// The server of the model that is named; the only one that is able to if none is.
Result<std::pair<std::string, serving::ModelServer*>> server_of(const AgentContext& agent,
                                                                const Json& arguments, Able is_able,
                                                                const char* ability) {
    std::string name = json_string(arguments, "model").value_or("");
    if (name.empty()) name = only_one(agent, is_able);
    if (name.empty()) return Error{ErrorCode::kNotFound, "say which model is meant"};
    const training::TrainedModel* model = agent.trainer.find(name);
    if (!model) return no_such_model(name);
    if (!is_able(model->manifest)) return Error{ErrorCode::kInvalid, name + " cannot " + ability};
    const auto server = agent.servers.find(name);
    if (server == agent.servers.end()) return Error{ErrorCode::kRefused, name + " is switched off"};
    return std::pair(name, server->second.get());
}

// Passes an answer on, with the model's name and the names that entities have now.
Reply naming(const AgentContext& agent, const std::string& name, const Reply& reply) {
    return [name, reply, shown = agent.shown](Result<Json> answer) {
        if (!answer) return reply(std::move(answer));
        Json out = shown(*std::move(answer));
        out["model"] = name;
        reply(std::move(out));
    };
}

void predict(const AgentContext& agent, const Json& arguments, const Reply& reply) {
    const auto server = server_of(
        agent, arguments, [](const Manifest& manifest) { return manifest.serve; },
        "predict what comes next");
    if (!server) return reply(server.error());
    server->second->predict(bounded(arguments, "top", 5, 100), naming(agent, server->first, reply));
}

void explain(const AgentContext& agent, const Json& arguments, const Reply& reply) {
    const auto server = server_of(
        agent, arguments, [](const Manifest& manifest) { return manifest.explain; },
        "say what it has found out");
    if (!server) return reply(server.error());
    server->second->explain({{"top", bounded(arguments, "top", 20, 1000)}},
                            naming(agent, server->first, reply));
}

}  // namespace

void add_reading_commands(CommandRegistry& registry, const AgentContext& agent) {
    registry.add(
        {"status", "how Hearth is: connection, events, memory, database, models", true, {}},
        [agent](const Json&, const Reply& reply) { reply(status(agent)); });
    registry.add({"models", "the models, their versions and scores", true, {}},
                 [agent](const Json&, const Reply& reply) { reply(models(agent)); });
    registry.add({"samples",
                  "what a model learns from",
                  true,
                  {model_parameter(),
                   {"limit", "integer", false, "how many of the latest samples to list"}}},
                 at_once(agent, samples));
    registry.add({"why", "why a model is or is not being trained", true, {model_parameter()}},
                 [agent](const Json& arguments, const Reply& reply) {
                     reply(why_report(agent, json_string(arguments, "model").value_or("")));
                 });
    registry.add({"runs",
                  "training runs, newest first",
                  true,
                  {{"model", "string", false, "only of this model"},
                   {"limit", "integer", false, "how many"}}},
                 at_once(agent, runs));
    registry.add(
        {"predict",
         "what people will do next",
         true,
         {{"model", "string", false, "which model; needed only when several predict"},
          {"top", "integer", false, "how many answers"}}},
        [agent](const Json& arguments, const Reply& reply) { predict(agent, arguments, reply); });
    registry.add(
        {"explain",
         "what a model has found out about the home: habits, and what belongs together, with "
         "counts",
         true,
         {{"model", "string", false, "which model; needed only when several can tell"},
          {"top", "integer", false, "how many of each"}}},
        [agent](const Json& arguments, const Reply& reply) { explain(agent, arguments, reply); });
}

}  // namespace hearth::commands
