#include "http/session.hpp"

namespace hearth::http {

void SharedState::close_all() {
    const auto present = sessions_;  // each one leaves the list while it closes
    for (const auto& [address, session] : present)
        if (const auto alive = session.lock()) alive->close();
    sessions_.clear();
}

}  // namespace hearth::http
