#include "bench.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "core/hash.hpp"

namespace hearth::conformance {

namespace fs = std::filesystem;

RecordingHost::RecordingHost() : table_{} {
    table_.size = sizeof table_;
    table_.context = this;
    table_.progress = [](void* context, const char* json, std::size_t length) {
        static_cast<RecordingHost*>(context)->progress.push_back(
            Json::parse(std::string(json, length)));
    };
    table_.log = [](void* context, hearth_log_level, const char* text, std::size_t length) {
        static_cast<RecordingHost*>(context)->log.emplace_back(text, length);
    };
    table_.is_cancelled = [](void* context) {
        auto* self = static_cast<RecordingHost*>(context);
        ++self->questions;
        if (self->questions == self->cancel_at_question)
            self->cancelled_at = std::chrono::steady_clock::now();
        return int{self->cancel_at_question > 0 && self->questions >= self->cancel_at_question};
    };
}

std::string Trained::sha256() const {
    const auto hash = sha256_of_file(weights);
    return hash ? *hash : "no weights file";
}

bool Trained::has_weights() const { return fs::exists(weights); }

std::string Bench::new_folder() {
    const std::string out = folder_.file("f" + std::to_string(next_++));
    fs::create_directory(out);
    return out;
}

std::string Bench::dataset(const std::vector<Json>& rows) {
    return dataset(header_for(rows, plugin_.manifest.samples.kind), rows);
}

std::string Bench::dataset(const Json& header, const std::vector<Json>& rows) {
    const std::string path = new_folder() + "/dataset.jsonl";
    write_dataset(path, header, rows);
    return path;
}

Json Bench::request(const std::string& dataset_path) {
    return {
        {"dataset", dataset_path},
        {"output", new_folder()},
        {"kind", "full"},
        {"seed", 42},
        {"split", {{"holdout_fraction", 0.2}, {"holdout_after_us", nullptr}, {"min_holdout", 1}}},
        {"incumbent", nullptr},
        {"warm_start", false},
        {"replay_rows", 500},
        {"options", Json::object()},
        {"online", true},
        {"checkpoint_every_s", 10},
        {"max_seconds", 600}};
}

Trained Bench::train(const Json& request) { return train(request, quiet_); }

Trained Bench::train(const Json& request, RecordingHost& host) {
    auto model = worker::PluginModel::create(*plugin_.table, host.table());
    if (!model) throw std::runtime_error(model.error().text);
    const std::string output = request.at("output");
    Trained out{model->train(request), output, output + "/weights.safetensors"};
    return out;
}

Bench::Served Bench::serve(const Json& request) {
    auto model = worker::PluginModel::create(*plugin_.table, quiet_.table());
    if (!model) throw std::runtime_error(model.error().text);
    auto opened = model->open(request);
    return {std::move(*model), std::move(opened)};
}

Json Bench::serve_request(const Trained& trained, const std::string& dataset_path) {
    return {{"weights", trained.weights},
            {"sha256", trained.sha256()},
            {"dataset", dataset_path},
            {"options", Json::object()}};
}

std::vector<std::string> tree_of(const std::string& folder) {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string line = entry.path().string();
        if (entry.is_regular_file())
            line += " " + std::to_string(entry.file_size()) + " " +
                    std::to_string(entry.last_write_time().time_since_epoch().count());
        out.push_back(line);
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace hearth::conformance
