#include "recording/dataset_log.hpp"

#include <utility>

#include "core/json.hpp"
#include "recording/dataset_file.hpp"

namespace hearth {

namespace {

LogEvent event_of(const Sample& sample, EntityNames& names) {
    const std::string state_of_label = sample.label.find('=') == std::string::npos
                                           ? "on"
                                           : sample.label.substr(sample.label.find('=') + 1);
    const std::string entity_of_label = sample.label.substr(0, sample.label.find('='));
    const std::string entity = json_string(sample.features, "entity").value_or(entity_of_label);
    LogEvent event;
    event.local_us = sample.time_us;
    event.sensor = sample.label;
    event.entity_id = names.entity_id(entity, entity);
    event.state = json_string(sample.features, "state").value_or(state_of_label);
    event.group = sample.group;
    event.part = sample.part;
    event.target = sample.target;
    return event;
}

}  // namespace

Status read_dataset_log(const std::string& path, LogBuilder& builder) {
    auto reader = DatasetReader::open(path);
    if (!reader) return reader.error();
    builder.log().utc = true;
    for (;;) {
        const auto sample = reader->next();
        if (!sample) return sample.error();
        if (!*sample) return {};
        if (Status ok = builder.count_row(); !ok) return ok;
        builder.add(event_of(**sample, builder.names()));
    }
}

}  // namespace hearth
