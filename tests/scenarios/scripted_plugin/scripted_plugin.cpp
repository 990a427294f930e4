// The scripted plugin: a plugin on the plain C border that does what a scenario says. With it a
// scenario can let a training give exactly 0.79 against 0.80, hang, fail, or serve a version that
// is right four times out of five. It is a test's tool: nothing of it is installed.
#include <cstring>
#include <exception>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "scenarios/scripted_plugin/script.hpp"
#include "scenarios/scripted_plugin/scripted_training.hpp"
#include "sdk/hearth_plugin.h"

struct hearth_model {
    const hearth_host* host = nullptr;
    hearth::Json answers = hearth::Json::object();
    bool fallback = true;
    std::int64_t rows = 0;
    std::string data_folder;
    std::map<std::string, hearth::Json> context;  // what it was told of the home, by label
    std::string last_reply;
};

namespace {

using namespace hearth;

void put(hearth_buffer* buffer, const std::string& text) {
    if (buffer == nullptr) return;
    buffer->size = text.size();
    if (buffer->data != nullptr)
        std::memcpy(buffer->data, text.data(), std::min(buffer->capacity, text.size()));
}

hearth_status reply(hearth_model* model, const Json& answer, hearth_buffer* buffer) {
    model->last_reply = dump_json(answer);
    buffer->size = model->last_reply.size();
    if (buffer->capacity < model->last_reply.size()) return HEARTH_BUFFER_TOO_SMALL;
    put(buffer, model->last_reply);
    return HEARTH_OK;
}

// Nothing is thrown across the border.
template <typename Work>
hearth_status guarded(hearth_buffer* error, Work work) {
    try {
        return work();
    } catch (const std::exception& failure) {
        put(error, failure.what());
        return HEARTH_FAILED;
    }
}

hearth_status create(const hearth_host* host, hearth_model** model, hearth_buffer*) {
    *model = new hearth_model;
    (*model)->host = host;
    return HEARTH_OK;
}

void destroy(hearth_model* model) { delete model; }

hearth_status train(hearth_model* model, const char* request, size_t length, hearth_buffer* result,
                    hearth_buffer* error) {
    return guarded(error, [&] {
        const hearth_host& host = *model->host;
        const auto trained =
            scripted::train(*parse_json({request, length}),
                            {[&](const Json& progress) {
                                 const std::string text = dump_json(progress);
                                 host.progress(host.context, text.data(), text.size());
                             },
                             [&] { return host.is_cancelled(host.context) != 0; }});
        if (trained) return reply(model, *trained, result);
        put(error, trained.error().text);
        return trained.error().code == ErrorCode::kCancelled ? HEARTH_CANCELLED : HEARTH_FAILED;
    });
}

// A row that is context of the home: the last word on its label counts.
void note(hearth_model* model, const Json& row) {
    const Json features = row.value("f", Json::object());
    if (features.contains("row")) model->context[json_string(row, "y").value_or("")] = features;
}

void read_dataset(hearth_model* model, const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    model->context.clear();
    while (std::getline(file, line))
        if (const auto row = parse_json(line)) note(model, *row);
}

hearth_status open(hearth_model* model, const char* request, size_t length, hearth_buffer* answer,
                   hearth_buffer* error) {
    return guarded(error, [&] {
        const Json wanted = *parse_json({request, length});
        const auto weights = json_string(wanted, "weights");
        model->fallback = !weights;
        const std::string dataset = json_string(wanted, "dataset").value_or("");
        model->data_folder = scripted::folder_above(dataset, 1);
        read_dataset(model, dataset);
        model->answers = weights ? scripted::read_object(*weights).value("answers", Json::object())
                                 : scripted::read_script(model->data_folder)
                                       .value("fallback_answers", Json::object());
        return reply(model, {{"fallback", model->fallback}, {"rows", 0}}, answer);
    });
}

hearth_status observe(hearth_model* model, const char* row, size_t length, hearth_buffer* error) {
    return guarded(error, [&] {
        ++model->rows;
        note(model, *parse_json({row, length}));
        return HEARTH_OK;
    });
}

// What the scenario wants it to have found out, and what it was told of the home.
hearth_status explain(hearth_model* model, const char*, size_t, hearth_buffer* explanation,
                      hearth_buffer* error) {
    return guarded(error, [&] {
        Json out = scripted::read_script(model->data_folder).value("explain", Json::object());
        out["context"] = model->context;
        out["observed"] = model->rows;
        return reply(model, out, explanation);
    });
}

hearth_status predict(hearth_model* model, const char*, size_t, hearth_buffer* prediction,
                      hearth_buffer* error) {
    return guarded(error, [&] {
        Json items = Json::array();
        for (const auto& [label, probability] : model->answers.items())
            items.push_back({{"label", label}, {"probability", probability}});
        return reply(model,
                     {{"kind", "next_action"},
                      {"items", items},
                      {"fallback", model->fallback},
                      {"method", "script"},
                      {"rows", model->rows}},
                     prediction);
    });
}

hearth_status last_reply(hearth_model* model, hearth_buffer* buffer) {
    put(buffer, model->last_reply);
    return HEARTH_OK;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry(void) {
    static const hearth_plugin table{HEARTH_PLUGIN_ABI_VERSION,
                                     sizeof(hearth_plugin),
                                     HEARTH_SCRIPTED_NAME,
                                     "1.0.0",
                                     create,
                                     destroy,
                                     train,
                                     open,
                                     observe,
                                     predict,
                                     explain,
                                     last_reply,
                                     nullptr};
    return &table;
}
