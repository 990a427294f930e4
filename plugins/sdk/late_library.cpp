#include "sdk/late_library.hpp"

#include <dlfcn.h>
#include <sys/stat.h>

#include <filesystem>

namespace hearth::sdk {

namespace {

// What the worker demands of the plugin itself (nobody else may write it) holds for its parts too.
Status check_owner(const std::string& plugin, const std::string& part) {
    struct stat own {};
    struct stat other {};
    if (::stat(part.c_str(), &other) != 0)
        return Error{ErrorCode::kNotFound, part + " is missing: install the plugin again"};
    if (::stat(plugin.c_str(), &own) != 0 || own.st_uid != other.st_uid ||
        (other.st_mode & (S_IWGRP | S_IWOTH) & ~own.st_mode) != 0)
        return Error{ErrorCode::kRefused,
                     part + " belongs to somebody else than the plugin, or others may write to it"};
    return {};
}

}  // namespace

Result<std::string> file_beside(const std::string& file_name, const void* inside) {
    Dl_info info{};
    if (::dladdr(inside, &info) == 0 || info.dli_fname == nullptr)
        return Error{ErrorCode::kInternal, "the plugin's own file cannot be told"};
    std::string path = (std::filesystem::path(info.dli_fname).parent_path() / file_name).string();
    if (const Status sound = check_owner(info.dli_fname, path); !sound) return sound.error();
    return path;
}

Result<void*> late_entry(const std::string& file_name, const std::string& entry,
                         const void* inside) {
    const auto part = file_beside(file_name, inside);
    if (!part) return part.error();
    void* library = ::dlopen(part->c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return Error{ErrorCode::kNotFound, std::string("cannot load a part: ") + ::dlerror()};
    void* address = ::dlsym(library, entry.c_str());
    if (address == nullptr)
        return Error{ErrorCode::kNotFound,
                     *part + " has no " + entry + ": it is of another version"};
    return address;
}

}  // namespace hearth::sdk
