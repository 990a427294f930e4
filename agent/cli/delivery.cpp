#include "cli/delivery.hpp"

#include <utility>

namespace hearth::cli {

namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::seconds kLongestAbsence{60};
constexpr std::chrono::milliseconds kSlice{20};

}  // namespace

Delivery::Delivery(BrokerSession& session, asio::io_context& loop)
    : session_(session), loop_(loop), work_(loop.get_executor()), away_since_(Steady::now()) {}

Delivery::~Delivery() { session_.stop("done"); }

Handlers Delivery::handlers() {
    Handlers handlers;
    handlers.on_message = [](std::string_view, std::string_view, bool) {};
    handlers.on_connected = [this](bool) {
        connected_ = true;
        send_waiting();
    };
    handlers.on_lost = [this](const std::string& reason) { on_lost(reason); };
    handlers.on_delivered = [this](std::int64_t id) {
        if (unconfirmed_.erase(id) > 0) ++delivered_;
    };
    return handlers;
}

Status Delivery::connect(std::chrono::milliseconds timeout) {
    if (Status started = session_.start(handlers()); !started) return started;
    const auto end = Steady::now() + timeout;
    while (!connected_ && Steady::now() < end) run_for(kSlice);
    if (connected_) return {};
    const SessionState state = session_.state();
    return Error{ErrorCode::kUnavailable,
                 "no connection to the broker " + state.broker +
                     (state.last_error.empty() ? "" : ": " + state.last_error) +
                     "; is it running? --broker says where it is"};
}

void Delivery::submit(HaMessage message) {
    waiting_.push_back(std::move(message));
    send_waiting();
}

// What the broker has not confirmed may be lost: again from the oldest, before anything new.
void Delivery::on_lost(const std::string& reason) {
    connected_ = false;
    away_since_ = Steady::now();
    away_reason_ = reason;
    for (auto entry = unconfirmed_.rbegin(); entry != unconfirmed_.rend(); ++entry)
        waiting_.push_front(std::move(entry->second));
    unconfirmed_.clear();
}

void Delivery::send_waiting() {
    while (connected_ && !waiting_.empty() && unconfirmed_.size() < kWindow) {
        const HaMessage& message = waiting_.front();
        const auto id =
            session_.publish(message.topic, message.payload, message.qos, message.retain);
        if (!id) {
            if (id.error().code != ErrorCode::kUnavailable) failure_ = id.error();
            return;  // not connected or the queue is full: tried again at the next turn
        }
        unconfirmed_.emplace(*id, std::move(waiting_.front()));
        waiting_.pop_front();
    }
}

void Delivery::run_for(std::chrono::milliseconds time) {
    loop_.restart();
    if (time.count() > 0) loop_.run_one_for(time);
    loop_.poll();
    send_waiting();
    check_absence();
}

void Delivery::check_absence() {
    if (connected_ || failure_ || Steady::now() - away_since_ < kLongestAbsence) return;
    failure_ = Error{ErrorCode::kUnavailable, "the broker " + session_.state().broker +
                                                  " has been away for a minute: " + away_reason_};
}

}  // namespace hearth::cli
