// Statement: one use of a prepared statement: bind, step, read columns.
//
// It goes back to its Database's cache, reset, when destroyed. Parameters count from 1, columns
// from 0, as in SQLite. Text and blobs are copied when bound.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct sqlite3_stmt;

namespace hearth::store {

class Database;

// Marks raw bytes, which SQLite stores as BLOB instead of TEXT.
struct Blob {
    std::string_view bytes;
};

class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    void bind(int index, std::int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view text);
    void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
    void bind(int index, const char* text) { bind(index, std::string_view(text)); }
    void bind(int index, Blob blob);
    void bind(int index, std::nullptr_t);
    template <std::integral T>
    void bind(int index, T value) {
        bind(index, static_cast<std::int64_t>(value));
    }
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value)
            bind(index, *value);
        else
            bind(index, nullptr);
    }
    template <class... Args>
    void bind_all(const Args&... args) {
        int index = 0;
        (bind(++index, args), ...);
    }

    // True when there is a row to read; false at the end.
    Result<bool> step();
    // Steps to the end.
    Status run();
    // Makes it ready to be bound and stepped again.
    void reset();
    // Calls on_row(*this) for each row. on_row must not throw.
    template <class OnRow>
    Status each(OnRow&& on_row) {
        for (;;) {
            const auto row = step();
            if (!row) return row.error();
            if (!*row) return {};
            on_row(*this);
        }
    }

    // Columns of the present row. NULL reads as 0, 0.0 or empty.
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    std::string text(int column) const;  // the bytes of TEXT or BLOB
    bool is_null(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;
    std::optional<std::string> optional_text(int column) const;

private:
    friend class Database;
    // in_use is null for a statement that is not cached.
    Statement(Database* database, sqlite3_stmt* handle, bool* in_use)
        : database_(database), handle_(handle), in_use_(in_use) {}
    void remember(int code);

    Database* database_;
    sqlite3_stmt* handle_;
    bool* in_use_;
    int bind_error_ = 0;
};

}  // namespace hearth::store
