#include "domain/sample.hpp"

namespace hearth {

const char* to_string(SampleSource source) {
    switch (source) {
        case SampleSource::kLive: return "live";
        case SampleSource::kImported: return "imported";
        case SampleSource::kSimulated: return "simulated";
    }
    return "live";
}

SampleSource sample_source_from_string(const std::string& word) {
    if (word == "imported") return SampleSource::kImported;
    if (word == "simulated") return SampleSource::kSimulated;
    return SampleSource::kLive;
}

}  // namespace hearth
