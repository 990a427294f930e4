#include "mqtt/paho_session.hpp"

#include <utility>

#include "core/log.hpp"
#include "core/topic_filter.hpp"
#include "mqtt/session_thread.hpp"
#include "mqtt/topics.hpp"

namespace hearth {

// What is known before start(), and the thread after it.
class PahoSession::Impl {
public:
    Impl(BrokerOptions options, Post post, const Clock& clock)
        : options_(std::move(options)), post_(std::move(post)), clock_(clock) {}

    Status start(Handlers handlers) {
        if (thread_) return Error{ErrorCode::kConflict, "the MQTT session was started before"};
        if (auto status = check_options(options_); !status) return status;
        thread_ = std::make_shared<SessionThread>(options_, std::move(handlers), post_, clock_,
                                                  std::move(book_));
        thread_->start();
        return {};
    }

    void stop(const std::string& reason) {
        if (!thread_ || stopped_) return;
        stopped_ = true;
        log::info("leaving the MQTT broker reason={}", reason);
        thread_->stop();
    }

    SessionThread* running() { return stopped_ ? nullptr : thread_.get(); }
    const SessionThread* thread() const { return thread_.get(); }
    SubscriptionBook& book() { return book_; }

private:
    BrokerOptions options_;
    Post post_;
    const Clock& clock_;
    SubscriptionBook book_;  // until the thread has it
    std::shared_ptr<SessionThread> thread_;
    bool stopped_ = false;
};

PahoSession::PahoSession(BrokerOptions options, Post post, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(post), clock)) {}

PahoSession::~PahoSession() { impl_->stop("the session is taken down"); }

Status PahoSession::start(Handlers handlers) { return impl_->start(std::move(handlers)); }

void PahoSession::stop(const std::string& reason) { impl_->stop(reason); }

void PahoSession::set_subscriptions(std::vector<Subscription> subscriptions) {
    std::erase_if(subscriptions, [](const Subscription& subscription) {
        const bool usable =
            is_topic_filter(subscription.topic) && (subscription.qos == 0 || subscription.qos == 1);
        if (!usable)
            log::error("a subscription is left out: not a topic filter, or qos not 0 or 1");
        return !usable;
    });
    if (impl_->thread() == nullptr)
        impl_->book().want(std::move(subscriptions));
    else if (SessionThread* thread = impl_->running())
        thread->set_subscriptions(std::move(subscriptions));
}

void PahoSession::unsubscribe(std::vector<std::string> topics) {
    std::erase_if(topics, [](const std::string& topic) { return !is_topic_filter(topic); });
    if (impl_->thread() == nullptr)
        impl_->book().forget(topics);
    else if (SessionThread* thread = impl_->running())
        thread->unsubscribe(topics);
}

Result<std::int64_t> PahoSession::publish(std::string topic, std::string payload, int qos,
                                          bool retain) {
    if (!is_topic_name(topic))
        return Error{ErrorCode::kInvalid, "not a topic that can be published to"};
    if (qos != 0 && qos != 1)
        return Error{ErrorCode::kInvalid, "messages are published with qos 0 or 1"};
    if (payload.size() > kMaxPublishBytes)
        return Error{ErrorCode::kTooLarge, "the message has " + std::to_string(payload.size()) +
                                               " bytes; at most " +
                                               std::to_string(kMaxPublishBytes) + " are sent"};
    SessionThread* const thread = impl_->running();
    if (thread == nullptr)
        return Error{ErrorCode::kUnavailable, "not connected to the MQTT broker"};
    return thread->publish({0, std::move(topic), std::move(payload), qos, retain});
}

SessionState PahoSession::state() const {
    return impl_->thread() != nullptr ? impl_->thread()->state() : SessionState{};
}

}  // namespace hearth
