#include "pattern_detection/experts/count_table.hpp"

#include <utility>

namespace hearth::pattern {
namespace {
constexpr std::size_t kFirstSlots = 64;
}

CountTable::CountTable() : slots_(kFirstSlots) {}

std::size_t CountTable::slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = key & mask;
    while (slots_[slot].key != 0 && slots_[slot].key != key) slot = (slot + 1) & mask;
    return slot;
}

const CountTable::Context* CountTable::find(std::uint64_t key) const {
    const Context& context = slots_[slot_of(key)];
    return context.key == 0 ? nullptr : &context;
}

double CountTable::count(const Context& context, int candidate) const {
    for (std::uint32_t i = context.first; i != kEnd; i = cells_[i].next)
        if (cells_[i].candidate == candidate) return cells_[i].count;
    return 0;
}

void CountTable::add(std::uint64_t key, int candidate, double decay) {
    std::size_t slot = slot_of(key);
    if (slots_[slot].key == 0) {
        make_room();
        slot = slot_of(key);
        slots_[slot].key = key;
        ++used_;
    }
    Context& context = slots_[slot];
    Cell* found = nullptr;
    for (std::uint32_t i = context.first; i != kEnd; i = cells_[i].next) {
        cells_[i].count *= decay;
        if (cells_[i].candidate == candidate) found = &cells_[i];
    }
    context.total = context.total * decay + 1;
    if (found != nullptr) {
        found->count += 1;
        return;
    }
    cells_.push_back({candidate, 1, context.first});
    context.first = static_cast<std::uint32_t>(cells_.size() - 1);
    ++context.distinct;
}

void CountTable::make_room() {
    if (used_ >= kMaxContexts) {
        for (double minimum = 2; used_ > kMaxContexts / 2; minimum *= 2)
            rebuild(slots_.size(), minimum);
    } else if ((used_ + 1) * 2 > slots_.size()) {
        rebuild(slots_.size() * 2, 0);
    }
}

// Moves what is kept into new memory, so that the cells of forgotten contexts are freed.
void CountTable::rebuild(std::size_t slots, double minimum_total) {
    const std::vector<Context> old_slots = std::exchange(slots_, std::vector<Context>(slots));
    const std::vector<Cell> old_cells = std::exchange(cells_, {});
    used_ = 0;
    for (const Context& old : old_slots) {
        if (old.key == 0 || old.total < minimum_total) continue;
        Context& context = slots_[slot_of(old.key)];
        context = old;
        context.first = kEnd;
        ++used_;
        std::uint32_t* link = &context.first;
        for (std::uint32_t i = old.first; i != kEnd; i = old_cells[i].next) {
            *link = static_cast<std::uint32_t>(cells_.size());
            cells_.push_back(old_cells[i]);
            cells_.back().next = kEnd;
            link = &cells_.back().next;
        }
    }
}

}  // namespace hearth::pattern
