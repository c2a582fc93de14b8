#include <algorithm>
#include <cstdlib>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "gateway/app_parts.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/io.hpp"
#include "storage/sqlite_reader.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds finish_within{20};              // requests under way at a stop
constexpr seconds wind_down_within{5};            // what a dropped connection still has to say to itself
constexpr milliseconds look_again{20};            // whether they are finished
constexpr milliseconds cases_at_most_every{250};  // pages fetch the list anew each time

}  // namespace

int app::run() {
    auto& p = *parts_;
    net::co_spawn(p.io, p.wait_for_stop(), net::detached);
    net::co_spawn(p.io, p.wait_for_reload(), net::detached);
    net::co_spawn(p.io, p.keep_house(), net::detached);
    p.io.run();
    if (!p.wind_down()) {
        // Somebody is in the middle of a word: leave as a crash would, which loses nothing.
        p.log.flush();
        std::_Exit(exit_code::good);
    }
    return exit_code::good;
}

void app::ask_to_stop() {
    net::post(parts_->io, [this] { parts_->stop_signals.cancel(); });
}

awaitable<void> app::parts::wait_for_stop() {
    co_await stop_signals.async_wait(as_error);
    net::co_spawn(io, stop(), net::detached);
    co_await stop_signals.async_wait(as_error);
    std::_Exit(exit_code::good);  // asked twice: everything that was acknowledged is on disk
}

awaitable<void> app::parts::stop() {
    stop_asked = true;
    well.draining = true;
    log.info("stopping");
    stopping.expires_after(options.settings.drain);
    co_await stopping.async_wait(as_error);
    outside->stop_accepting();
    control->stop();
    registering->stop();
    ticks->stop();
    fetches->stop();
    for (auto& poll : polls) poll->stop();
    hub.restarting();
    const auto until = std::chrono::steady_clock::now() + finish_within;
    while (outside->busy() > 0 && std::chrono::steady_clock::now() < until) {
        stopping.expires_after(look_again);
        co_await stopping.async_wait(as_error);
    }
    out->stop();
    while (out->under_way() > 0 && std::chrono::steady_clock::now() < until) {
        stopping.expires_after(look_again);
        co_await stopping.async_wait(as_error);
    }
    // Nothing is to be sent any more: say good-bye, so that the other side keeps what comes for our return.
    for (auto& s : streams) s->leave();
    const auto left = [this] { return std::ranges::any_of(streams, [](const auto& s) { return !s->idle(); }); };
    while (left() && std::chrono::steady_clock::now() < until) {
        stopping.expires_after(look_again);
        co_await stopping.async_wait(as_error);
    }
    inside->stop_accepting();
    io.stop();
}

// The I/O thread has left its loop. What still waits for a commit gets its answer, connections end, and
// only then do the components go, in reverse order.
bool app::parts::wind_down() {
    loop->stop();
    copying->stop();
    outside->drop();
    inside->drop();
    housekeeping.cancel();
    cases_told.cancel();
    reload_signal.cancel();
    io.restart();
    const auto until = std::chrono::steady_clock::now() + wind_down_within;
    const auto left = [this] { return outside->busy() + inside->busy() + out->under_way(); };
    while (left() > 0 && std::chrono::steady_clock::now() < until) io.run_one_for(look_again);
    io.poll();
    log.info("stopped", {{"left", left()}});
    return left() == 0;
}

awaitable<void> app::parts::wait_for_reload() {
    while (!stop_asked) {
        const auto [error, signal] = co_await reload_signal.async_wait(as_error);
        if (error) co_return;
        reload();
    }
}

void app::parts::reload() {
    if (const auto wrong = tls->reload(); !wrong.empty()) log.error("certificate_refused", {{"why", wrong}});
    auto fresh = options.reload();
    if (!fresh) return log.error("reload_refused", {{"why", to_text(fresh.error())}});
    auto opened = storage::sqlite_reader::open(options.settings.database, options.settings.key_file);
    if (!opened) return log.error("reload_refused", {{"why", opened.error()}});
    const person_lookup only_find{[&](const storage::address& where) { return (*opened)->find_person(where); },
                                  [](person_id, const storage::address&) {}};
    auto built = build_community(*fresh, only_find, now());
    if (!built) return log.error("reload_refused", {{"why", to_text(built.error())}});
    serving = *std::move(built);
    services->now_serving = serving;
    hear->use(reader_of(serving, options.settings.data_dir), fresh->language);
    loop->reload(serving);
    log.info("reloaded");
}

awaitable<void> app::parts::keep_house() {
    while (!stop_asked) {
        housekeeping.expires_after(options.house_every);
        const auto [error] = co_await housekeeping.async_wait(as_error);
        if (error || stop_asked) co_return;
        if (tls->changed()) {
            const auto wrong = tls->reload();
            if (wrong.empty())
                log.info("certificate_reloaded");
            else
                log.error("certificate_refused", {{"why", wrong}});
        }
        try {
            auto sweep = [this](storage::reader& r) {
                uploads.sweep(now(), [&](const std::string& hash) { delete_unsent(r, hash); });
                photos.sweep_partial(now() - std::chrono::hours{1});
                return true;
            };
            co_await ask->ask(std::move(sweep));
        } catch (const std::exception& e) {
            log.warning("sweep_failed", {{"what", std::string_view(e.what())}});
        }
    }
}

// A photo that was uploaded and never sent. One that was stored anew since (by another upload, or as
// another channel's media) may be about to be named.
void app::parts::delete_unsent(storage::reader& r, const std::string& hash) {
    const auto stored = photos.photo_stored_at(hash);
    if (stored && *stored < now() - uploads::kept && !r.is_named(hash)) photos.remove(hash);
}

// Nothing names them any more; that they are gone is not worth anybody's waiting.
void app::parts::delete_photos(std::vector<std::string> hashes) {
    net::co_spawn(io, ask->ask([this, gone = std::move(hashes)](storage::reader&) {
        for (const auto& hash : gone) photos.remove(hash);
        return true;
    }),
                  [this](std::exception_ptr failed, bool) {
                      if (failed) log.warning("photos_not_deleted");
                  });
}

// Many changes of a busy second are one word to each page.
void app::parts::tell_cases() {
    if (std::exchange(cases_changed, true)) return;
    cases_told.expires_after(cases_at_most_every);
    cases_told.async_wait([this](boost::system::error_code error) {
        cases_changed = false;
        if (!error) hub.cases_changed();
    });
}

}  // namespace linli::gateway
