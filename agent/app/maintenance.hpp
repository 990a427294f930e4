// Keeps the files small: retention, the processed part of the inbox, checkpoints; in slices, while
// there is nothing else to do. Event loop only.
#pragma once

#include <functional>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "store/store.hpp"

namespace hearth::app {

class Maintenance {
public:
    // busy: messages are waiting, so this had better wait too.
    Maintenance(asio::io_context& loop, const Clock& clock, store::Store& store, TimeUs keep_us,
                std::function<bool()> busy);
    void start();
    void stop();

private:
    void wait(std::chrono::milliseconds pause);
    void slice();

    const Clock& clock_;
    store::Store& store_;
    TimeUs keep_us_;
    std::function<bool()> busy_;
    asio::steady_timer timer_;
    int put_off_ = 0;
};

}  // namespace hearth::app
