// Files as Hearth writes them: whole or not at all, and on the disk when the call returns.
#pragma once

#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"

namespace hearth {

// Writes a temporary file in the same folder, fsyncs it, renames it over `path` and fsyncs the
// folder. kIo names the step that failed; the old file is then untouched.
Status write_file_atomically(const std::string& path, std::string_view content);

// Fsyncs an existing file, renames it to `to` (same file system) and fsyncs the folder of `to`.
Status publish_file(const std::string& from, const std::string& to);

// Fsyncs the folder itself: files made, renamed or deleted in it stay so after a power cut.
Status sync_folder(const std::string& path);

// Where a damaged file is moved or copied to: <path>.damaged-<time>, a name that is free.
std::string aside_name(const std::string& path, TimeUs now);

// The whole file; kTooLarge over `max_bytes`, kNotFound, kIo.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = 16 * 1024 * 1024);

}  // namespace hearth
