// Rows of context for the datasets of models that ask for them (`samples.with` in the manifest):
// what is known of the home besides what happened in it. Each is of one kind, "entities",
// "automations" or "suggestions" (docs/plugin-guide.md, section 3).
//
// The training room states what it needs; whoever knows the home implements it.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/sample.hpp"

namespace hearth::training {

// Features as text: thousands of rows are held at once, and text takes a fifth of the room.
struct ContextRow {
    std::string kind;      // of the three
    TimeUs time_us = 0;    // since when it is so
    std::string label;     // "light.hall", "automation.x", "binary_sensor.a>light.hall"
    std::string features;  // JSON, an object
};
using ContextRows = std::vector<ContextRow>;

class ContextSource {
public:
    using OnRows = std::function<void(Result<ContextRows>)>;

    virtual ~ContextSource() = default;
    // on_rows follows once, on the loop; until then the loop is never kept long. In no order.
    virtual void read(const std::vector<std::string>& kinds, OnRows on_rows) = 0;
};

// The row as a sample that is no target.
Sample sample_of(const ContextRow& row, const std::string& kind, bool simulated);

// What a worker has been told: the row's identity to what it says.
using ContextDigests = std::unordered_map<std::string, std::string>;
ContextDigests digests_of(const ContextRows& rows);

struct ContextChange {
    ContextRows rows;   // new, or they say something else now
    bool gone = false;  // one is not there any more
};
// What is different now from what was told.
ContextChange change_since(const ContextDigests& told, ContextRows now);

}  // namespace hearth::training
