#include "recording/log_event.hpp"

namespace hearth {

const char* to_string(LogFormat format) {
    switch (format) {
        case LogFormat::kInterval: return "interval";
        case LogFormat::kPlace: return "place";
        case LogFormat::kEvent: return "event";
        case LogFormat::kSmartThings: return "smartthings";
        case LogFormat::kAction: return "action";
        case LogFormat::kHistory: return "history";
        case LogFormat::kColumns: return "columns";
        case LogFormat::kDataset: return "dataset";
    }
    return "event";
}

}  // namespace hearth
