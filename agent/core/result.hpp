// Result: the value of an operation that may fail in an expected way, or why it failed.
//
// Expected failures (bad input, a full disk, a missing file) travel as values so that no exception
// has to cross a thread, a callback or the plugin border. The text of an Error is meant for people:
// it says what is wrong and, where possible, what to do about it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace hearth {

enum class ErrorCode {
    kInvalid,      // the input breaks a rule
    kNotFound,     // what was asked for does not exist
    kConflict,     // not possible in the present state
    kRefused,      // understood, and deliberately not done
    kUnavailable,  // a service that is needed is away; trying later may help
    kIo,           // a file, socket or database failed
    kTooLarge,     // over a limit
    kTimeout,      // not done in time
    kCancelled,    // stopped on request
    kInternal,     // a defect of Hearth
};

// The word used for the code in JSON replies, such as "invalid" or "not_found".
const char* to_string(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::kInternal;
    std::string text;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }

    // Precondition: ok().
    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T&& value() && { return std::get<0>(std::move(content_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    // Precondition: !ok().
    const Error& error() const { return std::get<1>(content_); }

private:
    std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    // Precondition: !ok().
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace hearth
