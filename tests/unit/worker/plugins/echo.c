/* A plugin that answers with what it was asked, and does what the request's first word says:
 *   "large"  a reply larger than any first buffer      "wait"   asks is_cancelled until it is true
 *   "talk"   one log line and many progress messages   "fail"   fails      "bad"  replies with no
 * JSON */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sdk/hearth_plugin.h"

struct hearth_model {
    const hearth_host* host;
    char* reply;
    size_t size;
};

static void say(hearth_buffer* buffer, const char* text) {
    buffer->size = strlen(text);
    memcpy(buffer->data, text, buffer->size < buffer->capacity ? buffer->size : buffer->capacity);
}

static hearth_status give(hearth_model* model, hearth_buffer* reply) {
    reply->size = model->size;
    if (reply->capacity < model->size) return HEARTH_BUFFER_TOO_SMALL;
    memcpy(reply->data, model->reply, model->size);
    return HEARTH_OK;
}

static hearth_status create(const hearth_host* host, hearth_model** model, hearth_buffer* error) {
    (void)error;
    *model = calloc(1, sizeof(hearth_model));
    (*model)->host = host;
    return HEARTH_OK;
}

static void destroy(hearth_model* model) {
    if (model) free(model->reply);
    free(model);
}

static void keep(hearth_model* model, const char* text, size_t length) {
    free(model->reply);
    model->reply = malloc(length + 1);
    memcpy(model->reply, text, length);
    model->reply[length] = 0;
    model->size = length;
}

static int has(const hearth_model* model, const char* word) {
    return strstr(model->reply, word) != NULL;
}

static void talk(const hearth_host* host) {
    host->log(host->context, HEARTH_LOG_WARNING, "a word", 6);
    for (int i = 0; i < 1000; ++i)
        host->progress(host->context, "{\"phase\":\"fit\",\"fraction\":0.5}", 30);
    host->progress(host->context, "no json", 7);
    host->progress(host->context, "{\"phase\":\"evaluate\",\"fraction\":1}", 33);
}

static hearth_status wait_until_cancelled(const hearth_host* host) {
    const struct timespec moment = {0, 1000000};
    for (int i = 0; i < 20000; ++i) {
        if (host->is_cancelled(host->context)) return HEARTH_CANCELLED;
        nanosleep(&moment, NULL);
    }
    return HEARTH_FAILED;
}

static hearth_status answer(hearth_model* model, const char* request, size_t length,
                            hearth_buffer* reply, hearth_buffer* error) {
    keep(model, request, length);
    if (has(model, "\"fail\"")) {
        say(error, "it was told to fail");
        return HEARTH_FAILED;
    }
    if (has(model, "\"wait\"")) return wait_until_cancelled(model->host);
    if (has(model, "\"talk\"")) talk(model->host);
    if (has(model, "\"bad\"")) keep(model, "{", 1);
    if (has(model, "\"large\"")) {
        const size_t size = 300000;
        char* text = malloc(size);
        memset(text, 'x', size);
        text[0] = '"';
        text[size - 1] = '"';
        keep(model, text, size);
        free(text);
    }
    return give(model, reply);
}

static hearth_status observe(hearth_model* model, const char* sample, size_t length,
                             hearth_buffer* error) {
    keep(model, sample, length);
    if (!has(model, "\"fail\"")) return HEARTH_OK;
    say(error, "a row it does not like");
    return HEARTH_BAD_INPUT;
}

static const hearth_plugin table = {HEARTH_PLUGIN_ABI_VERSION,
                                    sizeof(hearth_plugin),
                                    "echo",
                                    "1.2.3",
                                    create,
                                    destroy,
                                    answer,
                                    answer,
                                    observe,
                                    answer,
                                    NULL,
                                    give,
                                    answer};

__attribute__((visibility("default"))) const hearth_plugin* hearth_plugin_entry(void) {
    return &table;
}
