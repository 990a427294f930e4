#include "sdk/fit_options.hpp"

namespace hearth::sdk {

const char* to_string(FitStop stop) {
    switch (stop) {
        case FitStop::kAllEpochs: return "all_epochs";
        case FitStop::kEarly: return "early";
        case FitStop::kTime: return "time";
    }
    return "all_epochs";
}

FitOptions fit_options_for(const TrainInput& input, const std::string& name) {
    FitOptions out;
    out.seed = input.request.seed;
    out.max_seconds = input.request.max_seconds;
    out.checkpoint_path = input.request.output + "/checkpoint-" + name + ".safetensors";
    out.checkpoint_every_s = input.request.checkpoint_every_s;
    out.fingerprint = input.fingerprint;
    return out;
}

}  // namespace hearth::sdk
