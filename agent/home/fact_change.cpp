#include "home/fact_change.hpp"

namespace hearth {

StateChange change_of(const Fact& fact, const InboundMessage& message) {
    StateChange change;
    change.entity_id = fact.entity_id;
    change.old_state = fact.old_state;
    change.new_state = fact.state;
    change.removed = fact.kind == FactKind::kRemoved;
    change.snapshot = message.retained;
    change.time_known = fact.changed_us.has_value();
    change.changed_us = fact.changed_us.value_or(message.received_us);
    change.updated_us = fact.updated_us.value_or(0);
    change.received_us = message.received_us;
    change.inbox_id = message.inbox_id;
    change.context = fact.context;
    change.source = fact.source.value_or(SourceKind::kPlainJson);
    change.attributes = fact.attributes;
    return change;
}

}  // namespace hearth
