// Where a verb writes: results to `out`, everything else (progress, errors) to `err`, so that
// `hearth … --json | jq` works whatever happens.
#pragma once

#include <cstddef>
#include <iosfwd>

#include "cli/style.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace hearth::cli {

struct Console {
    std::ostream& out;
    std::ostream& err;
    Style style{false};        // of `out`
    Style error_style{false};  // of `err`
    bool terminal = false;     // both are shown to a person
    std::size_t width = 80;    // columns of the terminal

    // Standard output and standard error of this process.
    static Console of_process();

    // The JSON text of a result, indented, on `out`.
    void print_json(const Json& value) const;
    // "hearth: <text>" on `err`.
    void print_error(const Error& error) const;
    void note(const std::string& text) const;  // a line on `err`
};

}  // namespace hearth::cli
