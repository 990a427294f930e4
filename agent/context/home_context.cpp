#include "context/home_context.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "context/context_rows.hpp"
#include "core/log.hpp"

namespace hearth::context {

namespace {

using training::ContextRow;
using training::ContextRows;

constexpr int kEntitiesPerSlice = 500;
constexpr std::size_t kAutomationsPerSlice = 200;
constexpr int kMostSuggestions = 500;  // as many as are kept

// One reading: a slice of work each time the loop comes to it.
class Reading : public std::enable_shared_from_this<Reading> {
public:
    Reading(asio::io_context& loop, store::Store& store, Naming naming,
            training::ContextSource::OnRows on_rows)
        : loop_(loop), store_(store), naming_(std::move(naming)), on_rows_(std::move(on_rows)) {}

    void start(const std::vector<std::string>& kinds) {
        for (const auto& [kind, step] : {std::pair{"suggestions", &Reading::read_suggestions},
                                         std::pair{"automations", &Reading::read_automations},
                                         std::pair{"entities", &Reading::read_entities}})
            if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) steps_.push_back(step);
        go_on();
    }

private:
    // Does a slice; true: there is more of it.
    using Step = Result<bool> (Reading::*)();

    void go_on() {
        asio::post(loop_, [self = shared_from_this()] { self->next(); });
    }

    void next() {
        if (steps_.empty()) return on_rows_(std::move(rows_));
        const auto more = (this->*steps_.back())();
        if (!more) return on_rows_(more.error());
        if (!*more) {
            steps_.pop_back();
            of_kind_ = 0;
        }
        go_on();
    }

    bool add(ContextRow row) {
        if (of_kind_ == kMostRows)
            log::warn("a model is told of the first {} only kind={}", kMostRows, row.kind);
        if (++of_kind_ > kMostRows) return false;
        rows_.push_back(std::move(row));
        return true;
    }

    Result<bool> read_entities() {
        const auto slice = store_.entities().described(kEntitiesPerSlice, last_entity_);
        if (!slice) return slice.error();
        for (const store::Entity& entity : *slice) {
            last_entity_ = entity.row_id;
            auto row = entity_row(entity, naming_);
            if (row && !add(*std::move(row))) return false;
        }
        return static_cast<int>(slice->size()) == kEntitiesPerSlice;
    }

    Result<bool> read_automations() {
        if (!automations_) {
            auto known = store_.known_automations().list(static_cast<std::int64_t>(kMostRows) + 1);
            if (!known) return known.error();
            automations_ = std::move(*known);
            return true;
        }
        const std::size_t end =
            std::min(next_automation_ + kAutomationsPerSlice, automations_->size());
        for (; next_automation_ < end; ++next_automation_) {
            auto row = automation_row((*automations_)[next_automation_], naming_);
            if (row && !add(*std::move(row))) return false;
        }
        return end < automations_->size();
    }

    Result<bool> read_suggestions() {
        const auto all = store_.suggestions().list(kMostSuggestions);
        if (!all) return all.error();
        for (const store::SuggestionRow& suggestion : *all)
            for (ContextRow& row : verdict_rows(suggestion, naming_))
                if (!add(std::move(row))) return false;
        return false;
    }

    asio::io_context& loop_;
    store::Store& store_;
    Naming naming_;
    training::ContextSource::OnRows on_rows_;
    std::vector<Step> steps_;
    ContextRows rows_;
    std::size_t of_kind_ = 0;
    std::int64_t last_entity_ = 0;
    std::optional<std::vector<store::KnownAutomation>> automations_;
    std::size_t next_automation_ = 0;
};

}  // namespace

void HomeContext::read(const std::vector<std::string>& kinds, OnRows on_rows) {
    std::make_shared<Reading>(loop_, store_, naming_, std::move(on_rows))->start(kinds);
}

}  // namespace hearth::context
