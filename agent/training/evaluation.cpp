#include "training/evaluation.hpp"

#include "core/time_zone.hpp"
#include "recording/dataset_file.hpp"
#include "training/evaluation_worker.hpp"

namespace hearth::training {

namespace {

Result<std::size_t> write_dataset(const EvaluationRequest& request, const std::string& path) {
    const auto zone = TimeZone::find(request.time_zone);
    if (!zone) return zone.error();
    const auto log = read_log(request.log, request.read);
    if (!log) return log.error();
    const auto samples = make_samples(*log, request.protocol, *zone);
    if (samples.empty())
        return Error{ErrorCode::kInvalid, request.log + " has no rows that the protocol keeps"};
    DatasetHeader header;
    header.kind = request.manifest.samples.kind;
    header.time_zone = request.time_zone;
    auto writer = DatasetWriter::open(path, header);
    if (!writer) return writer.error();
    for (const Sample& sample : samples)
        if (Status added = writer->add(sample); !added) return added.error();
    if (Status closed = writer->close(); !closed) return closed.error();
    return samples.size();
}

Json worker_request(const EvaluationRequest& request, const std::string& folder,
                    const std::string& dataset) {
    return {{"dataset", dataset},
            {"output", folder},
            {"kind", "full"},
            {"seed", request.seed},
            {"split",
             {{"holdout_fraction", 1.0 - request.train_fraction},
              {"holdout_after_us", Json()},
              {"min_holdout", 1}}},
            {"incumbent", Json()},
            {"warm_start", false},
            {"replay_rows", 0},
            {"options", request.options},
            {"online", request.online},
            {"max_seconds", std::chrono::seconds(kEvaluationLimit).count()}};
}

}  // namespace

Result<Json> evaluate_log(const EvaluationRequest& request,
                          const std::function<void(const Json&)>& on_progress,
                          const std::function<bool()>& cancelled) {
    if (!(request.train_fraction >= 0.1 && request.train_fraction <= 0.99))
        return Error{ErrorCode::kInvalid, "the split must be between 0.1 and 0.99"};
    const ScratchFolder scratch;
    if (scratch.path().empty()) return Error{ErrorCode::kIo, "cannot make a temporary folder"};
    const std::string dataset = scratch.path() + "/dataset.jsonl";
    const auto rows = write_dataset(request, dataset);
    if (!rows) return rows.error();
    WorkerOptions worker = request.worker;
    worker.plugin_library = request.manifest.folder + "/" + request.manifest.library;
    const auto outcome = run_to_end(worker, worker_request(request, scratch.path(), dataset),
                                    "train", on_progress, cancelled);
    if (!outcome) return outcome.error();
    const Json& result = outcome->result;
    const Json counted = result.value("rows", Json::object());
    Json out = {{"model", request.manifest.name},
                {"data",
                 {{"path", request.log},
                  {"rows", *rows},
                  {"train", counted.value("train", 0)},
                  {"test", counted.value("holdout", 0)},
                  {"classes", counted.value("classes", 0)}}},
                {"online", request.online},
                {"seed", request.seed},
                {"seconds", result.value("seconds", 0.0)},
                {"peak_rss_bytes", outcome->peak_rss_bytes},
                {"scores", result.value("scores", Json::object())},
                {"intervals", result.value("intervals", Json::array())}};
    if (counted.contains("questions")) out["data"]["questions"] = counted["questions"];
    for (const char* more : {"classes", "further"})
        if (result.contains(more)) out[more] = result[more];
    return out;
}

}  // namespace hearth::training
