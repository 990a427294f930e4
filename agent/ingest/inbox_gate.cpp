#include "ingest/inbox_gate.hpp"

#include <thread>

#include "core/log.hpp"

namespace hearth::ingest {

InboxGate::InboxGate(std::unique_ptr<inbox::InboxWriter> writer, const Clock& clock,
                     std::function<void()> wake,
                     std::function<void(const std::string& reason)> give_up, GateOptions options)
    : writer_(std::move(writer)),
      clock_(clock),
      wake_(std::move(wake)),
      give_up_(std::move(give_up)),
      options_(options) {}

void InboxGate::on_message(std::string_view topic, std::string_view payload,
                           bool retained) noexcept {
    try {
        const TimeUs received = clock_.wall_us();
        Status stored = writer_->append(topic, payload, retained, received);
        for (int attempt = 1; !stored && attempt <= options_.retries; ++attempt) {
            failing_.store(true, std::memory_order_relaxed);
            if (attempt == 1)
                log::error("a message cannot be stored, trying again error=\"{}\"",
                           stored.error().text);
            std::this_thread::sleep_for(options_.retry_pause);
            stored = writer_->append(topic, payload, retained, received);
        }
        if (!stored) return give_up_(stored.error().text);
        failing_.store(false, std::memory_order_relaxed);
        if (!wake_pending_.exchange(true, std::memory_order_acq_rel)) wake_();
    } catch (const std::exception& failure) {
        give_up_(failure.what());
    }
}

}  // namespace hearth::ingest
