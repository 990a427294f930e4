#include "app/broker_check.hpp"

#include "core/log.hpp"

namespace hearth::app {

namespace {
constexpr TimeUs kAskAfter = kMicrosPerSecond;  // the subscription stands by then
constexpr TimeUs kAnswerWithin = 10 * kMicrosPerSecond;
constexpr TimeUs kAskAgainAfter = 10 * kMicrosPerMinute;  // access lists are reloaded
}  // namespace

void BrokerCheck::on_connected() {
    state_ = State::kWaitingToAsk;
    due_us_ = clock_.steady_us() + kAskAfter;
}

void BrokerCheck::on_lost() {
    state_ = State::kIdle;
    confirmed_ = false;
}

void BrokerCheck::on_status(const std::string& payload, bool retained) {
    if (retained || payload != "online" || state_ != State::kWaitingForAnswer) return;
    if (!trouble_.empty()) log::info("the broker lets Hearth publish on {} again", topic_);
    trouble_.clear();
    confirmed_ = true;
    state_ = State::kWaitingToAsk;
    due_us_ = clock_.steady_us() + kAskAgainAfter;
}

void BrokerCheck::tick() {
    if (state_ == State::kIdle || clock_.steady_us() < due_us_) return;
    if (state_ == State::kWaitingToAsk) {
        publish_();
        state_ = State::kWaitingForAnswer;
        due_us_ = clock_.steady_us() + kAnswerWithin;
        return;
    }
    confirmed_ = false;
    if (trouble_.empty()) {
        trouble_ = "what Hearth publishes on " + topic_ +
                   " does not come back: the broker's access list keeps it from publishing or "
                   "from reading there, and may keep back its answers too. Compare the list with "
                   "config/mosquitto-acl.example";
        log::error("{}", trouble_);
    }
    state_ = State::kWaitingToAsk;
    due_us_ = clock_.steady_us() + kAnswerWithin;
}

}  // namespace hearth::app
