// A decision about one version of a model.
#pragma once

#include <string>

#include "domain/decision.hpp"

namespace hearth::training {

inline Decision version_decision(const std::string& model, const char* kind, std::string code,
                                 std::string reason, std::int64_t version) {
    Decision out;
    out.model = model;
    out.kind = kind;
    out.code = std::move(code);
    out.reason = std::move(reason);
    out.version = version;
    return out;
}

}  // namespace hearth::training
