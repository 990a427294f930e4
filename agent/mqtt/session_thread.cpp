#include "mqtt/session_thread.hpp"

#include <chrono>
#include <thread>
#include <utility>

#include "core/log.hpp"

namespace hearth {
namespace {
using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kStopWithin{2000};
constexpr std::chrono::milliseconds kFlushWithin{600};    // of those, for what is to be sent
constexpr std::chrono::milliseconds kGoodbyeWithin{200};  // and for the DISCONNECT packet
constexpr std::chrono::seconds kPahoTimerSlack{5};        // Paho looks at time-outs every 3 s
constexpr TimeUs kStableAfterUs = 10 * kMicrosPerSecond;  // a connection that shows it is good
}  // namespace

SessionThread::SessionThread(BrokerOptions options, Handlers handlers, Post post,
                             const Clock& clock, SubscriptionBook book)
    : options_(std::move(options)),
      uri_(parse_broker_uri(options_.uri).value()),
      handlers_(std::move(handlers)),
      post_(std::move(post)),
      clock_(clock),
      gate_(handlers_.on_message),
      book_(std::move(book)),
      window_(static_cast<std::size_t>(options_.max_inflight),
              static_cast<std::size_t>(options_.max_queued)),
      backoff_(std::chrono::milliseconds(options_.retry_first_ms),
               std::chrono::milliseconds(options_.retry_max_ms)),
      random_(std::random_device{}()) {
    state_.broker = uri_.text;
    state_.since_us = clock_.wall_us();
}

// ---- event loop -------------------------------------------------------------------------------

void SessionThread::start() {
    thread_ = std::thread([self = shared_from_this()] { self->run(); });
}

void SessionThread::stop() {
    quiet_ = true;
    Lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    const bool in_time = ended_.wait_for(lock, kStopWithin, [this] { return finished_; });
    lock.unlock();
    if (in_time) return thread_.join();
    // Paho is stuck, in a name look-up for example. It may end by itself later; it will not call.
    log::warn("the MQTT library does not end in time; leaving it behind");
    gate_.close();
    thread_.detach();
}

void SessionThread::set_subscriptions(std::vector<Subscription> subscriptions) {
    const std::lock_guard lock(mutex_);
    book_.want(std::move(subscriptions));
    state_.subscribed = false;
    wake_.notify_all();
}

void SessionThread::unsubscribe(const std::vector<std::string>& topics) {
    const std::lock_guard lock(mutex_);
    book_.forget(topics);
    wake_.notify_all();
}

Result<std::int64_t> SessionThread::publish(OutboundMessage message) {
    const std::lock_guard lock(mutex_);
    if (!state_.connected || stopping_)
        return Error{ErrorCode::kUnavailable, "not connected to the MQTT broker"};
    auto id = window_.accept(std::move(message));
    wake_.notify_all();
    return id;
}

SessionState SessionThread::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

// ---- Paho's thread ----------------------------------------------------------------------------

void SessionThread::on_link_message(std::string_view topic, std::string_view payload,
                                    bool retained) noexcept {
    gate_.pass(topic, payload, retained);
}

void SessionThread::on_link_event(LinkEvent event) noexcept {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    wake_.notify_all();
}

// ---- the session's thread ---------------------------------------------------------------------

void SessionThread::run() {
    const auto is_stopping = [this] {
        const std::lock_guard lock(mutex_);
        return stopping_;
    };
    while (!is_stopping()) {
        try {
            PahoLink link(options_, *this);
            if (connect(link)) {
                const std::string lost = serve(link);
                if (!lost.empty()) note_lost(lost);
            }
        } catch (const std::exception& failure) {
            note_lost(failure.what());
        }
        // The client is gone and reports nothing any more.
        pause();
    }
    const std::lock_guard lock(mutex_);
    state_.connected = state_.subscribed = false;
    finished_ = true;
    ended_.notify_all();
}

bool SessionThread::connect(PahoLink& link) {
    {
        const std::lock_guard lock(mutex_);
        events_.clear();
    }
    if (const Status begun = link.connect(); !begun) {
        note_error(begun.error().text);
        return false;
    }
    const auto deadline =
        SteadyClock::now() + std::chrono::seconds(options_.connect_timeout_s) + kPahoTimerSlack;
    Lock lock(mutex_);
    while (!stopping_) {
        if (!wake_.wait_until(lock, deadline, [this] { return !events_.empty() || stopping_; }))
            break;
        if (events_.empty()) continue;
        const LinkEvent event = std::move(events_.front());
        events_.pop_front();
        lock.unlock();
        if (event.kind == Kind::kConnected) {
            note_connected(event.session_present);
            return true;
        }
        note_error(event.text);
        return false;
    }
    const bool stopped = stopping_;
    lock.unlock();
    if (!stopped) note_error("the broker at " + uri_.text + " did not answer in time");
    return false;
}

SessionThread::Work SessionThread::wait_for_work() {
    Lock lock(mutex_);
    wake_.wait(lock, [this] {
        return stopping_ || !events_.empty() || book_.has_requests() || window_.has_sendable();
    });
    return {std::exchange(events_, {}), book_.take_requests(), window_.take_sendable(), stopping_};
}

// Until the connection is lost (returns why) or stop() was called (returns nothing).
std::string SessionThread::serve(PahoLink& link) {
    std::string lost;
    while (true) {
        const Work work = wait_for_work();
        for (const LinkEvent& event : work.events)
            if (!handle(event, lost)) return lost;
        if (const Status sent = send(link, work); !sent) return sent.error().text;
        if (work.stopping) {
            finish(link);
            return "";
        }
    }
}

Status SessionThread::send(PahoLink& link, const Work& work) {
    for (const auto& request : work.requests)
        if (auto status = link.request(request); !status) return status;
    for (const auto& message : work.messages)
        if (auto status = link.publish(message); !status) return status;
    return {};
}

// False when the connection is gone; `lost` says why.
bool SessionThread::handle(const LinkEvent& event, std::string& lost) {
    switch (event.kind) {
        case Kind::kPublished: {
            const auto id = static_cast<std::int64_t>(event.ticket);
            bool known = false;
            {
                const std::lock_guard lock(mutex_);
                known = window_.confirm(id);
            }
            if (known)
                tell([id](const Handlers& handlers) {
                    if (handlers.on_delivered) handlers.on_delivered(id);
                });
            return true;
        }
        case Kind::kSubscriptionGranted: note_subscription(event.ticket, true); return true;
        case Kind::kSubscriptionRefused: note_subscription(event.ticket, false); return true;
        case Kind::kPublishFailed:
            // Without a message's fate known the connection is not worth keeping.
            lost = "a message could not be sent";
            return false;
        case Kind::kConnected: return true;
        default: lost = event.text; return false;
    }
}

// Sends what was accepted, then says good-bye; each within its time.
void SessionThread::finish(PahoLink& link) {
    const auto flush_until = SteadyClock::now() + kFlushWithin;
    std::string lost;
    while (true) {
        Work work;
        {
            Lock lock(mutex_);
            const bool in_time = wake_.wait_until(lock, flush_until, [this] {
                return window_.empty() || window_.has_sendable() || !events_.empty();
            });
            if (!in_time || (window_.empty() && events_.empty())) break;
            work.events = std::exchange(events_, {});
            work.messages = window_.take_sendable();
        }
        for (const LinkEvent& event : work.events)
            if (!handle(event, lost)) return;
        if (!send(link, work)) return;
    }
    if (!link.disconnect()) return;
    Lock lock(mutex_);
    wake_.wait_for(lock, kGoodbyeWithin, [this] {
        return !events_.empty() &&
               (events_.back().kind == Kind::kDisconnected || events_.back().kind == Kind::kLost);
    });
}

void SessionThread::pause() {
    Lock lock(mutex_);
    if (stopping_) return;
    if (connected_at_us_ != 0 && clock_.steady_us() - connected_at_us_ > kStableAfterUs)
        backoff_.reset();
    connected_at_us_ = 0;
    const auto length = backoff_.next(std::uniform_real_distribution<double>(0, 1)(random_));
    wake_.wait_for(lock, length, [this] { return stopping_; });
}

void SessionThread::note_connected(bool session_present) {
    {
        const std::lock_guard lock(mutex_);
        state_.connected = true;
        state_.since_us = clock_.wall_us();
        state_.last_error.clear();
        book_.restart();
        state_.subscribed = book_.complete();
    }
    connected_at_us_ = clock_.steady_us();
    log::info("connected to the MQTT broker broker={} session_kept={}", uri_.text, session_present);
    tell([session_present](const Handlers& handlers) {
        if (handlers.on_connected) handlers.on_connected(session_present);
    });
}

void SessionThread::note_lost(std::string reason) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        if (!state_.connected) {
            state_.last_error = reason;
            return;
        }
        if (clock_.steady_us() - connected_at_us_ < kStableAfterUs)
            reason +=
                " soon after it began; if this repeats, see whether another client uses the "
                "client id '" +
                options_.client_id +
                "', or whether the broker's access list forbids what this one does";
        state_.connected = state_.subscribed = false;
        state_.since_us = clock_.wall_us();
        state_.last_error = reason;
        window_.clear();
    }
    log::warn("lost the MQTT broker, trying again broker={} reason={}", uri_.text, reason);
    tell([reason](const Handlers& handlers) {
        if (handlers.on_lost) handlers.on_lost(reason);
    });
}

void SessionThread::note_error(const std::string& text) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        const bool same = state_.last_error == text;
        state_.last_error = text;
        if (same) return;
    }
    log::warn("no MQTT connection, trying again reason={}", text);
}

void SessionThread::note_subscription(std::uintptr_t ticket, bool granted) {
    std::string refused;
    {
        const std::lock_guard lock(mutex_);
        const auto request = book_.answered(ticket, granted);
        state_.subscribed = state_.connected && book_.complete();
        if (!request || granted) return;
        refused = "the broker refuses the subscription to '" + request->subscription.topic +
                  "'; check its access list";
        state_.last_error = refused;
    }
    log::error("no messages from a topic reason={}", refused);
}

void SessionThread::tell(std::function<void(const Handlers&)> what) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
    }
    post_([weak = weak_from_this(), what = std::move(what)] {
        const auto self = weak.lock();
        if (self && !self->quiet_) what(self->handlers_);
    });
}

}  // namespace hearth
