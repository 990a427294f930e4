// Serving one model without a pause: a new version gets a worker of its own, and only when that is
// ready does it take over from the old one. Without an active version the plugin's fallback
// answers, and says so. Event loop only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "domain/manifest.hpp"
#include "domain/sample.hpp"
#include "serving/serve_worker.hpp"
#include "store/store.hpp"
#include "training/dataset_export.hpp"
#include "training/version_keeper.hpp"

namespace hearth::serving {

struct ServerSettings {
    training::WorkerOptions worker;
    std::string folder;  // for the history file while a worker starts
    std::string time_zone;
    bool simulated = false;
    Json options = Json::object();
};

class ModelServer {
public:
    // A prediction made after a sample; `received_us`: arrival of the message that led to it.
    using OnPrediction =
        std::function<void(const Sample& after, TimeUs received_us, Json prediction)>;

    ModelServer(asio::io_context& loop, const Clock& clock, store::Store& store,
                training::VersionKeeper& versions, Manifest manifest, ServerSettings settings,
                OnPrediction on_prediction);
    ~ModelServer();

    // Loads what is active now. Also after each activation and rollback; calls while a worker is
    // starting are joined.
    void reload();
    void stop();

    // New samples of the model's kind, in order.
    void observe(const std::vector<Sample>& samples, TimeUs received_us);
    void predict(int top, ServeWorker::OnPrediction on_prediction);

    bool serving() const { return current_ != nullptr; }
    bool fallback() const { return !current_ || current_->fallback(); }
    // The version that answers; nothing while the fallback does.
    std::optional<std::int64_t> version() const {
        return current_ ? current_version_ : std::nullopt;
    }
    std::int64_t resident_bytes() const { return current_ ? current_->resident_bytes() : 0; }

private:
    void begin_start();
    void start_worker(const Result<training::ExportedDataset>& exported);
    void take_over();
    void start_failed(const std::string& why);
    void on_worker_ended(const std::string& reason);
    void schedule_restart();
    std::string history_path() const {
        return settings_.folder + "/" + manifest_.name + ".history.jsonl";
    }

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    training::VersionKeeper& versions_;
    Manifest manifest_;
    ServerSettings settings_;
    OnPrediction on_prediction_;
    asio::steady_timer restart_timer_;
    std::shared_ptr<ServeWorker> current_, starting_;
    std::optional<std::int64_t> current_version_, starting_version_;
    std::shared_ptr<training::DatasetExport> export_;
    std::vector<Sample> since_export_;  // what the starting worker has yet to observe
    bool reload_again_ = false;
    int failures_ = 0;
    bool stopped_ = false;
};

}  // namespace hearth::serving
