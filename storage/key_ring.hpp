// The deployment's secret key: hashes what is looked up, seals what is opened only to be used.
//
// The key is one line of a file that lies outside the data folder, so that a copy of the folder
// tells no address, name or phone number. Immutable once opened; every call may come from any
// thread.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/result.hpp"

namespace linli::storage {

class key_ring {
public:
    // Reads the key file. When it is missing and `create` is set (the database is new) a key is
    // made, readable by its owner alone and on disk before this returns. The error is a sentence
    // for people.
    static result<key_ring, std::string> open(const std::filesystem::path& file, bool create);
    // "" or why `open` could neither read nor make it; nothing is made.
    static std::string flaw_of(const std::filesystem::path& file);

    key_ring(const key_ring&) = default;
    key_ring& operator=(const key_ring&) = default;
    ~key_ring();  // wipes the keys

    // 16 bytes; the same for the same purpose and text, and without the key not to be guessed at.
    std::string hash(std::string_view purpose, std::string_view text) const;

    // Raw bytes, different on every call. `unseal` gives nothing for what was not sealed by this
    // key for this purpose.
    std::string seal(std::string_view purpose, std::string_view plain) const;
    std::optional<std::string> unseal(std::string_view purpose, std::string_view sealed) const;

    // The same as text that stands in JSON without escapes.
    std::string seal_text(std::string_view purpose, std::string_view plain) const;
    std::optional<std::string> unseal_text(std::string_view purpose, std::string_view sealed) const;

private:
    using key = std::array<unsigned char, 32>;
    explicit key_ring(const key& master);

    key hashing_{};
    key sealing_{};
};

}  // namespace linli::storage
