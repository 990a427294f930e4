#include "mqtt/subscription_book.hpp"

#include <utility>

namespace hearth {

void SubscriptionBook::want(std::vector<Subscription> subscriptions) {
    for (Subscription& former : wanted_) unwanted_.insert(std::move(former.topic));
    wanted_ = std::move(subscriptions);
    for (const Subscription& wanted : wanted_) unwanted_.erase(wanted.topic);
    ask_for_everything();
}

void SubscriptionBook::forget(const std::vector<std::string>& topics) {
    unwanted_.insert(topics.begin(), topics.end());
    for (const Subscription& wanted : wanted_) unwanted_.erase(wanted.topic);
    for (const std::string& topic : topics)
        if (unwanted_.contains(topic)) to_send_.push_back({++last_ticket_, {topic, 0}, true});
}

void SubscriptionBook::restart() { ask_for_everything(); }

void SubscriptionBook::ask_for_everything() {
    to_send_.clear();
    under_way_.clear();
    refused_ = false;
    for (const std::string& topic : unwanted_)
        to_send_.push_back({++last_ticket_, {topic, 0}, true});
    for (const Subscription& wanted : wanted_) to_send_.push_back({++last_ticket_, wanted, false});
}

std::vector<SubscriptionBook::Request> SubscriptionBook::take_requests() {
    for (const Request& request : to_send_) under_way_[request.ticket] = request;
    return std::exchange(to_send_, {});
}

std::optional<SubscriptionBook::Request> SubscriptionBook::answered(std::uintptr_t ticket,
                                                                    bool granted) {
    auto found = under_way_.extract(ticket);
    if (found.empty()) return std::nullopt;
    const Request& request = found.mapped();
    if (granted && request.unsubscribe) unwanted_.erase(request.subscription.topic);
    if (!granted) refused_ = true;
    return std::move(found.mapped());
}

}  // namespace hearth
