// One model of a plugin, as the worker uses it: JSON in, JSON or an error with a status out.
#pragma once

#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "sdk/hearth_plugin.h"

namespace hearth::worker {

// The word of a status in messages, such as "ok" or "bad_input".
const char* to_string(hearth_status status);

// The members "status" and "error" of an answer, and the plugin's reply when all went well.
struct Answer {
    hearth_status status = HEARTH_OK;
    std::string error;
    Json reply;
};

class PluginModel {
public:
    // Both must outlive the model. kInternal with the plugin's own words when it cannot be made.
    static Result<PluginModel> create(const hearth_plugin& plugin, const hearth_host* host);
    PluginModel(PluginModel&& other) noexcept;
    PluginModel& operator=(PluginModel&&) = delete;
    ~PluginModel();

    Answer train(const Json& request) { return call(plugin_->train, request); }
    Answer open(const Json& request) { return call(plugin_->open, request); }
    Answer predict(const Json& request) { return call(plugin_->predict, request); }
    // bad_input for a plugin without it.
    Answer explain(const Json& request);
    // bad_input for a plugin without it, or one built before it was added.
    Answer evaluate(const Json& request);
    Answer observe(const Json& sample);

private:
    using Function = hearth_status (*)(hearth_model*, const char*, std::size_t, hearth_buffer*,
                                       hearth_buffer*);
    PluginModel(const hearth_plugin& plugin, hearth_model* model)
        : plugin_(&plugin), model_(model) {}
    Answer call(Function function, const Json& request);

    const hearth_plugin* plugin_;
    hearth_model* model_;
};

}  // namespace hearth::worker
