#include "storage/key_ring.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/rights.hpp"

namespace linli::storage {
namespace {

constexpr std::string_view heading = "linli-key-1 ";  // names the format, so that a later one can differ
constexpr std::size_t hex_digits = 64;                // 32 bytes
constexpr std::size_t hash_bytes = 16;                // keyed, so only chance collides: 2^-64 at 10^9 addresses
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int text_form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* raw(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* raw(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

// The first `max` bytes of a file; nothing when it cannot be read (errno says why).
std::optional<std::string> read_start(const std::filesystem::path& file, std::size_t max) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    std::string bytes(max, '\0');
    const auto n = ::read(fd, bytes.data(), bytes.size());
    const int why = errno;
    ::close(fd);
    errno = why;
    if (n < 0) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(n));
    return bytes;
}

// "" or what went wrong. Written aside and renamed, so that a crash leaves no half key.
std::string write_new(const std::filesystem::path& file, std::string_view text) {
    std::error_code ignored;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    std::filesystem::create_directories(folder, ignored);
    const auto aside = std::filesystem::path(file.string() + ".new");
    const int fd = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return std::strerror(errno);
    const bool written = ::fchmod(fd, 0600) == 0 &&
                         ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    std::string trouble = written ? "" : std::strerror(errno);
    ::close(fd);
    if (written && ::link(aside.c_str(), file.c_str()) != 0) trouble = std::strerror(errno);
    ::unlink(aside.c_str());
    if (!trouble.empty()) return trouble;
    const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || ::fsync(dir) != 0) trouble = std::strerror(errno);
    if (dir >= 0) ::close(dir);
    return trouble;
}

std::string new_key_line() {
    std::array<unsigned char, 32> fresh{};
    randombytes_buf(fresh.data(), fresh.size());
    std::string hex(hex_digits + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), fresh.data(), fresh.size());
    hex.pop_back();
    sodium_memzero(fresh.data(), fresh.size());
    return std::string(heading) + hex + "\n";
}

std::string not_written(const std::filesystem::path& file, const std::string& why) {
    return "cannot write the key file " + file.string() + ": " + why +
           "; gateway.key_file must name a place where this user may write";
}

}  // namespace

std::string key_ring::flaw_of(const std::filesystem::path& file) {
    std::error_code unseen;
    if (!std::filesystem::exists(file, unseen)) {
        const int why = why_not_usable(file);
        return why ? not_written(file, std::strerror(why)) : "";
    }
    const auto keys = open(file, false);
    return keys ? "" : keys.error();
}

result<key_ring, std::string> key_ring::open(const std::filesystem::path& file, bool create) {
    if (sodium_init() < 0) return failure{std::string("libsodium cannot start")};
    if (create)
        if (auto why = flaw_of(file); !why.empty()) return failure{std::move(why)};
    auto line = read_start(file, heading.size() + hex_digits + 2);
    if (!line && errno == ENOENT && create) {
        auto made = new_key_line();
        if (auto why = write_new(file, made); !why.empty()) return failure{not_written(file, why)};
        line = std::move(made);
    }
    if (!line && errno == ENOENT)
        return failure{"the key file " + file.string() +
                       " is missing; without it the addresses in this database cannot be read. Put back "
                       "the file that was made with the database"};
    if (!line) return failure{"cannot read the key file " + file.string() + ": " + std::strerror(errno)};
    key master{};
    std::size_t got = 0;
    const bool formed = line->starts_with(heading) && line->size() >= heading.size() + hex_digits &&
                        sodium_hex2bin(master.data(), master.size(), line->data() + heading.size(), hex_digits, nullptr,
                                       &got, nullptr) == 0 &&
                        got == master.size() &&
                        line->substr(heading.size() + hex_digits).find_first_not_of("\r\n") == line->npos;
    sodium_memzero(line->data(), line->size());
    if (!formed)
        return failure{file.string() +
                       " is not a key file of Linli; put back the one that was made with the "
                       "database, or, before there is one, name a file that is not there yet in "
                       "gateway.key_file: `linli serve` makes it"};
    key_ring ring(master);
    sodium_memzero(master.data(), master.size());
    return ring;
}

key_ring::key_ring(const key& master) {
    crypto_kdf_derive_from_key(hashing_.data(), hashing_.size(), 1, "linlidat", master.data());
    crypto_kdf_derive_from_key(sealing_.data(), sealing_.size(), 2, "linlidat", master.data());
}

key_ring::~key_ring() {
    sodium_memzero(hashing_.data(), hashing_.size());
    sodium_memzero(sealing_.data(), sealing_.size());
}

std::string key_ring::hash(std::string_view purpose, std::string_view text) const {
    crypto_generichash_state state;
    crypto_generichash_init(&state, hashing_.data(), hashing_.size(), hash_bytes);
    const auto size = static_cast<unsigned char>(purpose.size());  // keeps purpose and text apart
    crypto_generichash_update(&state, &size, 1);
    crypto_generichash_update(&state, raw(purpose), purpose.size());
    crypto_generichash_update(&state, raw(text), text.size());
    std::string out(hash_bytes, '\0');
    crypto_generichash_final(&state, raw(out), out.size());
    return out;
}

std::string key_ring::seal(std::string_view purpose, std::string_view plain) const {
    std::string out(nonce_bytes + plain.size() + tag_bytes, '\0');
    randombytes_buf(out.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(out) + nonce_bytes, nullptr, raw(plain), plain.size(), raw(purpose),
                                               purpose.size(), nullptr, raw(out), sealing_.data());
    return out;
}

std::optional<std::string> key_ring::unseal(std::string_view purpose, std::string_view sealed) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    std::string out(sealed.size() - nonce_bytes - tag_bytes, '\0');
    const auto cipher = sealed.substr(nonce_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), nullptr, nullptr, raw(cipher), cipher.size(), raw(purpose),
                                                   purpose.size(), raw(sealed), sealing_.data()) != 0)
        return std::nullopt;
    return out;
}

std::string key_ring::seal_text(std::string_view purpose, std::string_view plain) const {
    const auto sealed = seal(purpose, plain);
    std::string out(sodium_base64_encoded_len(sealed.size(), text_form), '\0');
    sodium_bin2base64(out.data(), out.size(), raw(std::string_view(sealed)), sealed.size(), text_form);
    out.pop_back();  // the terminator
    return out;
}

std::optional<std::string> key_ring::unseal_text(std::string_view purpose, std::string_view sealed) const {
    std::string bytes(sealed.size(), '\0');
    std::size_t got = 0;
    if (sodium_base642bin(raw(bytes), bytes.size(), sealed.data(), sealed.size(), nullptr, &got, nullptr, text_form) !=
        0)
        return std::nullopt;
    return unseal(purpose, std::string_view(bytes).substr(0, got));
}

}  // namespace linli::storage
