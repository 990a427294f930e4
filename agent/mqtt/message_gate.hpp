// Between Paho's thread and the message handler: catches what the handler throws, says when it is
// slow, and can be closed so that no call follows.
//
// A message that comes to a closed gate is held for ever, and with it Paho's thread: returning
// would tell the broker that the message is kept. The process is about to end; the broker then
// sends it again.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>

namespace hearth {

class MessageGate {
public:
    using Handler =
        std::function<void(std::string_view topic, std::string_view payload, bool retained)>;

    explicit MessageGate(Handler handler) : handler_(std::move(handler)) {}

    // One thread at a time.
    void pass(std::string_view topic, std::string_view payload, bool retained) noexcept;
    // Waits for a handler that runs.
    void close();

private:
    const Handler handler_;
    std::mutex mutex_;
    std::condition_variable never_;
    bool closed_ = false;
};

}  // namespace hearth
