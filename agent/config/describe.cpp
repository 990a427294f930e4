#include "config/describe.hpp"

#include "config/describe_fields.hpp"
#include "config/settings_schema.hpp"

namespace hearth::config {

OrderedJson settings_as_json(const Settings& settings) {
    Settings copy = settings;
    return fields_as_json(bind(settings_table(), copy));
}

std::string describe(const Settings& settings) { return json_as_yaml(settings_as_json(settings)); }

OrderedJson settings_json_schema() {
    Settings defaults;
    OrderedJson out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", "hearth.yaml: the settings of Hearth"}};
    out.update(fields_json_schema(bind(settings_table(), defaults)));
    return out;
}

}  // namespace hearth::config
