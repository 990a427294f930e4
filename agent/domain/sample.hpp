// A sample: one thing that a model can learn from, with where it came from and how much it is
// trusted.
#pragma once

#include <cstdint>
#include <string>

#include "core/clock.hpp"
#include "core/json.hpp"

namespace hearth {

enum class SampleSource { kLive, kImported, kSimulated };

const char* to_string(SampleSource source);
SampleSource sample_source_from_string(const std::string& word);  // kLive for an unknown word

struct Sample {
    std::int64_t id = 0;        // 0 until stored
    std::string kind;           // such as "interaction"; manifests name the kinds they learn from
    std::string distinct_key;   // raw bytes; two samples with the same key are the same sample
    std::int64_t event_id = 0;  // the event it was made of; 0 if imported
    TimeUs time_us = 0;         // when it happened (not when it arrived)
    Json features;      // object, meaning set by the kind; interaction: {"entity","state","origin"}
    std::string label;  // interaction: "light.kitchen=on"
    bool target = true;  // may be what a model has to predict; false: context only
    double weight = 1;
    double confidence = 1;  // 0 to 1: how sure we are that it says what it seems to say
    SampleSource source = SampleSource::kLive;
    std::string group;  // samples of one group never straddle a split; empty: a group of its own
    std::string part;   // "train" or "test" where the data set fixes the split; else empty
};

}  // namespace hearth
