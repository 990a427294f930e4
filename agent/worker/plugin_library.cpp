#include "worker/plugin_library.hpp"

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>

namespace hearth::worker {

namespace {

namespace fs = std::filesystem;

Error invalid(const std::string& path, const std::string& text) {
    std::string out = "the plugin ";
    out.append(path).append(" cannot be used: ").append(text);
    return {ErrorCode::kInvalid, std::move(out)};
}

// Empty: only root and we ourselves can change it.
std::string weakness(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return std::strerror(errno);
    if (info.st_uid != 0 && info.st_uid != ::geteuid())
        return "it belongs to user " + std::to_string(info.st_uid) + ", not to root";
    if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return "others than its owner may write to it";
    return {};
}

std::string dl_error() {
    const char* text = ::dlerror();
    return text != nullptr ? text : "unknown error of the dynamic linker";
}

Status check_table(const std::string& path, const hearth_plugin* table) {
    if (table == nullptr) return invalid(path, "its entry function gives nothing");
    if (table->abi_version != HEARTH_PLUGIN_ABI_VERSION)
        return invalid(path, "it was built for plugin ABI " + std::to_string(table->abi_version) +
                                 ", this Hearth has ABI " +
                                 std::to_string(HEARTH_PLUGIN_ABI_VERSION) +
                                 ": install the plugin that belongs to this version");
    // `evaluate` came later: plugins built before it are used as they are.
    constexpr std::size_t kLeast = offsetof(hearth_plugin, evaluate);
    if (table->size < kLeast)
        return invalid(path, "its function table has " + std::to_string(table->size) +
                                 " bytes, expected at least " + std::to_string(kLeast));
    if (table->name == nullptr || table->version == nullptr || table->create == nullptr ||
        table->destroy == nullptr || table->train == nullptr || table->open == nullptr ||
        table->observe == nullptr || table->predict == nullptr || table->last_reply == nullptr)
        return invalid(path, "a function that every plugin must have is missing");
    return {};
}

}  // namespace

Status check_trusted(const std::string& path) {
    std::error_code error;
    const fs::path file = fs::canonical(path, error);
    if (error) return Error{ErrorCode::kNotFound, "cannot open " + path + ": " + error.message()};
    for (fs::path at = file;; at = at.parent_path()) {
        const std::string problem = weakness(at);
        if (!problem.empty())
            return Error{ErrorCode::kRefused,
                         "the plugin " + path + " is not loaded, since others could replace it: " +
                             at.string() + ": " + problem +
                             ". Give the file and its folders to root (chown root:root, chmod "
                             "go-w), or pass --trust-any-owner while developing"};
        if (at == at.parent_path()) return {};
    }
}

Result<const hearth_plugin*> load_plugin(const std::string& path, bool trust_any_owner) {
    if (!fs::path(path).is_absolute()) return invalid(path, "its path is not absolute");
    if (!trust_any_owner)
        if (const Status trusted = check_trusted(path); !trusted) return trusted.error();
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return invalid(path, dl_error());
    auto* entry =
        reinterpret_cast<hearth_plugin_entry_function>(::dlsym(library, HEARTH_PLUGIN_ENTRY_NAME));
    if (entry == nullptr) return invalid(path, "it has no function " HEARTH_PLUGIN_ENTRY_NAME);
    const hearth_plugin* table = entry();
    if (const Status ok = check_table(path, table); !ok) return ok.error();
    return table;
}

}  // namespace hearth::worker
