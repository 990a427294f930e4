/* The border between a Hearth worker and a plugin: plain C, so that the two may be built apart.
 *
 * A plugin is one shared object that exports the function `hearth_plugin_entry`. It returns a table
 * of functions; the worker checks `abi_version` and `size` before it calls any other. All text is
 * JSON in UTF-8, given with its length and not terminated unless said so. No exception and no C++
 * type crosses this border; plugin authors use the wrapper in sdk/plugin.hpp.
 *
 * Threads: every function of one model is called on one and the same thread, never concurrently.
 * A plugin may call the host's functions on that thread only, and only while one of its own
 * functions is running. */
#ifndef HEARTH_PLUGIN_H
#define HEARTH_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Raised whenever a struct or the meaning of a function changes. */
#define HEARTH_PLUGIN_ABI_VERSION 1
#define HEARTH_PLUGIN_ENTRY_NAME "hearth_plugin_entry"

// NOLINTBEGIN(readability-identifier-naming): names as C has them
typedef enum hearth_status {
    HEARTH_OK = 0,
    HEARTH_CANCELLED = 1,        /* the host asked to stop */
    HEARTH_NO_DATA = 2,          /* understood, but too little to learn from or to judge with */
    HEARTH_BAD_INPUT = 3,        /* request, option or dataset breaks a rule */
    HEARTH_BAD_WEIGHTS = 4,      /* weights damaged, of another schema or of another plugin */
    HEARTH_BUFFER_TOO_SMALL = 5, /* see hearth_buffer */
    HEARTH_FAILED = 6            /* everything else; the text says what */
} hearth_status;

typedef enum hearth_log_level {
    HEARTH_LOG_INFO = 0,
    HEARTH_LOG_WARNING = 1,
    HEARTH_LOG_ERROR = 2
} hearth_log_level;

/* Memory of the caller that the callee writes into. `size` is set to the bytes that the whole text
 * needs. A reply that does not fit gives HEARTH_BUFFER_TOO_SMALL, leaves `data` alone and is kept:
 * call `last_reply` with a buffer of `size` bytes. An error text that does not fit is cut. */
typedef struct hearth_buffer {
    char* data;
    size_t capacity;
    size_t size;
} hearth_buffer;

/* What the worker offers to a plugin. The struct outlives the model. */
typedef struct hearth_host {
    uint32_t size; /* sizeof(hearth_host) of the worker */
    void* context; /* passed back as the first argument */
    /* A progress message as in docs/plugin-guide.md. Cheap: the host drops what comes too fast. */
    void (*progress)(void* context, const char* json, size_t length);
    /* One line of text for people. */
    void (*log)(void* context, hearth_log_level level, const char* text, size_t length);
    /* Not 0 once the run is to stop. Cheap enough to ask before every batch. */
    int (*is_cancelled)(void* context);
} hearth_host;

/* One model: made by create, used on one thread, given back to destroy. */
typedef struct hearth_model hearth_model;

typedef struct hearth_plugin {
    uint32_t abi_version; /* HEARTH_PLUGIN_ABI_VERSION of the plugin's build */
    uint32_t size;        /* sizeof(hearth_plugin) of the plugin's build */
    const char* name;     /* terminated; the manifest's name; lives as long as the library */
    const char* version;  /* terminated; the plugin's own version */

    /* Makes a model. On HEARTH_OK *model is owned by the caller; otherwise it is NULL and `error`
     * says why. */
    hearth_status (*create)(const hearth_host* host, hearth_model** model, hearth_buffer* error);
    /* Ends a model; NULL is allowed. */
    void (*destroy)(hearth_model* model);

    /* One training run: request -> result, both as in docs/plugin-guide.md. Writes only inside the
     * request's `output` folder; there is no weights file there unless HEARTH_OK is returned (or
     * HEARTH_BUFFER_TOO_SMALL, which is a success whose reply has still to be fetched). */
    hearth_status (*train)(hearth_model* model, const char* request, size_t length,
                           hearth_buffer* result, hearth_buffer* error);

    /* Loads weights (or none) and replays the history, ready for observe and predict. The reply is
     * {"fallback":bool,"rows":n}. Must be called once before observe and predict. */
    hearth_status (*open)(hearth_model* model, const char* request, size_t length,
                          hearth_buffer* reply, hearth_buffer* error);
    /* One more row (a line of the dataset format) becomes part of the history. A row that is
     * refused (HEARTH_BAD_INPUT) leaves the model as it was. */
    hearth_status (*observe)(hearth_model* model, const char* sample, size_t length,
                             hearth_buffer* error);
    /* {"top":5,"now_us":t} -> prediction. Changes nothing that a later call could notice. */
    hearth_status (*predict)(hearth_model* model, const char* request, size_t length,
                             hearth_buffer* prediction, hearth_buffer* error);
    /* Optional, may be NULL: what the model knows, as JSON for people ({"top":n} -> habits). */
    hearth_status (*explain)(hearth_model* model, const char* request, size_t length,
                             hearth_buffer* explanation, hearth_buffer* error);

    /* The last reply of train, open, predict, explain or evaluate once more, for a caller whose
     * buffer was too small. HEARTH_NO_DATA when there is none. */
    hearth_status (*last_reply)(hearth_model* model, hearth_buffer* reply);

    /* Optional, may be NULL, and absent (by `size`) in plugins built before it was added: judges
     * the model by a protocol of its own on a dataset that is not one home's events, and writes
     * nothing. Request and reply as in docs/plugin-guide.md. */
    hearth_status (*evaluate)(hearth_model* model, const char* request, size_t length,
                              hearth_buffer* result, hearth_buffer* error);
} hearth_plugin;

/* The type of the exported function. The table lives as long as the library. */
typedef const hearth_plugin* (*hearth_plugin_entry_function)(void);

// NOLINTEND(readability-identifier-naming)

#ifdef __cplusplus
}
#endif

#endif
