#include "training/pairs_evaluation.hpp"

#include "recording/automation_pairs.hpp"
#include "recording/dataset_file.hpp"
#include "training/evaluation_worker.hpp"

namespace hearth::training {

namespace {

Status write_dataset(const PairsEvaluationRequest& request, const std::string& path) {
    const auto samples = read_automation_pairs(request.table);
    if (!samples) return samples.error();
    DatasetHeader header;
    header.kind = request.manifest.samples.kind;
    auto writer = DatasetWriter::open(path, header);
    if (!writer) return writer.error();
    for (const Sample& sample : *samples)
        if (Status added = writer->add(sample); !added) return added;
    return writer->close();
}

}  // namespace

Result<Json> evaluate_pairs(const PairsEvaluationRequest& request,
                            const std::function<void(const Json&)>& on_progress,
                            const std::function<bool()>& cancelled) {
    const ScratchFolder scratch;
    if (scratch.path().empty()) return Error{ErrorCode::kIo, "cannot make a temporary folder"};
    const std::string dataset = scratch.path() + "/dataset.jsonl";
    if (Status written = write_dataset(request, dataset); !written) return written.error();
    WorkerOptions worker = request.worker;
    worker.plugin_library = request.manifest.folder + "/" + request.manifest.library;
    const auto outcome = run_to_end(worker,
                                    {{"dataset", dataset},
                                     {"seed", request.seed},
                                     {"protocol", request.protocol},
                                     {"options", request.options}},
                                    "evaluate", on_progress, cancelled);
    if (!outcome) return outcome.error();
    Json out = outcome->result;
    if (!out.is_object()) return Error{ErrorCode::kInternal, "the plugin's answer is no object"};
    out["model"] = request.manifest.name;
    if (!out["data"].is_object()) out["data"] = Json::object();
    out["data"]["path"] = request.table;
    out["protocol"] = request.protocol;
    out["peak_rss_bytes"] = outcome->peak_rss_bytes;
    return out;
}

}  // namespace hearth::training
