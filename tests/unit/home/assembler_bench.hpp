// Plays scripted messages through interpreter and assembler and writes down what comes out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "home/change_assembler.hpp"
#include "home/change_key.hpp"
#include "home/interpreter.hpp"
#include "message_maker.hpp"

namespace hearth::test {

class StatesInMemory final : public KnownStates {
public:
    std::optional<KnownState> find(const std::string& entity_id) const override {
        const auto found = states.find(entity_id);
        return found == states.end() ? std::nullopt : std::optional(found->second);
    }
    std::map<std::string, KnownState> states;
};

class AssemblerBench {
public:
    explicit AssemblerBench(AssemblerOptions options = {}) : options_(options) {
        assembler_.emplace(options, known);
    }

    // A live statestream leaf such as ("light.x", "state", "on"); a millisecond passes first.
    void leaf(const std::string& entity, const std::string& name, const std::string& payload,
              bool retained = false) {
        std::string path = entity;
        path.replace(path.find('.'), 1, "/");
        deliver("ha_state/" + path + "/" + name, payload, retained);
    }
    void retained(const std::string& entity, const std::string& name, const std::string& payload) {
        leaf(entity, name, payload, true);
    }
    // State and both times, `second` seconds after 14:05:00.
    void timed(const std::string& entity, const std::string& state, int changed, int updated,
               bool kept = false) {
        leaf(entity, "state", state, kept);
        leaf(entity, "last_updated", iso(updated), kept);
        leaf(entity, "last_changed", iso(changed), kept);
    }
    // state_changed of the eventstream; old "-" stands for a new entity, new "-" for a removed one.
    void event(const std::string& entity, const std::string& before, const std::string& state,
               int changed, int updated, int changed_before = 1) {
        Json data{{"entity_id", entity}, {"old_state", nullptr}, {"new_state", nullptr}};
        if (before != "-") data["old_state"] = object(before, changed_before, changed_before);
        if (state != "-") data["new_state"] = object(state, changed, updated);
        deliver("ha/events", Json{{"event_type", "state_changed"}, {"event_data", data}}.dump());
    }
    void plain(const Json& object) { deliver("plain", object.dump()); }

    void deliver(const std::string& topic, const std::string& payload, bool retained_flag = false) {
        advance(1);
        InboundMessage in = message(topic, payload, retained_flag);
        in.inbox_id = ++inbox_id;
        in.received_us = received_us();
        for (const auto& fact : interpreter_.interpret(in)) assembler_->add(fact, in, steady_);
    }

    void advance(int milliseconds) { steady_ += milliseconds * 1000LL; }

    // What has come out since the last call, one word per change: entity=state, then
    // "~" attributes only, "^" snapshot, "!" removed, "@s" its changed_us in seconds if known,
    // "<old" the old state.
    std::string out() {
        std::string text;
        for (const auto& change : assembler_->take_ready(steady_)) {
            if (!text.empty()) text += " ";
            text += describe(change);
            taken.push_back(change);
        }
        return text;
    }
    // The same after everything that waits has had its time.
    std::string out_at_last() {
        advance(5000);
        return out();
    }
    std::string attributes() {
        std::string text;
        for (const auto& update : assembler_->take_attribute_updates())
            text += (text.empty() ? "" : " ") + update.entity_id + ":" + update.name + "=" +
                    update.value + (update.snapshot ? "^" : "");
        return text;
    }

    // Writes what was taken to the store that the assembler asks.
    void commit() {
        for (const auto& change : taken) {
            auto& state = known.states[change.entity_id];
            if (change.removed)
                known.states.erase(change.entity_id);
            else
                state = {change.new_state, change.changed_us, change.updated_us};
        }
    }
    // A crash: a new assembler that reads the inbox from `from` on.
    void crash(std::int64_t from) {
        assembler_.emplace(options_, known);
        inbox_id = from - 1;
    }
    // The stream is known to carry times, or none, from here on.
    void teach_times() {
        timed("sun.sun", "above_horizon", 1, 1);
        out();
    }
    void teach_no_times() {
        for (int i = 0; i < 5; ++i) {
            leaf("sun.sun", "state", "s" + std::to_string(i));
            leaf("sun.sun", "elevation", "1");
        }
        out();
        attributes();
    }

    ChangeAssembler& assembler() { return *assembler_; }
    TimeUs steady() const { return steady_; }
    static std::string iso(int second) {
        return format_iso_time(kBase + second * kMicrosPerSecond);
    }

    StatesInMemory known;
    std::vector<StateChange> taken;
    std::int64_t inbox_id = 0;
    static constexpr TimeUs kBase = kArrival - 8 * kMicrosPerSecond;  // 14:05:00

private:
    TimeUs received_us() const { return kArrival + steady_; }

    static Json object(const std::string& state, int changed, int updated) {
        return {{"state", state},
                {"attributes", Json::object()},
                {"last_changed", iso(changed)},
                {"last_updated", iso(updated)},
                {"context", {{"id", "c"}, {"parent_id", nullptr}, {"user_id", "anna"}}}};
    }
    static std::string describe(const StateChange& change) {
        std::string text = change.entity_id + "=" + change.new_state;
        if (!change.state_differs) text += "~";
        if (change.snapshot) text += "^";
        if (change.removed) text += "!";
        if (change.time_known)
            text += "@" + std::to_string((change.changed_us - kBase) / kMicrosPerSecond);
        if (change.old_state) text += "<" + *change.old_state;
        return text;
    }

    AssemblerOptions options_;
    std::optional<ChangeAssembler> assembler_;
    Interpreter interpreter_{{{SourceKind::kStatestream, "ha_state"},
                              {SourceKind::kEventstream, "ha/events"},
                              {SourceKind::kPlainJson, "plain"}}};
    TimeUs steady_ = 1'000'000;
};

}  // namespace hearth::test
