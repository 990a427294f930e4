#include "app/outbox_sender.hpp"

#include "core/log.hpp"

namespace hearth::app {

namespace {
constexpr int kAtOnce = 100;
}

void OutboxSender::send(const std::string& topic, const std::string& payload, bool retain) {
    if (const auto added = store_.outbox().add(topic, payload, 1, retain); !added) {
        log::error("a message cannot be kept in the outbox topic={} error=\"{}\"", topic,
                   added.error().text);
        if (const auto tried = broker_.publish(topic, payload, 1, retain); !tried)
            log::error("and it cannot be sent either error=\"{}\"", tried.error().text);
        return;
    }
    send_pending();
}

void OutboxSender::send_pending() {
    while (broker_.state().connected) {
        const auto messages = store_.outbox().pending(kAtOnce, last_sent_);
        if (!messages)
            return log::error("cannot read the outbox error=\"{}\"", messages.error().text);
        for (const store::OutboundMessage& message : *messages) {
            const auto sent =
                broker_.publish(message.topic, message.payload, message.qos, message.retain);
            if (!sent && sent.error().code == ErrorCode::kUnavailable)
                return;  // on_connected comes back to it
            if (sent)
                sent_[*sent] = message.id;
            else if (!store_.outbox().delivered(message.id))
                return;  // can never be sent: dropped with a word
            if (!sent)
                log::error("a message cannot be sent topic={} error=\"{}\"", message.topic,
                           sent.error().text);
            last_sent_ = message.id;
        }
        if (messages->size() < kAtOnce) return;
    }
}

void OutboxSender::on_connected() {
    last_sent_ = 0;
    sent_.clear();
    send_pending();
}

void OutboxSender::on_lost() { sent_.clear(); }

void OutboxSender::on_delivered(std::int64_t publish_id) {
    const auto found = sent_.find(publish_id);
    if (found == sent_.end()) return;
    if (const Status done = store_.outbox().delivered(found->second); !done)
        log::error("cannot clear a message from the outbox error=\"{}\"", done.error().text);
    sent_.erase(found);
}

}  // namespace hearth::app
