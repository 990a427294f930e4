// A recorded event log as Hearth reads it, whatever file it came from: who changed, to what, when.
//
// Most logs give the wall-clock time of the home without a zone; such times stay local here and
// become UTC only where a time zone is known (protocol.hpp, replay_plan.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace hearth {

struct LogEvent {
    TimeUs local_us = 0;    // wall-clock microseconds of the log, no zone (UTC if EventLog::utc)
    std::string sensor;     // name as in the log (the label, in Hearth's own export)
    std::string entity_id;  // made from the name; always a valid entity_id, one for each sensor
    std::string state;      // "on", "off", "open", "closed", or the log's own word
    std::string group;      // events of one group belong together (a window); empty: none
    std::string part;       // "train" or "test" where the data set fixes the split; else empty
    bool target = true;     // false: context only, such as the first nine actions of a test window
};

enum class LogFormat {
    kInterval,     // start,end,sensor_id,sensor_name
    kPlace,        // start,end,location,type,place
    kEvent,        // time,sensor,state,activity
    kSmartThings,  // windows of 10 actions, 50 integers a line
    kAction,       // date time sensor action state activity, separated by blanks
    kHistory,      // entity_id,state,last_changed: Home Assistant's history export
    kColumns,      // any CSV, columns named by the user
    kDataset,      // Hearth's own export
};

// The word for a format in messages and JSON, such as "interval".
const char* to_string(LogFormat format);

struct EventLog {
    std::string path;
    LogFormat format = LogFormat::kEvent;
    std::vector<LogEvent> events;  // in order of time; equal times in order of the file
    std::size_t rows = 0;          // data rows read (one interval row may give two events)
    bool utc = false;              // the times are UTC: the file carried a zone
};

}  // namespace hearth
