#include "ingest/ingest.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/log.hpp"
#include "core/utf8.hpp"

namespace hearth::ingest {

namespace {

constexpr const char* kProcessedKey = "ingest.processed_id";
constexpr const char* kStreamTimesKey = "ingest.stream_sends_times";
constexpr auto kRetryPause = std::chrono::seconds(1);
// How long after a connect the broker may take to begin sending what it still has.
constexpr auto kRedelivery = std::chrono::seconds(1);

std::int64_t to_integer(const std::optional<std::string>& text) {
    std::int64_t value = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), value);
    return value;
}

}  // namespace

Ingest::Ingest(asio::io_context& loop, const Clock& clock, store::Store& store,
               Interpreter interpreter, ChangeRecorder recorder, ZigbeeMemory zigbee,
               IngestOptions options, IngestHandlers handlers)
    : loop_(loop),
      clock_(clock),
      store_(store),
      interpreter_(std::move(interpreter)),
      recorder_(std::move(recorder)),
      zigbee_(std::move(zigbee)),
      options_(options),
      handlers_(std::move(handlers)),
      known_states_(store),
      assembler_(options.assembler, known_states_),
      stream_clock_(clock),
      timer_(loop),
      redelivery_timer_(loop),
      burst_timer_(loop) {}

Status Ingest::start(std::int64_t last_received) {
    const auto cursor = store_.cursor().get();
    if (!cursor) return cursor.error();
    const auto processed = store_.meta().get(kProcessedKey);
    if (!processed) return processed.error();
    position_ = *cursor;
    processed_ = std::max(position_, to_integer(*processed));
    const auto stream = store_.meta().get(kStreamTimesKey);
    if (!stream) return stream.error();
    if (stream->has_value()) assembler_.assume_stream_sends_times();
    stream_remembered_ = stream->has_value();
    assembler_.set_interrupted_through(last_received);
    return zigbee_.restore();
}

void Ingest::stop() {
    stopped_ = true;
    timer_.cancel();
    redelivery_timer_.cancel();
    burst_timer_.cancel();
}

void Ingest::broker_connected() {
    redelivery_timer_.expires_after(kRedelivery);
    redelivery_timer_.async_wait([this](const boost::system::error_code& failed) {
        if (failed) return;
        stream_clock_.flow();
        schedule();
    });
}

void Ingest::broker_lost(std::int64_t last_received) {
    assembler_.set_interrupted_through(last_received);
    redelivery_timer_.cancel();
    stream_clock_.hold();
}

void Ingest::wake() { schedule(); }

void Ingest::schedule() {
    if (scheduled_ || stopped_) return;
    scheduled_ = true;
    asio::post(loop_, [this] {
        scheduled_ = false;
        if (!stopped_) process();
    });
}

// Nothing else is processed meanwhile: what wakes the ingest finds it scheduled.
void Ingest::put_off(TimeUs pause) {
    scheduled_ = true;
    burst_timer_.expires_after(std::chrono::microseconds(pause));
    burst_timer_.async_wait([this](const boost::system::error_code& failed) {
        scheduled_ = false;
        if (!failed && !stopped_) process();
    });
}

void Ingest::process() {
    const std::int64_t newest = position_ + store_.inbox().waiting(position_);
    if (const TimeUs pause = burst_.pause(newest, clock_.steady_us()); pause > 0)
        return put_off(pause);
    if (handlers_.before_read) handlers_.before_read();
    const TimeUs read_us = stream_clock_.now();
    const auto messages = store_.inbox().read_after(position_, options_.batch_rows);
    if (!messages) return after_failure(messages.error());
    const bool is_all = static_cast<int>(messages->size()) < options_.batch_rows;
    const bool due =
        assembler_.next_deadline().value_or(stream_clock_.now() + 1) <= stream_clock_.now();
    if (messages->empty() && !due) return wait_for_deadline();

    auto transaction = store::Transaction::begin(store_.database());
    if (!transaction) return after_failure(transaction.error());
    if (const Status done = process_batch(*messages, is_all ? read_us : caught_up_us_); !done)
        return after_failure(done.error());
    auto samples = recorder_.samples().take_new_samples();
    if (!samples) return after_failure(samples.error());
    if (const Status committed = transaction->commit(); !committed)
        return after_failure(committed.error());

    if (!messages->empty()) position_ = messages->back().inbox_id;
    processed_ = std::max(processed_, position_);
    trouble_.clear();
    after_commit(*samples, messages->empty() ? clock_.wall_us() : messages->back().received_us);
    if (messages->empty())
        wait_for_deadline();
    else
        schedule();  // other work of the loop comes in between
}

Status Ingest::process_batch(const std::vector<InboundMessage>& messages, TimeUs caught_up_us) {
    for (const InboundMessage& message : messages) {
        if (Status done = process_message(message); !done) return done;
        if (Status done = record_ready(); !done) return done;
        // What is read again after a restart was counted before it.
        if (Status done = count_repetitions(message.inbox_id > processed_); !done) return done;
    }
    caught_up_us_ = caught_up_us;
    if (Status done = record_ready(); !done) return done;
    if (Status done = count_repetitions(true); !done) return done;
    if (Status done = remember_stream(); !done) return done;
    return store_position(messages.empty() ? position_ : messages.back().inbox_id);
}

Status Ingest::count_repetitions(bool are_new) {
    const std::uint64_t seen = assembler_.counters().duplicates;
    const std::uint64_t repeated = seen - std::exchange(repetitions_seen_, seen);
    if (!are_new || repeated == 0) return {};
    return store_.counters().add(store::counter::kEventsDuplicate,
                                 static_cast<std::int64_t>(repeated));
}

Status Ingest::process_message(const InboundMessage& message) {
    if (handlers_.is_own_topic(message.topic)) {
        if (message.inbox_id <= processed_) return {};
        own_messages_.push_back(message);
        return handlers_.record_own ? handlers_.record_own(message) : Status();
    }
    for (const Fact& fact : interpreter_.interpret(message))
        if (Status done = process_fact(fact, message); !done) return done;
    return {};
}

Status Ingest::process_fact(const Fact& fact, const InboundMessage& message) {
    switch (fact.kind) {
        case FactKind::kQuarantined: return quarantine(fact, message);
        case FactKind::kIgnored:
            return message.inbox_id > processed_
                       ? store_.counters().add("messages.ignored." + fact.reason_code)
                       : Status();
        case FactKind::kAvailability:
            if (message.inbox_id > processed_) home_assistant_ = fact.state == "online";
            return recorder_.record_event(fact, message.received_us);
        case FactKind::kEvent:
            if (Status done = zigbee_.note(fact, message.received_us); !done) return done;
            return recorder_.record_event(fact, message.received_us);
        default: assembler_.add(fact, message, stream_clock_.now()); return {};
    }
}

Status Ingest::quarantine(const Fact& fact, const InboundMessage& message) {
    if (message.inbox_id <= processed_) return {};  // kept before the restart
    log::warn("message quarantined topic={} reason={}", utf8_excerpt(message.topic, 200),
              fact.reason_code);
    return store_.quarantine().add(message.topic, fact.reason_code, fact.reason, message.payload,
                                   message.received_us);
}

Status Ingest::record_ready() {
    for (StateChange& change : assembler_.take_ready(caught_up_us_))
        if (Status done = recorder_.record(std::move(change)); !done) return done;
    for (const AttributeUpdate& update : assembler_.take_attribute_updates())
        if (Status done = recorder_.record_attribute(update); !done) return done;
    return {};
}

// A process that begins anew must know it before the first redelivered message.
Status Ingest::remember_stream() {
    if (stream_remembered_ || !assembler_.stream_sends_times()) return {};
    stream_remembered_ = true;
    return store_.meta().set(kStreamTimesKey, "yes");
}

Status Ingest::store_position(std::int64_t last_read) {
    const auto pending = assembler_.lowest_pending_inbox_id();
    const std::int64_t cursor = pending ? std::min(last_read, *pending - 1) : last_read;
    const auto stored = store_.cursor().get();
    if (!stored) return stored.error();
    // Messages read again after a restart may hold back a cursor that has gone on already.
    if (cursor > *stored)
        if (Status done = store_.cursor().advance(cursor); !done) return done;
    return last_read > processed_ ? store_.meta().set(kProcessedKey, std::to_string(last_read))
                                  : Status();
}

void Ingest::after_commit(const std::vector<Sample>& samples, TimeUs received_us) {
    if (!samples.empty() && handlers_.on_samples) handlers_.on_samples(samples, received_us);
    for (const InboundMessage& message : std::exchange(own_messages_, {}))
        handlers_.on_own(message);
    if (const auto online = std::exchange(home_assistant_, {}))
        if (handlers_.on_home_assistant) handlers_.on_home_assistant(*online);
    if (handlers_.on_batch) handlers_.on_batch();
}

// Nothing of the batch was stored: forget what it left in memory and read it again a little later.
void Ingest::after_failure(const Error& error) {
    log::error("cannot process the inbox, trying again error=\"{}\"", error.text);
    trouble_ = error.text;
    recorder_.forget_uncommitted();
    own_messages_.clear();
    home_assistant_.reset();
    assembler_.reset();
    repetitions_seen_ = assembler_.counters().duplicates;
    if (const auto cursor = store_.cursor().get()) position_ = *cursor;
    timer_.expires_after(kRetryPause);
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed && !stopped_) process();
    });
}

void Ingest::wait_for_deadline() {
    const auto deadline = assembler_.next_deadline();
    if (!deadline || stream_clock_.held()) return;
    timer_.expires_after(
        std::chrono::microseconds(std::max<TimeUs>(1, *deadline - stream_clock_.now())));
    timer_.async_wait([this](const boost::system::error_code& failed) {
        if (!failed) schedule();
    });
}

}  // namespace hearth::ingest
