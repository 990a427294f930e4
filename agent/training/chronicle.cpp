#include "training/chronicle.hpp"

#include "core/iso_time.hpp"
#include "core/log.hpp"

namespace hearth::training {

Json to_json(const Decision& decision) {
    Json out = {{"time", format_iso_time(decision.time_us)},
                {"model", decision.model},
                {"kind", decision.kind},
                {"code", decision.code},
                {"reason", decision.reason}};
    if (!decision.run_id.empty()) out["run"] = decision.run_id;
    if (decision.version) out["version"] = *decision.version;
    if (!decision.details.empty()) out["details"] = decision.details;
    return out;
}

void Chronicle::add(Decision decision) {
    if (const Status stored = store(decision); !stored)
        log::error("cannot store a decision model={} kind={} error=\"{}\"", decision.model,
                   decision.kind, stored.error().text);
    tell(decision);
}

void Chronicle::add(const std::string& model, const char* kind, const std::string& code,
                    const std::string& reason) {
    Decision decision;
    decision.model = model;
    decision.kind = kind;
    decision.code = code;
    decision.reason = reason;
    add(std::move(decision));
}

Status Chronicle::store(Decision& decision) {
    if (decision.time_us == 0) decision.time_us = clock_.wall_us();
    return store_.decisions().add(decision);
}

void Chronicle::tell(const Decision& decision) {
    log::info("decided model={} kind={} code={} reason=\"{}\"", decision.model, decision.kind,
              decision.code, decision.reason);
    const Json line = to_json(decision);
    if (log_)
        if (const Status written = log_->add(line); !written)
            log::warn("cannot write the learning log error=\"{}\"", written.error().text);
    feed_.publish("chronicle", line);
}

}  // namespace hearth::training
