#include "sdk/host.hpp"

#include <cmath>
#include <string>

#include "core/json.hpp"

namespace hearth::sdk {

void Host::progress(const Progress& progress) const {
    if (host_ == nullptr || host_->progress == nullptr) return;
    Json message{{"phase", progress.phase}, {"fraction", progress.fraction}};
    if (progress.epoch > 0) {
        message["epoch"] = progress.epoch;
        message["epochs"] = progress.epochs;
    }
    if (progress.train_loss && std::isfinite(*progress.train_loss))
        message["train_loss"] = *progress.train_loss;
    if (progress.validation_loss && std::isfinite(*progress.validation_loss))
        message["validation_loss"] = *progress.validation_loss;
    const std::string text = dump_json(message);
    host_->progress(host_->context, text.data(), text.size());
}

bool Host::is_cancelled() const {
    return host_ != nullptr && host_->is_cancelled != nullptr &&
           host_->is_cancelled(host_->context) != 0;
}

void Host::log(hearth_log_level level, std::string_view text) const {
    if (host_ != nullptr && host_->log != nullptr)
        host_->log(host_->context, level, text.data(), text.size());
}

}  // namespace hearth::sdk
