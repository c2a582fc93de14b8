#include "storage/photos.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <fstream>
#include <map>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace linli;
using namespace linli::storage;
namespace fs = std::filesystem;

namespace {

struct scratch {
    fs::path path = fs::temp_directory_path() / ("linli-photos-" + random_name());
    scratch() { fs::create_directories(path); }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() { fs::remove_all(path); }
};

bytes of(std::string_view text) { return {text.begin(), text.end()}; }

template <class T>
std::string outcome(const result<T, disk_error>& done) {
    return done ? "done" : std::string(name_of(done.error()));
}

// Records what is done to which file, and fails the n-th of one kind of call.
class recorder : public disk_calls {
public:
    std::vector<std::string>& log;
    std::string failing;
    int error = 0;

    explicit recorder(std::vector<std::string>& into, std::string call = {}, int why = 0)
        : log(into), failing(std::move(call)), error(why) {}

    int open(const char* path, int flags, mode_t mode) override {
        if (fails("open")) return -1;
        const int fd = disk_calls::open(path, flags, mode);
        names_[fd] = kind_of(path);
        return fd;
    }
    ssize_t write(int fd, const void* from, std::size_t size) override {
        log.push_back("write " + names_[fd]);
        if (fails("write")) return -1;
        return disk_calls::write(fd, from, std::min<std::size_t>(size, 3));  // pieces are normal
    }
    int sync(int fd) override {
        log.push_back("sync " + names_[fd]);
        return fails("sync " + names_[fd]) ? -1 : disk_calls::sync(fd);
    }
    int rename(const char* from, const char* to) override {
        log.push_back("rename " + kind_of(from) + " to " + kind_of(to));
        return fails("rename") ? -1 : disk_calls::rename(from, to);
    }
    int remove(const char* path) override {
        log.push_back("remove " + kind_of(path));
        return disk_calls::remove(path);
    }
    int make_directory(const char* path, mode_t mode) override {
        const int made = disk_calls::make_directory(path, mode);
        if (made == 0) log.push_back("make " + kind_of(path));
        return made;
    }

private:
    bool fails(const std::string& call) {
        if (call != failing) return false;
        errno = error;
        return true;
    }
    static std::string kind_of(const fs::path& path) {
        if (path.parent_path().filename() == "partial") return "partial";
        if (path.extension() == ".thumb") return "thumb";
        const auto name = path.filename().string();
        return name.size() >= 32 && !name.starts_with("linli") ? "whole"
               : name.size() == 2                              ? "ab"
               : name.starts_with("linli")                     ? "data"
               : name == "partial"                             ? "partials"
                                                               : name;
    }
    std::map<int, std::string> names_;
};

std::size_t files_below(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) ++count;
    return count;
}

}  // namespace

TEST_CASE("a photo is found by the hash of its bytes, and the same photo twice is one") {
    const scratch data;
    const photo_store store(data.path);
    const auto hash = store.put(of("picture"), of("small"));
    REQUIRE(hash);
    CHECK(*hash == "2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97");
    const auto again = store.put(of("picture"), of("small"));
    REQUIRE(again);
    CHECK(*again == *hash);
    CHECK(files_below(data.path) == 2);
    CHECK(fs::exists(data.path / "photos" / hash->substr(0, 2) / *hash));
    CHECK(*store.read(*hash, photo_size::full) == of("picture"));
    CHECK(*store.read(*hash, photo_size::thumb) == of("small"));

    struct stat about {};
    REQUIRE(stat((data.path / "photos" / hash->substr(0, 2) / *hash).c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);

    CHECK(outcome(store.remove(*hash)) == "done");
    CHECK(outcome(store.read(*hash, photo_size::full)) == "not_found");
    CHECK(outcome(store.read(*hash, photo_size::thumb)) == "not_found");
    CHECK(outcome(store.remove(*hash)) == "not_found");
}

TEST_CASE("other files are kept as they came") {
    const scratch data;
    const photo_store store(data.path);
    const auto hash = store.put_file(of("a voice"));
    REQUIRE(hash);
    CHECK(*store.read_file(*hash) == of("a voice"));
    CHECK(*store.locate_file(*hash) == data.path / "files" / hash->substr(0, 2) / *hash);
    CHECK(outcome(store.read(*hash, photo_size::full)) == "not_found");  // it is not a photo
    CHECK(outcome(store.remove(*hash)) == "done");
    CHECK(outcome(store.locate_file(*hash)) == "not_found");
    CHECK(*store.put_file({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a file that comes in pieces is kept under the hash of the whole, or leaves nothing") {
    const scratch data;
    const photo_store store(data.path);
    {
        auto file = store.begin_file();
        for (const std::string_view piece : {"a ", "vo", "ice"}) REQUIRE(file.write(of(piece)));
        CHECK(file.size() == 7);
        CHECK(*read_whole(file.path(), 100) == of("a voice"));
        CHECK(photo_store::name_of(file.sha256()) == *store.put_file(of("a voice")));
        const auto hash = file.keep();
        REQUIRE(hash);
        CHECK(*store.read_file(*hash) == of("a voice"));
    }
    CHECK(files_below(data.path) == 1);
    {
        auto dropped = store.begin_file(5);
        REQUIRE(dropped.write(of("1234")));
        CHECK(outcome(dropped.write(of("56"))) == "too_large");
        CHECK(*read_whole(dropped.path(), 100) == of("1234"));
        const auto moved = std::move(dropped);
        CHECK(files_below(data.path) == 2);
    }
    CHECK(files_below(data.path) == 1);
}

TEST_CASE("a text that is not a hash names nothing, wherever it points") {
    const scratch data;
    const photo_store store(data.path / "data");
    const std::string hash = *store.put(of("picture"), of("small"));
    std::ofstream(data.path / "secret") << "secret";
    std::string upper = hash;
    upper[upper.find_first_of("abcdef")] = 'A';
    for (const std::string& name : std::vector<std::string>{
             "", "..", "../secret", "../../secret", "/etc/passwd", hash + "/../x", hash + ".thumb", hash.substr(1),
             hash + "0", upper, " " + hash.substr(1), hash.substr(1) + "\n", hash.substr(0, 63) + std::string(1, '\0'),
             std::string(64, '.'), std::string(64, '/'), "../" + std::string(61, 'a'), std::string(62, 'a') + "/."}) {
        INFO(name);
        CHECK(outcome(store.read(name, photo_size::full)) == "not_found");
        CHECK(outcome(store.read(name, photo_size::thumb)) == "not_found");
        CHECK(outcome(store.read_file(name)) == "not_found");
        CHECK(outcome(store.locate_file(name)) == "not_found");
        CHECK(outcome(store.remove(name)) == "not_found");
    }
    // A link that someone laid into the folder is not followed, though the bytes would be right.
    const std::string other = *photo_store(data.path / "elsewhere").put_file(of("secret"));
    const fs::path folder = data.path / "data" / "files" / other.substr(0, 2);
    fs::create_directories(folder);
    fs::create_symlink(data.path / "secret", folder / other);
    CHECK_FALSE(store.read_file(other));
    CHECK_FALSE(store.locate_file(other));
}

TEST_CASE("bytes that changed on the disk are found out, and storing the photo again heals it") {
    const scratch data;
    const photo_store store(data.path);
    const std::string hash = *store.put(of("picture"), of("small"));
    std::ofstream(data.path / "photos" / hash.substr(0, 2) / hash) << "pictura";
    CHECK(outcome(store.read(hash, photo_size::full)) == "damaged");
    CHECK(store.put(of("picture"), of("small")));
    CHECK(outcome(store.read(hash, photo_size::full)) == "done");
}

TEST_CASE("every file is synced before its name, and every name before put returns") {
    const scratch data;
    std::vector<std::string> log;
    const photo_store store(data.path, std::make_unique<recorder>(log));
    REQUIRE(store.put(of("12345"), of("t")));
    CHECK(log == std::vector<std::string>{"make photos", "sync data", "make partials", "sync photos", "make ab",
                                          "sync photos", "write partial", "sync partial", "rename partial to thumb",
                                          "sync ab", "sync photos", "sync photos", "write partial", "write partial",
                                          "sync partial", "rename partial to whole", "sync ab"});
}

TEST_CASE("a disk that is full is told apart, and leaves nothing behind") {
    for (const std::string call : {"open", "write", "sync partial", "rename"})
        for (const auto& [error, name] : std::map<int, std::string>{
                 {ENOSPC, "no_space"}, {EDQUOT, "no_space"}, {EIO, "broken"}, {EROFS, "broken"}}) {
            INFO(call << " " << name);
            const scratch data;
            std::vector<std::string> log;
            const photo_store store(data.path, std::make_unique<recorder>(log, call, error));
            CHECK(outcome(store.put(of("picture"), of("small"))) == name);
            CHECK(outcome(store.put_file(of("voice"))) == name);
            {
                auto coming = store.begin_file();
                const auto written = coming.write(of("piece"));
                CHECK((written ? outcome(coming.keep()) : outcome(written)) == name);
            }
            CHECK(files_below(data.path) == 0);
        }
    const scratch data;
    std::vector<std::string> log;
    const photo_store unsynced(data.path, std::make_unique<recorder>(log, "sync ab", EIO));
    CHECK(outcome(unsynced.put(of("picture"), of("small"))) == "broken");  // never pretends
}

TEST_CASE("what is too large is refused before it is written") {
    const scratch data;
    const photo_store store(data.path);
    CHECK(outcome(store.put(bytes(photo_store::photo_bytes_max + 1), of("t"))) == "too_large");
    CHECK(outcome(store.put_file(bytes(photo_store::file_bytes_max + 1))) == "too_large");
    CHECK(files_below(data.path) == 0);
}

TEST_CASE("a photo that is stored again is as fresh as a new one") {
    const scratch data;
    const photo_store store(data.path);
    using namespace std::chrono_literals;
    const auto now = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
    const auto hash = *store.put(of("picture"), of("small"));
    fs::last_write_time(photo_store::place_of(data.path / "photos", hash), fs::file_time_type::clock::now() - 72h);
    REQUIRE(store.photo_stored_at(hash));
    CHECK(*store.photo_stored_at(hash) < now - 71h);
    REQUIRE(store.put(of("picture"), of("small")));
    CHECK(*store.photo_stored_at(hash) > now - 1h);
    CHECK(outcome(store.photo_stored_at(std::string(64, '0'))) == "not_found");
    CHECK(outcome(store.photo_stored_at("../partial")) == "not_found");
}

TEST_CASE("half-written pieces are swept by age, and nothing else") {
    const scratch data;
    const photo_store store(data.path);
    REQUIRE(store.put(of("picture"), of("small")));
    std::ofstream(data.path / "photos" / "partial" / "torn") << "x";
    using namespace std::chrono_literals;
    const auto now = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
    CHECK(*store.sweep_partial(now - 1h) == 0);
    CHECK(*store.sweep_partial(now + 1h) == 1);
    CHECK(files_below(data.path) == 2);
}
