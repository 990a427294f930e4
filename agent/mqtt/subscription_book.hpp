// Which topics the broker should send and which it should stop sending, and how far the broker has
// confirmed that. Not thread-safe; the session guards it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mqtt/broker_session.hpp"

namespace hearth {

class SubscriptionBook {
public:
    struct Request {
        std::uintptr_t ticket = 0;  // names the request in the broker's answer
        Subscription subscription;
        bool unsubscribe = false;
    };

    // The complete list; what a former list had beyond it is to be unsubscribed.
    void want(std::vector<Subscription> subscriptions);
    // Topics to be unsubscribed unless they are wanted.
    void forget(const std::vector<std::string>& topics);
    // A new connection: everything has to be asked for again.
    void restart();

    bool has_requests() const { return !to_send_.empty(); }
    // What has to be sent now; each request is given out once.
    std::vector<Request> take_requests();
    // The broker's answer. The request, or nothing when it has been overtaken by a newer one.
    std::optional<Request> answered(std::uintptr_t ticket, bool granted);
    // Everything was sent, and the broker granted it all.
    bool complete() const { return to_send_.empty() && under_way_.empty() && !refused_; }

private:
    void ask_for_everything();

    std::vector<Subscription> wanted_;
    std::set<std::string> unwanted_;
    std::vector<Request> to_send_;
    std::map<std::uintptr_t, Request> under_way_;
    std::uintptr_t last_ticket_ = 0;
    bool refused_ = false;
};

}  // namespace hearth
