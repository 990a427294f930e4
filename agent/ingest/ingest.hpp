// The ingest: reads the inbox on the event loop, in order, and turns messages into events, samples
// and counters.
//
// Each batch is one transaction: what it stores, what it counts and how far it read commit
// together, so that a crash can neither lose nor count twice. A change that is still waiting for
// more messages holds the cursor back; what lies between the cursor and the last processed message
// is read again after a restart and recognised by its change key.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/asio.hpp"
#include "core/clock.hpp"
#include "domain/message.hpp"
#include "domain/sample.hpp"
#include "home/change_assembler.hpp"
#include "home/interpreter.hpp"
#include "ingest/burst_rule.hpp"
#include "ingest/change_recorder.hpp"
#include "ingest/store_known_states.hpp"
#include "ingest/stream_clock.hpp"
#include "ingest/zigbee_memory.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

struct IngestOptions {
    int batch_rows = 500;
    AssemblerOptions assembler;
};

struct IngestHandlers {
    // True for a topic that is Hearth's own (commands): such a message goes to on_own and is not
    // interpreted.
    std::function<bool(const std::string& topic)> is_own_topic;
    std::function<void(const InboundMessage&)> on_own;
    // Before that, inside the batch's transaction: what must be stored of it, once whatever
    // happens. Errors are the store's: the batch is tried again.
    std::function<Status(const InboundMessage&)> record_own;
    // After the commit: samples that were new, in order of arrival; those of a pause among them are
    // context only and not stored. received_us: of the newest message in the batch.
    std::function<void(const std::vector<Sample>&, TimeUs received_us)> on_samples;
    // After each batch.
    std::function<void()> on_batch;
    // Home Assistant said that it has come (true) or goes.
    std::function<void(bool online)> on_home_assistant;
    // The inbox is about to be read: only what comes from now on need call wake(). Not called while
    // processing steps back, so that a burst does not wake the loop once a message.
    std::function<void()> before_read;
};

class Ingest {
public:
    Ingest(asio::io_context& loop, const Clock& clock, store::Store& store, Interpreter interpreter,
           ChangeRecorder recorder, ZigbeeMemory zigbee, IngestOptions options,
           IngestHandlers handlers);

    // Reads where the last process stopped. Call once; then wake() for what is in the inbox
    // already.
    // last_received: the newest message in the inbox before the broker is connected.
    Status start(std::int64_t last_received);
    void stop();
    // Before start: as ChangeRecorder has it.
    Status recall_recent(TimeUs now_us) { return recorder_.recall_recent(now_us); }

    // The filters of the models that samples are counted for, from now on.
    void set_models(std::map<std::string, SampleFilter> models) {
        recorder_.set_models(std::move(models));
    }

    // There may be something new. Event loop.
    void wake();

    // Messages come in, or do not: while the broker is away, no change is taken for complete for
    // lack of a message. Held until the first broker_connected().
    void broker_connected();
    void broker_lost(std::int64_t last_received);

    // Id of the last message that was read.
    std::int64_t position() const { return position_; }
    // Why processing stands still; empty while it works.
    const std::string& trouble() const { return trouble_; }

private:
    void process();
    Status process_batch(const std::vector<InboundMessage>& messages, TimeUs caught_up_us);
    Status process_message(const InboundMessage& message);
    Status process_fact(const Fact& fact, const InboundMessage& message);
    Status count_repetitions(bool are_new);
    Status quarantine(const Fact& fact, const InboundMessage& message);
    Status record_ready();
    Status store_position(std::int64_t last_read);
    void after_commit(const std::vector<Sample>& samples, TimeUs received_us);
    void after_failure(const Error& error);
    void schedule();
    void put_off(TimeUs pause);
    void wait_for_deadline();
    Status remember_stream();

    asio::io_context& loop_;
    const Clock& clock_;
    store::Store& store_;
    Interpreter interpreter_;
    ChangeRecorder recorder_;
    ZigbeeMemory zigbee_;
    IngestOptions options_;
    IngestHandlers handlers_;
    StoreKnownStates known_states_;
    ChangeAssembler assembler_;
    StreamClock stream_clock_;
    // Of the stream's clock: everything that had come until then is processed. What a change waits
    // for may lie in the inbox already: on a slow machine time alone must not end the wait.
    TimeUs caught_up_us_ = 0;
    BurstRule burst_;
    asio::steady_timer timer_, redelivery_timer_, burst_timer_;
    std::int64_t position_ = 0;  // read and, but for pending changes, stored
    std::int64_t processed_ =
        0;  // facts other than changes are done up to here; survives a restart
    std::uint64_t repetitions_seen_ = 0;  // of the assembler's
    std::vector<InboundMessage> own_messages_;
    std::optional<bool> home_assistant_;  // what it said last in this batch
    std::string trouble_;
    bool stream_remembered_ = false;
    bool scheduled_ = false;
    bool stopped_ = false;
};

}  // namespace hearth::ingest
