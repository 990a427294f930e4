// An event loop for tests: what is posted runs on the test's own thread, inside run_until.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace hearth::test {

class TestLoop {
public:
    // May outlive the loop's last run; must not outlive the loop.
    std::function<void(std::function<void()>)> post() {
        return [this](std::function<void()> task) {
            const std::lock_guard lock(mutex_);
            tasks_.push_back(std::move(task));
            wake_.notify_all();
        };
    }

    // Runs what is posted until `done` (looked at after every task and every few milliseconds).
    // False when that takes longer than `within`.
    template <class Done>
    bool run_until(Done done, std::chrono::milliseconds within = std::chrono::seconds(15)) {
        const auto deadline = std::chrono::steady_clock::now() + within;
        std::unique_lock lock(mutex_);
        while (true) {
            while (!tasks_.empty()) {
                const auto task = std::move(tasks_.front());
                tasks_.pop_front();
                lock.unlock();
                task();
                lock.lock();
            }
            lock.unlock();
            if (done()) return true;
            if (std::chrono::steady_clock::now() >= deadline) return false;
            lock.lock();
            wake_.wait_for(lock, std::chrono::milliseconds(5), [this] { return !tasks_.empty(); });
        }
    }

    void run_for(std::chrono::milliseconds time) {
        (void)run_until([] { return false; }, time);
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
};

}  // namespace hearth::test
