#include "store/codes.hpp"

namespace hearth::store {

std::int64_t code_of(Origin origin) {
    switch (origin) {
        case Origin::kUnknown: return 0;
        case Origin::kUser: return 1;
        case Origin::kAutomation: return 2;
        case Origin::kDevice: return 3;
        case Origin::kRestart: return 4;
    }
    return 0;
}

std::int64_t code_of(SourceKind source) {
    switch (source) {
        case SourceKind::kPlainJson: return 0;
        case SourceKind::kStatestream: return 1;
        case SourceKind::kEventstream: return 2;
        case SourceKind::kZigbee2Mqtt: return 3;
        case SourceKind::kMapped: return 4;
    }
    return 0;
}

std::int64_t code_of(SampleSource source) {
    switch (source) {
        case SampleSource::kLive: return 0;
        case SampleSource::kImported: return 1;
        case SampleSource::kSimulated: return 2;
    }
    return 2;
}

Origin origin_of_code(std::int64_t code) {
    switch (code) {
        case 1: return Origin::kUser;
        case 2: return Origin::kAutomation;
        case 3: return Origin::kDevice;
        case 4: return Origin::kRestart;
        default: return Origin::kUnknown;
    }
}

SourceKind source_of_code(std::int64_t code) {
    switch (code) {
        case 1: return SourceKind::kStatestream;
        case 2: return SourceKind::kEventstream;
        case 3: return SourceKind::kZigbee2Mqtt;
        case 4: return SourceKind::kMapped;
        default: return SourceKind::kPlainJson;
    }
}

SampleSource sample_source_of_code(std::int64_t code) {
    switch (code) {
        case 0: return SampleSource::kLive;
        case 1: return SampleSource::kImported;
        default: return SampleSource::kSimulated;
    }
}

}  // namespace hearth::store
