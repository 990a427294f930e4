#include "mqtt/message_gate.hpp"

#include <chrono>
#include <exception>

#include "core/log.hpp"
#include "core/utf8.hpp"

namespace hearth {
namespace {
using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSlow{1000};
constexpr std::size_t kShownTopicBytes = 200;

void report_slow(SteadyClock::duration took) {
    log::warn("storing an MQTT message took long; nothing is received or sent meanwhile ms={}",
              std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
}

void report_throw(std::string_view topic, const char* what) {
    log::error("an MQTT message is lost, its handler failed topic={} error={}",
               utf8_excerpt(topic, kShownTopicBytes), what);
}
}  // namespace

void MessageGate::pass(std::string_view topic, std::string_view payload, bool retained) noexcept {
    std::unique_lock lock(mutex_);
    never_.wait(lock, [this] { return !closed_; });
    const auto begin = SteadyClock::now();
    try {
        if (handler_) handler_(topic, payload, retained);
    } catch (const std::exception& failure) {
        report_throw(topic, failure.what());
    } catch (...) {
        report_throw(topic, "not a standard exception");
    }
    const auto took = SteadyClock::now() - begin;
    if (took > kSlow) report_slow(took);
}

void MessageGate::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
}

}  // namespace hearth
