#include "gnn_synergy/training/prior_file.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "core/hash.hpp"
#include "core/json.hpp"
#include "gnn_synergy/model/model_file.hpp"
#include "sdk/failure.hpp"

namespace hearth::synergy {
namespace {

constexpr const char* kFile = "prior.safetensors";
constexpr std::size_t kFingerprint = 16;  // hex digits

}  // namespace

std::string fingerprint_of(const Home& home) {
    std::string text;
    for (const Pair& pair : pairs_of(home))
        text += home.entities[static_cast<std::size_t>(pair.trigger)].id + ">" +
                home.entities[static_cast<std::size_t>(pair.target)].id + "\n";
    return sha256_hex(text).substr(0, kFingerprint);
}

sdk::TensorFile to_tensor_file(const Prior& prior) {
    sdk::TensorFile file = to_tensor_file(prior.model);
    file.metadata["homes"] = dump_json(Json(prior.homes));
    return file;
}

Result<Prior> prior_of(const sdk::TensorFile& file) {
    auto model = from_tensor_file(file);
    if (!model) return model.error();
    const auto text = file.text("homes");
    if (!text) return text.error();
    const auto homes = parse_json(*text);
    if (!homes || !homes->is_array()) return sdk::bad_weights("the list of homes cannot be read");
    Prior out{std::move(*model), {}};
    for (const Json& home : *homes)
        if (home.is_string()) out.homes.insert(home.get<std::string>());
    return out;
}

Result<Prior> load_prior() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void*>(&load_prior), &info) == 0 ||
        info.dli_fname == nullptr)
        return Error{ErrorCode::kInternal, "the plugin's own file cannot be told"};
    const std::string path = (std::filesystem::path(info.dli_fname).parent_path() / kFile).string();
    auto file = sdk::read_tensors(path, HEARTH_SYNERGY_PRIOR_SHA256);
    if (!file) return sdk::bad_weights(file.error().text + ": install the plugin again");
    return prior_of(*file);
}

}  // namespace hearth::synergy
