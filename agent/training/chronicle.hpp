// The chronicle: keeps every decision of the learning loop as a row and a JSON line, and tells
// those who watch. Event loop only.
#pragma once

#include <memory>
#include <string>

#include "core/clock.hpp"
#include "core/feed.hpp"
#include "core/json_lines_log.hpp"
#include "domain/decision.hpp"
#include "store/store.hpp"

namespace hearth::training {

// As shown by every door and written to the log.
Json to_json(const Decision& decision);

class Chronicle {
public:
    // log: may be null (no file is written then).
    Chronicle(const Clock& clock, store::Store& store, Feed& feed,
              std::unique_ptr<JsonLinesLog> log)
        : clock_(clock), store_(store), feed_(feed), log_(std::move(log)) {}

    // Row, line and feed ("decision"). time_us 0: now. A store or file that fails is logged: the
    // decision holds all the same. Outside a transaction that may still be rolled back.
    void add(Decision decision);

    // The same for a decision that is of no run and no version.
    void add(const std::string& model, const char* kind, const std::string& code,
             const std::string& reason);

    // The row alone, within the transaction of what was decided; tell() follows the commit.
    Status store(Decision& decision);
    void tell(const Decision& decision);

private:
    const Clock& clock_;
    store::Store& store_;
    Feed& feed_;
    std::unique_ptr<JsonLinesLog> log_;
};

}  // namespace hearth::training
