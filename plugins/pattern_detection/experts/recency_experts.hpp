// Experts that look at each candidate's own past rather than at a context: how recently it
// happened.
#pragma once

#include <memory>
#include <vector>

#include "pattern_detection/experts/expert.hpp"

namespace hearth::pattern {

// By rank in order of recency (move to front, Bentley et al. 1986): weight of the rank, which is
// how often the candidate of that rank came next, started at 1. Never-seen candidates share the
// weight of one cell.
class MoveToFrontExpert final : public Expert {
public:
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    std::vector<int> rank_;  // by candidate; -1: not seen in this group
    std::size_t seen_ = 0;
    std::vector<double> weight_of_rank_;
    double weight_of_unseen_ = 1;
    double updates_ = 0;
};

// By cell: each candidate is at every moment in one of a few cells, such as how long ago it
// happened. p(y) ~ (H[y,c] + 3 G[c]) / (N[y,c] + 3), where N counts how often y was in the cell c,
// H how often it then came, and G is that ratio over all K candidates, (sum of H + .5) / (sum of N
// + K).
class CellExpert final : public Expert {
public:
    // What the candidates' cells are told from.
    struct View {
        const History& history;
        const Vocabulary& vocabulary;
        // The entity's newest symbol; kNoSymbol: none. Empty unless asked for.
        const std::vector<int>& last_of_entity;
    };
    using CellOf = std::size_t (*)(const View& view, int symbol);

    // cell_of gives numbers below `cells`. unseen: the cell of a symbol that never happened, as a
    // candidate that joins later is treated: as if it had been there, unseen, from the start.
    // by_entity: cell_of wants View::last_of_entity.
    CellExpert(std::size_t cells, std::size_t unseen, CellOf cell_of, bool by_entity = false);
    void prepare(const History& history, const Vocabulary& vocabulary) override;
    double predict(std::span<const double> parent, std::span<double> probability) const override;
    void update(int candidate) override;

private:
    std::size_t place(std::size_t candidate, std::size_t cell) const {
        return candidate * cells_ + cell;
    }
    void add_candidates(std::size_t count);
    void find_last_of_entities(const History& history, const Vocabulary& vocabulary);

    std::size_t cells_, unseen_;
    CellOf cell_of_;
    bool by_entity_;
    std::vector<int> last_of_entity_;
    std::vector<std::size_t> cell_;      // by candidate
    std::vector<double> hits_, visits_;  // [candidate, cell]
    std::vector<double> cell_hits_, cell_visits_;
    double updates_ = 0;
};

// By the age of each candidate in events and in seconds; by how often it came in this session; by
// how often today and the time of day; by whether it would repeat or change its entity's state.
std::unique_ptr<Expert> event_age_expert();
std::unique_ptr<Expert> seconds_age_expert();
std::unique_ptr<Expert> session_count_expert();
std::unique_ptr<Expert> day_count_expert();
std::unique_ptr<Expert> entity_state_expert();

}  // namespace hearth::pattern
