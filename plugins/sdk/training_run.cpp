#include "sdk/training_run.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "core/hash.hpp"

namespace hearth::sdk {

namespace {

namespace fs = std::filesystem;
constexpr const char* kWeightsFile = "weights.safetensors";

std::string in_folder(const std::string& folder, const char* name) {
    return (fs::path(folder) / name).string();
}

// Weights of this plugin and schema, or bad_weights.
Result<TensorFile> read_weights(const WeightsReference& reference, const Model& model,
                                const PluginName& plugin) {
    auto file = read_tensors(reference.path, reference.sha256);
    if (!file) return file;
    const auto name = file->text("plugin"), schema = file->text("feature_schema");
    if (!name) return name.error();
    if (!schema) return schema.error();
    if (*name != plugin.name)
        return bad_weights("the weights belong to the plugin '" + *name + "'");
    if (*schema != std::to_string(model.feature_schema()))
        return bad_weights("the weights have feature schema " + *schema + "; this plugin has " +
                           std::to_string(model.feature_schema()) + ": train again");
    return file;
}

Result<Dataset> read_rows(const std::string& path, const Model& model, const Host& host) {
    auto dataset = read_dataset(path);
    if (!dataset) return dataset;
    if (dataset->kind != model.sample_kind())
        return bad_input("the data set holds '" + dataset->kind + "'; this plugin learns from '" +
                         model.sample_kind() + "'");
    if (dataset->skipped > 0)
        host.warning(std::to_string(dataset->skipped) + " rows left out, the first at " +
                     dataset->skipped_because);
    if (dataset->was_unsorted) host.warning("the rows were not in order of time; sorted");
    return dataset;
}

// Equal only for runs that must give the same weights; how often to save and how long to run at
// most do not count.
std::string fingerprint_of(Json request, const Dataset& dataset, const PluginName& plugin) {
    for (const char* key : {"checkpoint_every_s", "max_seconds", "output", "dataset"})
        request.erase(key);
    return sha256_hex(dump_json({request, dataset.sha256, plugin.name, plugin.version}));
}

Status prepare_folder(const std::string& output) {
    std::error_code error;
    if (!fs::is_directory(output, error))
        return bad_input("the output folder " + output + " does not exist");
    fs::remove(in_folder(output, kWeightsFile), error);
    if (error) return Error{ErrorCode::kIo, "cannot write in " + output + ": " + error.message()};
    return {};
}

void remove_checkpoints(const std::string& output) {
    std::error_code ignored;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(output, ignored))
        if (entry.path().filename().string().starts_with("checkpoint"))
            found.push_back(entry.path());
    for (const fs::path& path : found) fs::remove(path, ignored);
}

Result<TrainInput> prepare(const Model& model, const PluginName& plugin, const Json& request,
                           const Host& host) {
    auto parsed = parse_train_request(request);
    if (!parsed) return parsed.error();
    auto options = Options::read(parsed->options, model.declared_options());
    if (!options) return options.error();
    if (const Status ok = prepare_folder(parsed->output); !ok) return ok.error();
    TrainInput input{std::move(*parsed), {}, {}, std::move(*options), {}, {}};
    host.progress({.phase = "featurize", .train_loss = {}, .validation_loss = {}});
    auto dataset = read_rows(input.request.dataset, model, host);
    if (!dataset) return dataset.error();
    input.dataset = std::move(*dataset);
    auto split = split_dataset(input.dataset, input.request.split);
    if (!split) return split.error();
    input.split = std::move(*split);
    if (input.request.incumbent) {
        auto weights = read_weights(*input.request.incumbent, model, plugin);
        if (!weights) return weights.error();
        input.incumbent = std::move(*weights);
    }
    input.fingerprint = fingerprint_of(request, input.dataset, plugin);
    return input;
}

// JSON writes NaN and infinity as null.
bool all_finite(const Json& value) {
    if (value.is_number_float()) return std::isfinite(value.get<double>());
    if (value.is_structured())
        for (const Json& item : value)
            if (!all_finite(item)) return false;
    return true;
}

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json curve_json(const std::vector<EpochLoss>& curve) {
    Json out = Json::array();
    for (const EpochLoss& epoch : curve)
        out.push_back({{"epoch", epoch.epoch},
                       {"train", number_or_null(epoch.train)},
                       {"validation", number_or_null(epoch.validation)}});
    return out;
}

TimeUs newest_time(const Dataset& dataset, const std::vector<std::size_t>& rows) {
    TimeUs out = 0;
    for (const std::size_t row : rows) out = std::max(out, dataset.rows[row].time_us);
    return out;
}

// Writes the file and reads it back: what cannot be loaded must not become a candidate.
Result<WrittenFile> write_weights(const Model& model, const PluginName& plugin,
                                  const TrainInput& input, TensorFile& weights) {
    weights.metadata["plugin"] = plugin.name;
    weights.metadata["feature_schema"] = std::to_string(model.feature_schema());
    weights.metadata["seed"] = std::to_string(input.request.seed);
    const std::string path = in_folder(input.request.output, kWeightsFile);
    auto written = write_tensors(path, weights);
    if (!written) return Error{ErrorCode::kIo, written.error().text};
    const auto back = read_tensors(path, written->sha256);
    if (!back) {
        std::error_code ignored;
        fs::remove(path, ignored);
        return Error{ErrorCode::kInternal, "the new weights are unusable: " + back.error().text};
    }
    return written;
}

Json result_json(const Model& model, const TrainInput& input, const TrainOutput& output,
                 const WrittenFile& written, double seconds) {
    Json result = output.more.is_object() ? output.more : Json::object();
    // An incremental training learns from the new rows and the replayed ones alone.
    const bool is_part = input.request.incremental && output.trained > 0;
    result["rows"] = {{"train", is_part ? output.trained : input.split.train.size()},
                      {"validation", input.split.validation.size()},
                      {"holdout", input.split.holdout.size()},
                      {"replay", output.replayed},
                      {"classes", output.classes},
                      {"skipped", input.dataset.skipped}};
    if (output.questions) result["rows"]["questions"] = *output.questions;
    result["scores"] = output.scores;
    result["intervals"] = output.intervals;
    if (!output.class_tables.is_null()) result["classes"] = output.class_tables;
    if (!output.anchor_scores.is_null())
        result["anchor"] = {{"rows", input.split.anchor.size()}, {"scores", output.anchor_scores}};
    result["weights"] = {
        {"file", kWeightsFile}, {"sha256", written.sha256}, {"bytes", written.bytes}};
    result["feature_schema"] = model.feature_schema();
    result["trained_through_us"] = newest_time(input.dataset, input.split.train);
    result["loss_curve"] = curve_json(output.loss_curve);
    result["smoke"] = {{"finite", all_finite(output.scores) && all_finite(output.anchor_scores)},
                       {"constant", output.constant}};
    result["seconds"] = seconds;
    result["seed"] = input.request.seed;
    return result;
}

}  // namespace

Result<Json> run_training(Model& model, const PluginName& plugin, const Json& request,
                          const Host& host) {
    const auto started = std::chrono::steady_clock::now();
    const auto input = prepare(model, plugin, request, host);
    if (!input) return input.error();
    if (host.is_cancelled()) return cancelled();
    auto output = model.train(*input, host);
    if (!output) return output.error();
    if (host.is_cancelled()) return cancelled();
    const auto written = write_weights(model, plugin, *input, output->weights);
    if (!written) return written.error();
    remove_checkpoints(input->request.output);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
    return result_json(model, *input, *output, *written, taken.count());
}

Result<Json> open_model(Model& model, const PluginName& plugin, const Json& request,
                        const Host& host) {
    auto parsed = parse_serve_request(request);
    if (!parsed) return parsed.error();
    auto options = Options::read(parsed->options, model.declared_options());
    if (!options) return options.error();
    OpenInput input{std::move(*parsed), {}, std::move(*options), {}};
    if (input.request.weights) {
        auto weights = read_weights(*input.request.weights, model, plugin);
        if (!weights) return weights.error();
        input.weights = std::move(*weights);
    }
    input.history.kind = model.sample_kind();
    input.history.time_zone = "UTC";
    if (!input.request.dataset.empty()) {
        auto history = read_rows(input.request.dataset, model, host);
        if (!history) return history.error();
        input.history = std::move(*history);
    }
    const auto reply = model.open(std::move(input), host);
    if (!reply) return reply.error();
    return Json{{"fallback", reply->fallback}, {"rows", reply->rows}};
}

Result<Json> run_evaluation(Model& model, const Json& request, const Host& host) {
    const auto started = std::chrono::steady_clock::now();
    auto parsed = parse_evaluate_request(request);
    if (!parsed) return parsed.error();
    auto options = Options::read(parsed->options, model.declared_options());
    if (!options) return options.error();
    EvaluateInput input{std::move(*parsed), {}, std::move(*options)};
    auto dataset = read_rows(input.request.dataset, model, host);
    if (!dataset) return dataset.error();
    input.dataset = std::move(*dataset);
    auto result = model.evaluate(input, host);
    if (!result) return result;
    if (host.is_cancelled()) return cancelled();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
    (*result)["seed"] = input.request.seed;
    (*result)["seconds"] = taken.count();
    return result;
}

}  // namespace hearth::sdk
