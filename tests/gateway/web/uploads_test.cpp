// Photos that a browser has uploaded and not sent yet, and those that it never sends.
#include "gateway/web/uploads.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "storage/disk.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct folder {
    fs::path path = fs::temp_directory_path() / ("linli-uploads-" + storage::random_name());
    uploads all{path};
    instant now = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
    std::vector<std::string> dropped;

    ~folder() { fs::remove_all(path); }
    void add(std::string_view subject, const std::string& hash) { REQUIRE(all.add(subject, {hash, 3, 2})); }
    void age(std::chrono::minutes by) {
        for (const auto& f : fs::directory_iterator(path / "uploads"))
            fs::last_write_time(f.path(), fs::file_time_type::clock::now() - by);
    }
    void sweep() {
        all.sweep(now, [&](const std::string& hash) { dropped.push_back(hash); });
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path / "uploads"), {}));
    }
};

}  // namespace

TEST_CASE("an upload belongs to who sent it, and is good for two days", "[uploads]") {
    folder f;
    f.add("ann", "aa");
    CHECK(f.all.find("ann", "aa") == photo{"aa", 3, 2});
    CHECK_FALSE(f.all.find("bob", "aa"));
    f.age(47h);
    CHECK(f.all.find("ann", "aa"));
    f.age(48h + 1min);
    // A message that was sent with it in the last minute still finds its photo on disk.
    CHECK_FALSE(f.all.find("ann", "aa"));
    f.sweep();
    CHECK(f.dropped.empty());
    CHECK(f.files() == 1);
}

TEST_CASE("a photo that was never sent goes with its upload, unless a later one names it", "[uploads]") {
    folder f;
    f.add("ann", "aa");
    f.add("ann", "bb");
    std::ofstream(f.path / "uploads" / "of an earlier release") << "3 2\n";
    f.age(50h);
    f.add("bob", "bb");
    f.sweep();
    CHECK(f.dropped == std::vector<std::string>{"aa"});
    CHECK(f.files() == 1);
    CHECK(f.all.find("bob", "bb"));
}

TEST_CASE("what could not be judged now is judged the next time", "[uploads]") {
    folder f;
    f.add("ann", "aa");
    f.age(50h);
    const auto fail = [](const std::string&) { throw std::runtime_error("the store is down"); };
    CHECK_THROWS(f.all.sweep(f.now, fail));
    f.sweep();
    CHECK(f.dropped == std::vector<std::string>{"aa"});
}
