#include "serving/model_server.hpp"

#include <algorithm>
#include <filesystem>

#include "core/log.hpp"
#include "learning/quality_filter.hpp"

namespace hearth::serving {

namespace {
constexpr int kLongestPauseS = 300;
}

ModelServer::ModelServer(asio::io_context& loop, const Clock& clock, store::Store& store,
                         training::VersionKeeper& versions, Manifest manifest,
                         ServerSettings settings, OnPrediction on_prediction)
    : loop_(loop),
      clock_(clock),
      store_(store),
      versions_(versions),
      manifest_(std::move(manifest)),
      settings_(std::move(settings)),
      on_prediction_(std::move(on_prediction)),
      restart_timer_(loop) {}

ModelServer::~ModelServer() { stop(); }

void ModelServer::stop() {
    stopped_ = true;
    restart_timer_.cancel();
    if (export_) export_->abandon();
    if (starting_) starting_->stop();
    if (current_) current_->stop();
    export_.reset();
    starting_.reset();
    current_.reset();
}

void ModelServer::reload() {
    if (stopped_ || !manifest_.serve) return;
    if (export_ || starting_) {
        reload_again_ = true;
        return;
    }
    // Too little has happened for even the fallback to say anything; observe() comes back to it.
    if (store_.samples().count(manifest_.samples.kind) < manifest_.fallback_after) return;
    begin_start();
}

void ModelServer::begin_start() {
    training::ExportRequest request;
    request.filter = manifest_.samples;
    request.path = history_path();
    request.time_zone = settings_.time_zone;
    request.simulated = settings_.simulated;
    request.through_sample_id = store_.samples().last_sample_id(manifest_.samples.kind);
    since_export_.clear();
    export_ = training::DatasetExport::start(
        loop_, store_, std::move(request),
        [this](const Result<training::ExportedDataset>& exported) { start_worker(exported); });
}

void ModelServer::start_worker(const Result<training::ExportedDataset>& exported) {
    export_.reset();
    if (!exported) return start_failed(exported.error().text);
    const auto active = versions_.sound_active(manifest_.name);
    if (!active) return start_failed(active.error().text);
    Json request = {
        {"weights", Json()}, {"dataset", history_path()}, {"options", settings_.options}};
    starting_version_.reset();
    if (active->has_value()) {
        request["weights"] = versions_.path_of(**active);
        request["sha256"] = (*active)->sha256;
        starting_version_ = (*active)->version;
    }
    auto worker =
        ServeWorker::start(loop_, settings_.worker, std::move(request),
                           {[this](const Status& ready, bool) {
                                if (ready)
                                    take_over();
                                else
                                    start_failed(ready.error().text);
                            },
                            [this](const std::string& reason) { on_worker_ended(reason); }});
    if (!worker) return start_failed(worker.error().text);
    starting_ = *worker;
}

void ModelServer::take_over() {
    for (const Sample& sample : since_export_) starting_->observe(sample, nullptr);
    since_export_.clear();
    if (current_) current_->stop();
    current_ = std::move(starting_);
    starting_.reset();
    current_version_ = starting_version_;
    failures_ = 0;
    log::info("serving model={} version={} fallback={}", manifest_.name,
              current_version_.value_or(0), current_->fallback());
    std::error_code ignored;
    std::filesystem::remove(history_path(), ignored);
    if (std::exchange(reload_again_, false)) reload();
}

void ModelServer::start_failed(const std::string& why) {
    log::error("a serving worker did not start model={} reason=\"{}\"", manifest_.name, why);
    if (starting_) {
        // It is still on the stack below us: the loop lets it go.
        starting_->stop();
        asio::post(loop_, [keep = std::move(starting_)] {});
        starting_.reset();
    }
    schedule_restart();
}

void ModelServer::on_worker_ended(const std::string& reason) {
    if (starting_ && !starting_->ready()) return start_failed(reason);
    log::error("the serving worker ended model={} reason=\"{}\"", manifest_.name, reason);
    if (current_) asio::post(loop_, [keep = std::move(current_)] {});
    current_.reset();
    schedule_restart();
}

void ModelServer::schedule_restart() {
    failures_ = std::min(failures_ + 1, 16);
    restart_timer_.expires_after(
        std::chrono::seconds(std::min(kLongestPauseS, 1 << std::min(failures_, 9))));
    restart_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) reload();
    });
}

void ModelServer::observe(const std::vector<Sample>& samples, TimeUs received_us) {
    if (stopped_) return;
    std::vector<const Sample*> own;
    for (const Sample& sample : samples)
        if (sample.kind == manifest_.samples.kind &&
            !learning::model_objection(manifest_.samples, sample))
            own.push_back(&sample);
    if (own.empty()) return;
    if (!current_ && !starting_ && !export_ && failures_ == 0) return reload();
    for (const Sample* sample : own) {
        if (export_ || starting_) since_export_.push_back(*sample);
        if (!current_) continue;
        // Of several at once only the last has a future to predict.
        if (sample != own.back()) {
            current_->observe(*sample, nullptr);
            continue;
        }
        current_->observe(*sample, [this, after = *sample, received_us](Result<Json> prediction) {
            if (prediction)
                on_prediction_(after, received_us, std::move(*prediction));
            else
                log::warn("no prediction model={} reason=\"{}\"", manifest_.name,
                          prediction.error().text);
        });
    }
}

void ModelServer::predict(int top, ServeWorker::OnPrediction on_prediction) {
    if (current_) return current_->predict(top, clock_.wall_us(), std::move(on_prediction));
    on_prediction(
        Error{ErrorCode::kUnavailable,
              manifest_.name + " does not answer yet: " + std::to_string(manifest_.fallback_after) +
                  " samples are needed and " +
                  std::to_string(store_.samples().count(manifest_.samples.kind)) + " are there"});
}

}  // namespace hearth::serving
