#include "gnn_synergy/model/model_file.hpp"

#include <cmath>

#include "core/json.hpp"
#include "sdk/failure.hpp"

namespace hearth::synergy {
namespace {

using Shape = std::vector<std::int64_t>;
constexpr std::size_t kMostMembers = 16;
constexpr std::int64_t kMostPairs = 1'000'000;
// Changes with every change of the features or of what they mean.
constexpr const char* kFeatureList = "40 of pairs, 19 of the home, 32 x 29 types";

Result<std::vector<float>> floats(const sdk::TensorFile& file, const std::string& name,
                                  const Shape& shape) {
    const auto tensor = file.tensor(name, sdk::DType::kF32, shape);
    if (!tensor) return tensor.error();
    return (*tensor)->floats();
}

Status read_into(const sdk::TensorFile& file, const std::string& name, const Shape& shape,
                 std::vector<float>& to) {
    auto values = floats(file, name, shape);
    if (!values) return values.error();
    to = std::move(*values);
    return {};
}

void store_network(Network network, const std::string& prefix, sdk::TensorFile& file) {
    for (const Network::Tensor& tensor : network.tensors())
        file.tensors[prefix + tensor.name] = sdk::StoredTensor::of(tensor.shape, *tensor.values);
}

Result<Network> read_network(const NetworkShape& shape, const std::string& prefix,
                             const sdk::TensorFile& file) {
    Network out;
    out.shape = shape;
    for (const Network::Tensor& tensor : out.tensors())
        if (const Status done = read_into(file, prefix + tensor.name, tensor.shape, *tensor.values);
            !done)
            return done.error();
    return out;
}

std::vector<float> narrowed(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

void store_counts(const TypeCounts& counts, sdk::TensorFile& file) {
    std::vector<std::int64_t> pairs;
    for (const auto& [types, count] : counts.pairs) {
        pairs.push_back(types.first);
        pairs.push_back(types.second);
        pairs.push_back(std::llround(count));
    }
    file.tensors["counts_pairs"] =
        sdk::StoredTensor::of({static_cast<std::int64_t>(counts.pairs.size()), 3}, pairs);
    for (const auto& [name, values] : {std::pair("counts_entities", &counts.entities),
                                       {"counts_targets", &counts.targets},
                                       {"counts_triggers", &counts.triggers}})
        file.tensors[name] = sdk::StoredTensor::of({kTypes}, narrowed(*values));
}

Result<TypeCounts> read_counts(const sdk::TensorFile& file) {
    TypeCounts out;
    const auto tensor = file.tensor("counts_pairs", sdk::DType::kI64, {-1, 3});
    if (!tensor) return tensor.error();
    if ((*tensor)->shape[0] > kMostPairs) return sdk::bad_weights("too many pairs of types");
    const auto pairs = (*tensor)->integers();
    if (!pairs) return pairs.error();
    for (std::size_t i = 0; i + 3 <= pairs->size(); i += 3) {
        const std::int64_t from = (*pairs)[i], to = (*pairs)[i + 1], count = (*pairs)[i + 2];
        if (from < 0 || from >= kTypes || to < 0 || to >= kTypes || count < 1 ||
            count > 1'000'000'000)
            return sdk::bad_weights("a count of pairs makes no sense");
        out.pairs[{static_cast<int>(from), static_cast<int>(to)}] = static_cast<double>(count);
    }
    for (const auto& [name, values] : {std::pair("counts_entities", &out.entities),
                                       {"counts_targets", &out.targets},
                                       {"counts_triggers", &out.triggers}}) {
        const auto read = floats(file, name, {kTypes});
        if (!read) return read.error();
        for (const float value : *read)
            if (value < 0) return sdk::bad_weights("a count of entities is negative");
        values->assign(read->begin(), read->end());
    }
    return out;
}

// "64,16 64,0": hidden units and embedding of each member.
std::string shape_list(const std::vector<Network>& members) {
    Json out = Json::array();
    for (const Network& member : members)
        out.push_back({member.shape.hidden, member.shape.embedding});
    return dump_json(out);
}

Result<std::vector<NetworkShape>> read_shapes(const std::string& text) {
    const auto list = parse_json(text);
    const Error wrong = sdk::bad_weights("the shapes of the networks cannot be read");
    if (!list || !list->is_array() || list->size() > kMostMembers) return wrong;
    std::vector<NetworkShape> out;
    for (const Json& shape : *list) {
        if (!shape.is_array() || shape.size() != 2) return wrong;
        for (const Json& side : shape)
            if (!side.is_number_integer() || side < 0 || side > 1024) return wrong;
        out.push_back({kPairFeatures, shape[0].get<int>(), shape[1].get<int>()});
    }
    return out;
}

}  // namespace

sdk::TensorFile to_tensor_file(const SynergyModel& model) {
    sdk::TensorFile file;
    store_counts(model.counts, file);
    file.tensors["mean"] = sdk::StoredTensor::of({kPairFeatures}, model.normaliser.mean);
    file.tensors["scale"] = sdk::StoredTensor::of({kPairFeatures}, model.normaliser.scale);
    file.tensors["temperature"] =
        sdk::StoredTensor::of({1}, std::vector<float>{static_cast<float>(model.temperature)});
    for (std::size_t i = 0; i < model.members.size(); ++i)
        store_network(model.members[i], "member" + std::to_string(i) + "_", file);
    store_network(model.home, "home_", file);
    file.metadata["features"] = kFeatureList;
    file.metadata["members"] = shape_list(model.members);
    return file;
}

Result<SynergyModel> from_tensor_file(const sdk::TensorFile& file) {
    const auto features = file.text("features"), members = file.text("members");
    if (!features) return features.error();
    if (*features != kFeatureList)
        return sdk::bad_weights("the weights were fitted for other features: train again");
    if (!members) return members.error();
    const auto shapes = read_shapes(*members);
    if (!shapes) return shapes.error();
    SynergyModel out;
    auto counts = read_counts(file);
    if (!counts) return counts.error();
    out.counts = std::move(*counts);
    std::vector<float> temperature;
    for (const Status& done : {read_into(file, "mean", {kPairFeatures}, out.normaliser.mean),
                               read_into(file, "scale", {kPairFeatures}, out.normaliser.scale),
                               read_into(file, "temperature", {1}, temperature)})
        if (!done) return done.error();
    out.temperature = std::clamp<double>(temperature.front(), .1, 10);
    for (std::size_t i = 0; i < shapes->size(); ++i) {
        auto member = read_network((*shapes)[i], "member" + std::to_string(i) + "_", file);
        if (!member) return member.error();
        out.members.push_back(std::move(*member));
    }
    auto home = read_network(kHomeShape, "home_", file);
    if (!home) return home.error();
    out.home = std::move(*home);
    return out;
}

}  // namespace hearth::synergy
