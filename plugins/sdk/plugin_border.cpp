// The C functions of every plugin: nothing but text passes, and no exception leaves.
#include <algorithm>
#include <cstring>
#include <exception>
#include <new>

#include "sdk/plugin.hpp"
#include "sdk/training_run.hpp"

// What the opaque pointer of the C border stands for.
struct hearth_model {
    std::unique_ptr<hearth::sdk::Model> model;
    hearth::sdk::Host host;
    std::optional<std::string> reply;
    bool is_open = false;
};

namespace hearth::sdk {

namespace {

constexpr std::size_t kMaxRequestBytes = 8 * 1024 * 1024;
constexpr std::size_t kMaxRequestNesting = 32;

struct Registration {
    PluginName plugin;
    ModelFactory factory = nullptr;
    Seeding seeding = nullptr;
};

// Set once by plugin_table, before any other function can be called.
Registration& registration() {
    static Registration instance;
    return instance;
}

// As much of the text as fits; `size` tells how long it is.
void put_error(hearth_buffer* buffer, std::string_view text) {
    if (buffer == nullptr) return;
    buffer->size = text.size();
    if (buffer->data != nullptr)
        std::memcpy(buffer->data, text.data(), std::min(buffer->capacity, text.size()));
}

hearth_status put_reply(hearth_buffer* buffer, const std::string& text) {
    if (buffer == nullptr) return HEARTH_BUFFER_TOO_SMALL;
    buffer->size = text.size();
    if (buffer->data == nullptr || buffer->capacity < text.size()) return HEARTH_BUFFER_TOO_SMALL;
    std::memcpy(buffer->data, text.data(), text.size());
    return HEARTH_OK;
}

// c10::Error appends a backtrace to its message.
std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// Runs `work` and turns whatever leaves it into a status with text.
template <class Work>
hearth_status guard(hearth_buffer* error, Work&& work) noexcept {
    try {
        const Status done = work();
        if (done) return HEARTH_OK;
        put_error(error, done.error().text);
        return status_of(done.error());
    } catch (const std::bad_alloc&) {
        put_error(error, "out of memory");
    } catch (const std::exception& e) {
        put_error(error, first_line(e.what()));
    } catch (...) {
        put_error(error, "unknown exception");
    }
    return HEARTH_FAILED;
}

// The same for a function that replies with JSON.
template <class Work>
hearth_status guard_reply(hearth_model* model, hearth_buffer* reply, hearth_buffer* error,
                          Work&& work) noexcept {
    model->reply.reset();
    const hearth_status status = guard(error, [&]() -> Status {
        const Result<Json> out = work();
        if (!out) return out.error();
        model->reply = dump_json(*out);
        return {};
    });
    return status == HEARTH_OK ? put_reply(reply, *model->reply) : status;
}

Result<Json> parse_request(const char* text, std::size_t length) {
    auto request = parse_json({text, length}, {kMaxRequestBytes, kMaxRequestNesting});
    if (!request) return bad_input("the request cannot be read: " + request.error().text);
    if (!request->is_object()) return bad_input("the request is no object");
    return request;
}

Status require_open(const hearth_model* model) {
    if (!model->is_open) return bad_input("the model has not been opened");
    return {};
}

hearth_status create(const hearth_host* host, hearth_model** model, hearth_buffer* error) {
    *model = nullptr;
    return guard(error, [&]() -> Status {
        if (host != nullptr && host->size < sizeof(hearth_host))
            return bad_input("the worker is older than this plugin: its hearth_host has " +
                             std::to_string(host->size) + " bytes, not " +
                             std::to_string(sizeof(hearth_host)));
        const ModelFactory factory = registration().factory;
        if (factory == nullptr) return bad_input("the plugin has not been registered");
        auto made = std::make_unique<hearth_model>();
        made->model = factory();
        made->host = Host(host);
        *model = made.release();
        return {};
    });
}

void destroy(hearth_model* model) {
    guard(nullptr, [&]() -> Status {
        delete model;
        return {};
    });
}

hearth_status train(hearth_model* model, const char* request, std::size_t length,
                    hearth_buffer* result, hearth_buffer* error) {
    return guard_reply(model, result, error, [&]() -> Result<Json> {
        const auto parsed = parse_request(request, length);
        if (!parsed) return parsed.error();
        if (const Seeding seed = registration().seeding)
            seed(static_cast<std::uint64_t>(json_integer(*parsed, "seed").value_or(0)));
        return run_training(*model->model, registration().plugin, *parsed, model->host);
    });
}

hearth_status open(hearth_model* model, const char* request, std::size_t length,
                   hearth_buffer* reply, hearth_buffer* error) {
    return guard_reply(model, reply, error, [&]() -> Result<Json> {
        const auto parsed = parse_request(request, length);
        if (!parsed) return parsed.error();
        model->is_open = false;
        if (const Seeding seed = registration().seeding) seed(0);
        auto out = open_model(*model->model, registration().plugin, *parsed, model->host);
        model->is_open = out.ok();
        return out;
    });
}

hearth_status observe(hearth_model* model, const char* sample, std::size_t length,
                      hearth_buffer* error) {
    return guard(error, [&]() -> Status {
        if (const Status ok = require_open(model); !ok) return ok;
        const auto row = parse_row({sample, length});
        if (!row) return row.error();
        return model->model->observe(*row);
    });
}

hearth_status predict(hearth_model* model, const char* request, std::size_t length,
                      hearth_buffer* prediction, hearth_buffer* error) {
    return guard_reply(model, prediction, error, [&]() -> Result<Json> {
        if (const Status ok = require_open(model); !ok) return ok.error();
        const auto json = parse_request(request, length);
        if (!json) return json.error();
        const auto parsed = parse_predict_request(*json);
        if (!parsed) return parsed.error();
        return model->model->predict(*parsed);
    });
}

hearth_status explain(hearth_model* model, const char* request, std::size_t length,
                      hearth_buffer* explanation, hearth_buffer* error) {
    return guard_reply(model, explanation, error, [&]() -> Result<Json> {
        if (const Status ok = require_open(model); !ok) return ok.error();
        const auto parsed = parse_request(request, length);
        if (!parsed) return parsed.error();
        return model->model->explain(*parsed);
    });
}

hearth_status evaluate(hearth_model* model, const char* request, std::size_t length,
                       hearth_buffer* result, hearth_buffer* error) {
    return guard_reply(model, result, error, [&]() -> Result<Json> {
        const auto parsed = parse_request(request, length);
        if (!parsed) return parsed.error();
        if (const Seeding seed = registration().seeding)
            seed(static_cast<std::uint64_t>(json_integer(*parsed, "seed").value_or(0)));
        return run_evaluation(*model->model, *parsed, model->host);
    });
}

hearth_status last_reply(hearth_model* model, hearth_buffer* reply) {
    return model->reply ? put_reply(reply, *model->reply) : HEARTH_NO_DATA;
}

}  // namespace

Result<Json> Model::explain(const Json&) { return bad_input("this plugin cannot explain itself"); }

Result<Json> Model::evaluate(const EvaluateInput&, const Host&) {
    return bad_input("this plugin has no protocol of its own to be judged by");
}

const hearth_plugin* plugin_table(const char* name, const char* version, ModelFactory factory,
                                  Seeding seeding) {
    registration() = {{name, version}, factory, seeding};
    static const hearth_plugin table{HEARTH_PLUGIN_ABI_VERSION,
                                     sizeof(hearth_plugin),
                                     name,
                                     version,
                                     create,
                                     destroy,
                                     train,
                                     open,
                                     observe,
                                     predict,
                                     explain,
                                     last_reply,
                                     evaluate};
    return &table;
}

}  // namespace hearth::sdk
