#include "app/maintenance.hpp"

#include "core/log.hpp"

namespace hearth::app {

namespace {
constexpr auto kIdlePause = std::chrono::milliseconds(5000);
constexpr auto kSlicePause = std::chrono::milliseconds(5);
constexpr int kPutOffAtMost = 24;  // two minutes of uninterrupted load
}  // namespace

Maintenance::Maintenance(asio::io_context& loop, const Clock& clock, store::Store& store,
                         TimeUs keep_us, std::function<bool()> busy)
    : clock_(clock), store_(store), keep_us_(keep_us), busy_(std::move(busy)), timer_(loop) {}

void Maintenance::start() { wait(kIdlePause); }
void Maintenance::stop() { timer_.cancel(); }

void Maintenance::wait(std::chrono::milliseconds pause) {
    timer_.expires_after(pause);
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) slice();
    });
}

void Maintenance::slice() {
    if (busy_() && ++put_off_ < kPutOffAtMost) return wait(kIdlePause);
    put_off_ = 0;
    const auto done = store_.retention().run(clock_.wall_us(), keep_us_);
    if (!done) {
        log::warn("cannot clean up, trying again later error=\"{}\"", done.error().text);
        return wait(kIdlePause);
    }
    if (done->more) return wait(kSlicePause);
    if (const auto copied = store_.retention().checkpoint(); !copied)
        log::warn("cannot checkpoint error=\"{}\"", copied.error().text);
    wait(kIdlePause);
}

}  // namespace hearth::app
