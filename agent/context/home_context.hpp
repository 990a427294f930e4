// Reads what the home is known to have from the store, in slices, for the datasets of models that
// ask for it. Event loop only.
#pragma once

#include <string>
#include <vector>

#include "context/naming.hpp"
#include "core/asio.hpp"
#include "store/store.hpp"
#include "training/context_source.hpp"

namespace hearth::context {

// So many rows of a kind at most; a home with more is told by its first ones.
inline constexpr std::size_t kMostRows = 5000;

class HomeContext final : public training::ContextSource {
public:
    // loop and store outlive it.
    HomeContext(asio::io_context& loop, store::Store& store, Naming naming)
        : loop_(loop), store_(store), naming_(std::move(naming)) {}

    void read(const std::vector<std::string>& kinds, OnRows on_rows) override;

private:
    asio::io_context& loop_;
    store::Store& store_;
    Naming naming_;
};

}  // namespace hearth::context
