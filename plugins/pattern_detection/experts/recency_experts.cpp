#include "pattern_detection/experts/recency_experts.hpp"

#include <algorithm>
#include <array>

#include "pattern_detection/experts/buckets.hpp"

namespace hearth::pattern {
namespace {

constexpr std::array<double, 11> kEventAges{1, 2, 3, 4, 6, 9, 13, 20, 35, 60, 120};
constexpr double kHour = 3600;
constexpr std::array<double, 12> kSecondAges{60,         300,        900,        1800,
                                             kHour,      2 * kHour,  4 * kHour,  8 * kHour,
                                             12 * kHour, 18 * kHour, 26 * kHour, 50 * kHour};

constexpr std::array<double, 2> kPositions{2, 6};   // in a session
constexpr std::array<double, 2> kChangeAges{1, 5};  // in events

using View = CellExpert::View;

std::size_t cell(int number) { return static_cast<std::size_t>(number); }

}  // namespace

void MoveToFrontExpert::prepare(const History& history, const Vocabulary& vocabulary) {
    rank_.assign(static_cast<std::size_t>(vocabulary.candidates()), -1);
    weight_of_rank_.resize(rank_.size(), 1);
    seen_ = 0;
    for (const int symbol : history.by_recency())
        if (const auto candidate = vocabulary.candidate_of_symbol(symbol))
            rank_[static_cast<std::size_t>(*candidate)] = static_cast<int>(seen_++);
}

double MoveToFrontExpert::predict(std::span<const double> /*parent*/,
                                  std::span<double> probability) const {
    const std::size_t unseen = rank_.size() - seen_;
    double total = unseen > 0 ? weight_of_unseen_ : 0;
    for (std::size_t rank = 0; rank < seen_; ++rank) total += weight_of_rank_[rank];
    for (std::size_t y = 0; y < probability.size(); ++y) {
        const double weight = rank_[y] >= 0 ? weight_of_rank_[static_cast<std::size_t>(rank_[y])]
                                            : weight_of_unseen_ / static_cast<double>(unseen);
        probability[y] = weight / total;
    }
    return updates_;
}

void MoveToFrontExpert::update(int candidate) {
    const auto y = static_cast<std::size_t>(candidate);
    ++updates_;
    if (rank_[y] >= 0) {
        weight_of_rank_[static_cast<std::size_t>(rank_[y])] += 1;
    } else {
        weight_of_unseen_ += 1;
    }
}

CellExpert::CellExpert(std::size_t cells, std::size_t unseen, CellOf cell_of, bool by_entity)
    : cells_(cells),
      unseen_(unseen),
      cell_of_(cell_of),
      by_entity_(by_entity),
      cell_hits_(cells),
      cell_visits_(cells) {}

void CellExpert::add_candidates(std::size_t count) {
    for (std::size_t y = cell_.size(); y < count; ++y) {
        cell_.push_back(unseen_);
        hits_.resize(hits_.size() + cells_, 0);
        visits_.resize(visits_.size() + cells_, 0);
        visits_[place(y, unseen_)] = updates_;
        cell_visits_[unseen_] += updates_;
    }
}

void CellExpert::find_last_of_entities(const History& history, const Vocabulary& vocabulary) {
    last_of_entity_.assign(static_cast<std::size_t>(vocabulary.entities()), kNoSymbol);
    for (const int symbol : history.by_recency()) {
        int& last = last_of_entity_[static_cast<std::size_t>(vocabulary.entity_of_symbol(symbol))];
        if (last == kNoSymbol) last = symbol;
    }
}

void CellExpert::prepare(const History& history, const Vocabulary& vocabulary) {
    add_candidates(static_cast<std::size_t>(vocabulary.candidates()));
    if (by_entity_) find_last_of_entities(history, vocabulary);
    const View view{history, vocabulary, last_of_entity_};
    for (std::size_t y = 0; y < cell_.size(); ++y)
        cell_[y] = cell_of_(view, vocabulary.symbol_of_candidate(static_cast<int>(y)));
}

double CellExpert::predict(std::span<const double> /*parent*/,
                           std::span<double> probability) const {
    const auto width = static_cast<double>(probability.size());
    double total = 0;
    for (std::size_t y = 0; y < probability.size(); ++y) {
        const std::size_t c = cell_[y];
        const double pooled = (cell_hits_[c] + .5) / (cell_visits_[c] + width);
        probability[y] = (hits_[place(y, c)] + 3 * pooled) / (visits_[place(y, c)] + 3);
        total += probability[y];
    }
    for (double& p : probability) p /= total;
    return updates_;
}

void CellExpert::update(int candidate) {
    ++updates_;
    for (std::size_t y = 0; y < cell_.size(); ++y) {
        visits_[place(y, cell_[y])] += 1;
        cell_visits_[cell_[y]] += 1;
    }
    const auto y = static_cast<std::size_t>(candidate);
    hits_[place(y, cell_[y])] += 1;
    cell_hits_[cell_[y]] += 1;
}

std::unique_ptr<Expert> event_age_expert() {
    return std::make_unique<CellExpert>(
        kEventAges.size() + 1, kEventAges.size(), [](const View& view, int symbol) {
            const std::int64_t events = view.history.events_since(symbol);
            return events < 0 ? kEventAges.size()
                              : cell(bucket_of(static_cast<double>(events), kEventAges));
        });
}

std::unique_ptr<Expert> seconds_age_expert() {
    return std::make_unique<CellExpert>(
        kSecondAges.size() + 1, kSecondAges.size(), [](const View& view, int symbol) {
            return view.history.events_since(symbol) < 0
                       ? kSecondAges.size()
                       : cell(bucket_of(view.history.seconds_since(symbol), kSecondAges));
        });
}

// [how often in this session, is it the newest, how far the session is]
std::unique_ptr<Expert> session_count_expert() {
    return std::make_unique<CellExpert>(24, 0, [](const View& view, int symbol) {
        const Moment& moment = view.history.moment();
        const int times = std::min(view.history.session_count(symbol), 3);
        const int newest = moment.recent[0] == symbol ? 1 : 0;
        const int position = bucket_of(static_cast<double>(moment.session_position), kPositions);
        return cell((position * 2 + newest) * 4 + times);
    });
}

// [three hours, how often today]
std::unique_ptr<Expert> day_count_expert() {
    return std::make_unique<CellExpert>(32, 0, [](const View& view, int symbol) {
        const int hours = static_cast<int>(view.history.moment().hour / 3);
        return cell(hours * 4 + std::min(view.history.day_count(symbol), 3));
    });
}

// [how long ago the entity changed, is it the newest event's, in which state it is: this
// candidate's, another's, unknown]
std::unique_ptr<Expert> entity_state_expert() {
    return std::make_unique<CellExpert>(
        18, 0,
        [](const View& view, int symbol) {
            const int entity = view.vocabulary.entity_of_symbol(symbol);
            const int last = view.last_of_entity[static_cast<std::size_t>(entity)];
            if (last == kNoSymbol) return std::size_t{0};
            const int newest = view.history.moment().recent[0];
            const bool same_entity =
                newest != kNoSymbol && view.vocabulary.entity_of_symbol(newest) == entity;
            const int age =
                bucket_of(static_cast<double>(view.history.events_since(last)), kChangeAges);
            return cell((age * 2 + (same_entity ? 1 : 0)) * 3 + (last == symbol ? 1 : 2));
        },
        true);
}

}  // namespace hearth::pattern
