#include "gnn_synergy/model/start_weights.hpp"

#include <algorithm>
#include <cmath>

#include "gnn_synergy/model/synergy_model.hpp"
#include "gnn_synergy/protocol/random.hpp"

namespace hearth::synergy {

Network draw_network(const NetworkShape& shape, std::uint64_t seed) {
    Random random(seed);
    Network out;
    out.shape = shape;
    for (const Network::Tensor& tensor : out.tensors()) {
        std::int64_t size = 1;
        for (const std::int64_t side : tensor.shape) size *= side;
        const bool is_gain = tensor.name.ends_with("gain"),
                   is_shift = tensor.name.ends_with("shift");
        const double fan_in =
            static_cast<double>(tensor.name == "linear" ? 0 : tensor.shape.back());
        const double bound = fan_in > 0 && !is_gain && !is_shift ? 1 / std::sqrt(fan_in) : 0;
        tensor.values->resize(static_cast<std::size_t>(size));
        for (float& value : *tensor.values)
            value = is_gain ? 1.0F : static_cast<float>((2 * random.fraction() - 1) * bound);
    }
    return out;
}

Network neutral_home(std::uint64_t seed) {
    Network out = draw_network(kHomeShape, seed);
    std::fill(out.output.begin(), out.output.end(), 0.0F);
    return out;
}

}  // namespace hearth::synergy
