// The gate between the broker and the inbox: what runs in the message callback, on the network
// library's thread.
//
// The broker is told that we have a message (PUBACK) when the callback returns. So it returns only
// after the message is in the inbox. If it cannot be stored, it is tried again for a while; then
// the process ends with the acknowledgement unsent, systemd starts it anew and the broker sends the
// message again. A message is never logged and dropped.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "inbox/inbox_writer.hpp"

namespace hearth::ingest {

struct GateOptions {
    std::chrono::milliseconds retry_pause{250};
    int retries = 40;  // ten seconds, well within the broker's patience
};

class InboxGate {
public:
    // wake: hands work to the event loop; must not wait for it. give_up: ends the process (tests
    // pass something else); called on the network thread with the reason.
    InboxGate(std::unique_ptr<inbox::InboxWriter> writer, const Clock& clock,
              std::function<void()> wake, std::function<void(const std::string& reason)> give_up,
              GateOptions options = {});

    // Any one thread. Never throws.
    void on_message(std::string_view topic, std::string_view payload, bool retained) noexcept;

    // Id of the newest stored message = messages ever received. Any thread.
    std::int64_t received() const { return writer_->last_id(); }

    // The loop has begun to read: the next message wakes it again.
    void woken() { wake_pending_.store(false, std::memory_order_release); }

    // While messages cannot be stored: why. Empty otherwise. Any thread.
    bool storing() const { return !failing_.load(std::memory_order_relaxed); }

private:
    std::unique_ptr<inbox::InboxWriter> writer_;
    const Clock& clock_;
    std::function<void()> wake_;
    std::function<void(const std::string&)> give_up_;
    GateOptions options_;
    std::atomic<bool> wake_pending_ = false;
    std::atomic<bool> failing_ = false;
};

}  // namespace hearth::ingest
