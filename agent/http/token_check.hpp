// Is the bearer token of a request the right one? Compared in a time that does not depend on where
// the two differ.
#pragma once

#include <string>
#include <string_view>

namespace hearth::http {

class TokenCheck {
public:
    // An empty token lets nobody in.
    explicit TokenCheck(const std::string& token);

    // `authorization` is the header's value: "Bearer <token>" (the word in any case).
    bool allows(std::string_view authorization) const;

private:
    bool set_ = false;
    std::string digest_;  // of the token, so that the lengths compared are always equal
};

}  // namespace hearth::http
