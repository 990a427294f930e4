// Under which name an entity is learned: the one that it had when it was first seen. When Home
// Assistant renames it, samples, models and predictions go on with that name inside, and outside
// the new one is shown: nothing has to be trained anew.
//
// What is kept is only the entities that were renamed, by their present id. Event loop only; works
// inside the caller's transaction.
#pragma once

#include <map>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "domain/state_change.hpp"
#include "store/store.hpp"

namespace hearth::ingest {

class LearnedNames {
public:
    explicit LearnedNames(store::Store& store) : store_(store) {}

    // What is stored; also after a rollback.
    Status load();
    Status rename(const std::string& old_id, const std::string& new_id);
    // Of an entity that lives: should it bear the former name of another one, it gets a name of
    // its own.
    Result<std::string> learned(const std::string& entity_id);
    // The same for what only speaks of it: no name is given.
    std::string known_as(const std::string& entity_id) const;
    // A former name of an entity that has another one now.
    bool is_former(const std::string& entity_id) const;
    // Forgets the names of entities that are forgotten themselves.
    Status drop_unknown();

    // The prediction, or what a model has found out, with the names that the entities have now.
    Json shown(Json prediction) const;

private:
    Status keep() const;
    std::string shown_label(const std::string& label) const;
    std::string shown_text(std::string text) const;

    store::Store& store_;
    std::map<std::string, std::string> learned_;  // by present id
};

}  // namespace hearth::ingest
