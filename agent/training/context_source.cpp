#include "training/context_source.hpp"

#include <unordered_set>
#include <utility>

#include "core/hash.hpp"

namespace hearth::training {

namespace {

// A row that says something else about the same thing has the same identity.
std::string identity_of(const ContextRow& row) {
    const bool is_verdict = row.kind == "suggestions";
    return content_key({row.kind, row.label, is_verdict ? row.features : std::string()});
}

}  // namespace

Sample sample_of(const ContextRow& row, const std::string& kind, bool simulated) {
    Sample out;
    out.kind = kind;
    out.time_us = row.time_us;
    out.label = row.label;
    if (auto features = parse_json(row.features)) out.features = std::move(*features);
    out.target = false;
    out.source = simulated ? SampleSource::kSimulated : SampleSource::kLive;
    return out;
}

ContextDigests digests_of(const ContextRows& rows) {
    ContextDigests out;
    for (const ContextRow& row : rows) out[identity_of(row)] = content_key({row.features});
    return out;
}

ContextChange change_since(const ContextDigests& told, ContextRows now) {
    ContextChange out;
    std::unordered_set<std::string> known;
    for (ContextRow& row : now) {
        const auto before = told.find(identity_of(row));
        if (before != told.end()) known.insert(before->first);
        if (before == told.end() || before->second != content_key({row.features}))
            out.rows.push_back(std::move(row));
    }
    out.gone = known.size() < told.size();
    return out;
}

}  // namespace hearth::training
