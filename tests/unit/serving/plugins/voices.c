/* A model whose versions answer with their own number: version 2 expects "light.v2=on", the
 * fallback "light.v0=on". After a row that says "deaf", version 2 fails. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sdk/hearth_plugin.h"

struct hearth_model {
    int version; /* 0: the fallback */
    int deaf;
    int observed; /* rows since it was opened */
    char reply[512];
};

/* 1 when the text, which is not terminated, has this word. */
static int has(const char* text, size_t length, const char* word) {
    return memmem(text, length, word, strlen(word)) != NULL;
}

static hearth_status give(hearth_model* model, hearth_buffer* reply) {
    reply->size = strlen(model->reply);
    if (reply->capacity < reply->size) return HEARTH_BUFFER_TOO_SMALL;
    memcpy(reply->data, model->reply, reply->size);
    return HEARTH_OK;
}

static hearth_status create(const hearth_host* host, hearth_model** model, hearth_buffer* error) {
    (void)host;
    (void)error;
    *model = calloc(1, sizeof(hearth_model));
    return HEARTH_OK;
}

static void destroy(hearth_model* model) { free(model); }

static hearth_status train(hearth_model* model, const char* request, size_t length,
                           hearth_buffer* result, hearth_buffer* error) {
    (void)model, (void)request, (void)length, (void)result, (void)error;
    return HEARTH_NO_DATA;
}

/* The version is the digit before ".safetensors". */
static hearth_status open_model(hearth_model* model, const char* request, size_t length,
                                hearth_buffer* reply, hearth_buffer* error) {
    (void)error;
    const char* name = memmem(request, length, ".safetensors", 12);
    model->version = name ? name[-1] - '0' : 0;
    snprintf(model->reply, sizeof model->reply, "{\"fallback\":%s,\"rows\":0}",
             model->version ? "false" : "true");
    return give(model, reply);
}

static hearth_status observe(hearth_model* model, const char* sample, size_t length,
                             hearth_buffer* error) {
    (void)error;
    ++model->observed;
    model->deaf = has(sample, length, "deaf") && model->version == 2;
    return HEARTH_OK;
}

static hearth_status predict(hearth_model* model, const char* request, size_t length,
                             hearth_buffer* prediction, hearth_buffer* error) {
    if (model->deaf) {
        error->size = 0;
        return HEARTH_FAILED;
    }
    const int beside = model->version && has(request, length, "\"beside\":true");
    snprintf(
        model->reply, sizeof model->reply,
        "{\"kind\":\"next_action\",\"fallback\":%s,\"items\":[{\"label\":\"light.v%d=on\","
        "\"probability\":0.9}]%s}",
        model->version ? "false" : "true", model->version,
        beside ? ",\"beside\":{\"items\":[{\"label\":\"light.v0=on\",\"probability\":0.5}]}" : "");
    return give(model, prediction);
}

static hearth_status explain(hearth_model* model, const char* request, size_t length,
                             hearth_buffer* explanation, hearth_buffer* error) {
    (void)request, (void)length, (void)error;
    snprintf(model->reply, sizeof model->reply, "{\"version\":%d,\"observed\":%d}",
             model->version, model->observed);
    return give(model, explanation);
}

static const hearth_plugin table = {HEARTH_PLUGIN_ABI_VERSION,
                                    sizeof(hearth_plugin),
                                    "voices",
                                    "0.1",
                                    create,
                                    destroy,
                                    train,
                                    open_model,
                                    observe,
                                    predict,
                                    explain,
                                    give,
                                    NULL};

__attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry(void) {
    return &table;
}
