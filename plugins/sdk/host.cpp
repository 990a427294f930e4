#include "sdk/host.hpp"

#include <cmath>
#include <string>

#include "core/json.hpp"

namespace hearth::sdk {

namespace {
constexpr std::chrono::milliseconds kTellInterval(50);
}

bool Host::is_too_soon(const Progress& progress) const {
    const auto now = Clock::now();
    if (progress.phase == told_phase_ && progress.epoch == told_epoch_ &&
        now - told_ < kTellInterval)
        return true;
    told_phase_ = progress.phase;
    told_epoch_ = progress.epoch;
    told_ = now;
    return false;
}

void Host::progress(const Progress& progress) const {
    if (host_ == nullptr || host_->progress == nullptr || is_too_soon(progress)) return;
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
