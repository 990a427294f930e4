// Counts of what followed each context: a hash map with open addressing from a 64-bit context key
// to the candidates that came next and how often.
//
// Bounded: when there are more than kMaxContexts, the least visited are forgotten. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hearth::pattern {

class CountTable {
public:
    static constexpr std::size_t kMaxContexts = 100'000;

    struct Cell {
        int candidate;
        double count;
        std::uint32_t next;  // index of the next cell of the same context; kEnd: last
    };
    struct Context {
        std::uint64_t key = 0;  // 0: empty slot
        double total = 0;       // sum of the counts
        int distinct = 0;       // candidates that occurred
        std::uint32_t first = kEnd;
    };

    CountTable();

    // Nothing when the context was never visited. The pointer is valid until the next add.
    const Context* find(std::uint64_t key) const;
    // Multiplies the counts of the context by `decay`, then adds one to the candidate's.
    void add(std::uint64_t key, int candidate, double decay = 1);
    // 0 when it never occurred.
    double count(const Context& context, int candidate) const;

    template <class Visit>
    void for_each(const Context& context, Visit visit) const {
        for (std::uint32_t i = context.first; i != kEnd; i = cells_[i].next)
            visit(cells_[i].candidate, cells_[i].count);
    }
    std::size_t contexts() const { return used_; }

private:
    static constexpr std::uint32_t kEnd = UINT32_MAX;

    std::size_t slot_of(std::uint64_t key) const;
    void rebuild(std::size_t slots, double minimum_total);
    void make_room();

    std::vector<Context> slots_;  // a power of two
    std::vector<Cell> cells_;
    std::size_t used_ = 0;
};

}  // namespace hearth::pattern
