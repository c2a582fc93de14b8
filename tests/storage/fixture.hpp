// A store in a folder of its own, for the tests of storage/.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "storage/codec.hpp"
#include "storage/sqlite_reader.hpp"
#include "storage/sqlite_store.hpp"

namespace linli::storage::testing {

class temporary_folder {
public:
    temporary_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "linli-storage-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    std::filesystem::path operator/(const char* name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

inline constexpr instant noon{std::chrono::milliseconds{1'764'000'000'000}};
inline constexpr std::int64_t noon_minute = 1'764'000'000 / 60;

struct database {
    temporary_folder folder;
    sqlite_options options{folder / "linli.db", folder / "key", {"web"}, 0};
    std::unique_ptr<sqlite_store> store = opened();

    std::unique_ptr<sqlite_store> opened() {
        auto r = sqlite_store::open(options);
        if (!r) throw std::runtime_error(r.error());
        return std::move(*r);
    }
    std::unique_ptr<sqlite_reader> reader() {
        auto r = sqlite_reader::open(options.database, options.key_file);
        if (!r) throw std::runtime_error(r.error());
        return std::move(*r);
    }
    void reopen() {
        store.reset();
        store = opened();
    }

    person_id person(const std::string& channel, const std::string& chat) { return store->person_for({channel, chat}); }
    // One thing said; commits it.
    recorded said_by(person_id who, const std::string& text, const std::string& key, const std::string& channel = "tg",
                     case_code about = {}) {
        recorded r;
        r.dedupe = {channel, noon_minute, key};
        r.event.at = noon;
        r.event.room = r.event.sender = who;
        r.event.channel = channel;
        r.about = about;
        linli::said s;
        s.text = text;
        r.event.body = s;
        return r;
    }
    bool seen(const dedupe_key& key) {
        batch_keys keys;
        keys.dedupe = {key};
        return store->load(keys).seen.at(0);
    }
    std::optional<conversation> talk(person_id who) {
        batch_keys keys;
        keys.conversations = {who};
        return store->load(keys).conversations.at(0);
    }
    outbox_row message_to(person_id who, const std::string& text) {
        outbox_row row;
        row.message.to = who;
        row.message.text = text;
        row.due = noon;
        return row;
    }
};

}  // namespace linli::storage::testing
