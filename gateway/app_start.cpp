#include <algorithm>
#include <csignal>

#include <fmt/format.h>

#include "dialogs/work.hpp"
#include "gateway/app_parts.hpp"
#include "gateway/channel_builder.hpp"
#include "gateway/community_builder.hpp"
#include "gateway/data/data_files.hpp"
#include "gateway/exit_codes.hpp"
#include "gateway/failpoints.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/metrics.hpp"
#include "gateway/turns/counters.hpp"
#include "gateway/web/token.hpp"
#include "storage/sqlite_reader.hpp"

namespace linli::gateway {
namespace {

not_started wrong_configuration(const problems& found) { return {exit_code::configuration, to_text(found)}; }

std::set<std::string> hosted_channels(const config& c) {
    std::set<std::string> names{terminal_channel};
    if (const auto* web = c.web()) names.insert(web->table.name);
    return names;
}

std::string browsable(const config& c, const endpoint& where, bool tls) {
    if (!c.public_url.empty()) return c.public_url;
    auto at = where;
    if (at.host == "0.0.0.0" || at.host == "::") at.host = "127.0.0.1";
    return (tls ? "https://" : "http://") + at.text();
}

}  // namespace

std::shared_ptr<const reader> reader_of(std::shared_ptr<const community> c, const std::filesystem::path& data_dir) {
    struct all {
        std::shared_ptr<const community> kept;
        model_bytes model;
        reader reads;
        all(std::shared_ptr<const community> k, model_bytes m)
            : kept(std::move(k)), model(std::move(m)), reads(kept->taxonomy, model.bytes(), kept->buildings) {}
    };
    auto made = std::make_shared<all>(std::move(c), model_of(data_dir));
    return {made, &made->reads};
}

app::parts::parts(app_options o, logger& l, storage::data_lock held, std::unique_ptr<storage::sqlite_store> s,
                  std::shared_ptr<const community> c)
    : options(std::move(o)),
      log(l),
      lock(std::move(held)),
      store(std::move(s)),
      serving(std::move(c)),
      photos(options.settings.data_dir),
      uploads(options.settings.data_dir) {}

result<std::unique_ptr<app>, not_started> app::start(app_options o, logger& log) {
    const auto& c = o.settings;
    auto lock = storage::lock_data_folder(c.data_dir);
    if (!lock) return failure{not_started{lock.error().held ? exit_code::in_use : exit_code::failed, lock.error().why}};
    auto store = storage::sqlite_store::open({c.database, c.key_file, hosted_channels(c), 0, !control("sync_off")});
    if (!store) return failure{not_started{exit_code::failed, store.error()}};
    auto built = build_community(c, making_persons(**store), now());
    if (!built) return failure{wrong_configuration(built.error())};
    auto p = std::make_unique<parts>(std::move(o), log, *std::move(lock), *std::move(store), *std::move(built));
    if (auto wrong = p->make()) return failure{*std::move(wrong)};
    if (auto wrong = p->listen()) return failure{*std::move(wrong)};
    p->serve();
    return std::unique_ptr<app>(new app(std::move(p)));
}

app::app(std::unique_ptr<parts> p) : parts_(std::move(p)) {}
app::~app() = default;

std::optional<not_started> app::parts::make() {
    const auto& c = options.settings;
    stop_signals.add(SIGTERM);  // before we say ready, so that none is met unprepared
    stop_signals.add(SIGINT);
    reload_signal.add(SIGHUP);
    build_channels(c, known);
    known.tell_let_in([this](std::string_view channel, std::string_view chat) { tell_group(channel, chat); });
    auto keys = storage::key_ring::open(c.key_file, false);
    if (!keys) return not_started{exit_code::configuration, keys.error()};
    links.emplace(media::links_of(*keys));
    const auto open_reader = [&c]() -> std::unique_ptr<storage::reader> {
        auto made = storage::sqlite_reader::open(c.database, c.key_file);
        if (!made) throw storage::store_error(made.error(), false);
        return *std::move(made);
    };
    ask.emplace(open_reader);
    hear.emplace(reader_of(serving, c.data_dir), c.language);
    loop.emplace(*store, *serving, known, listeners(), turns::limits{}, seams());
    cleaner.emplace(io.get_executor(), options.photo_child);
    http.emplace(io, http_client_options{});
    make_sending();
    ticks.emplace(io, land, *loop, ticker::options{[this] { return serving->room; }, {}});
    make_polls();
    make_streams(*keys);
    who.emplace(*loop, land, *ask);
    const auto metrics = [this](const stored_figures& stored) {
        return metrics_text(*services, *out, http->clocks(), stored, now());
    };
    services.reset(new gateway::services{.settings = c,
                                         .known = known,
                                         .loop = *loop,
                                         .land = land,
                                         .ask = *ask,
                                         .sessions = *who,
                                         .hub = hub,
                                         .hear = *hear,
                                         .out = *out,
                                         .photos = photos,
                                         .cleaner = *cleaner,
                                         .links = *links,
                                         .uploads = uploads,
                                         .health = well,
                                         .counts = counts,
                                         .log = log,
                                         .now_serving = serving,
                                         .sockets_of = {},
                                         .metrics_text = metrics});
    return std::nullopt;
}

turn_seams app::parts::seams() {
    turn_seams s;
    if (const auto* web = options.settings.web()) s.addresses.web_channel = web->table.name;
    s.addresses.base = [this] { return browsable(options.settings, outside->where(), tls->wanted()); };
    if (!options.settings.public_url.empty())
        s.addresses.dossier = [this](case_code code, instant at) {
            const auto until = at + media::media_links::dossier_life;
            return options.settings.public_url + links->dossier(code_text(code), until);
        };
    s.read = [this](const std::string& words, language hint) { return hear->read(words, hint); };
    return s;
}

// Called on the store thread; all that touches the I/O thread's things lands there.
turn_listeners app::parts::listeners() {
    turn_listeners to;
    to.to_send = [this](std::vector<storage::outbox_row> rows) { out->take(std::move(rows)); };
    to.to_fetch = [this](std::vector<storage::fetch_row> rows) { fetches->take(std::move(rows)); };
    to.to_tap = [this](std::vector<tap_answer> answers) {
        const auto ours = [this](const tap_answer& t) {
            const auto* c = known.find(t.channel);
            return c && c->adapter->can().hosted;
        };
        const auto theirs = std::stable_partition(answers.begin(), answers.end(), ours);
        std::vector<tap_answer> hosted(std::make_move_iterator(answers.begin()), std::make_move_iterator(theirs));
        answers.erase(answers.begin(), theirs);
        if (!hosted.empty())
            land.land([this, hosted = std::move(hosted)] {
                for (const auto& t : hosted) hub.put_toast(t.tap_id, t.toast);
            });
        if (!answers.empty()) out->answer(std::move(answers));
    };
    to.to_web = [this](std::vector<storage::history_row> rows) {
        land.land([this, some = std::move(rows)] { hub.publish(some); });
    };
    to.forgotten = [this](std::vector<person_id> people) {
        land.land([this, all = std::move(people)] {
            for (const auto one : all) hub.forgotten(one);
        });
    };
    to.signed_out = [this](std::vector<person_id> people) {
        land.land([this, all = std::move(people)] {
            for (const auto one : all) hub.signed_out(one);
        });
    };
    to.photos_gone = [this](std::vector<std::string> hashes) {
        land.land([this, gone = std::move(hashes)] { delete_photos(gone); });
    };
    to.cases_changed = [this] { land.land([this] { tell_cases(); }); };
    to.ready = [this](bool yes) {
        well.store_well = yes;
        log.write(yes ? level::info : level::error, yes ? "store_well" : "store_failed");
    };
    to.log = [this](const turn_log& t) {
        log.info("turn", {{"room", static_cast<std::int64_t>(t.room)},
                          {"channel", t.channel},
                          {"kind", t.kind},
                          {"note", t.note},
                          {"message", t.message},
                          {"case", static_cast<std::int64_t>(t.about)},
                          {"us", t.micros},
                          {"trouble", t.trouble}});
    };
    to.trouble = [this](std::string_view what) { log.error("store", {{"what", what}}); };
    return to;
}

std::optional<not_started> app::parts::listen() {
    const auto& c = options.settings;
    tls.emplace(c.tls_certificate, c.tls_key);
    if (const auto wrong = tls->reload(); !wrong.empty()) return wrong_configuration({c.at(c.tls_line, wrong)});
    std::function<tls_context()> contexts;
    if (tls->wanted()) contexts = [this] { return tls->current(); };
    try {
        outside.emplace(io,
                        listener_settings{c.listen, public_routes(), c.trusted_proxies, contexts, limit::connections,
                                          limit::connections_each, options.patience},
                        *services, log);
        inside.emplace(io,
                       listener_settings{c.internal_listen,
                                         internal_routes(),
                                         {},
                                         {},
                                         limit::connections_each,
                                         limit::connections_each,
                                         options.patience},
                       *services, log);
        control.emplace(io, c.data_dir, *services);
    } catch (const boost::system::system_error& e) {
        const auto& where = !outside ? c.listen : c.internal_listen;
        return not_started{exit_code::failed,
                           fmt::format("cannot listen on {}: {} (gateway.{} in the configuration)", where.text(),
                                       e.code().message(), !outside ? "listen" : "internal_listen")};
    }
    return std::nullopt;
}

// One line of the log about a channel; holds no address and no words.
std::function<void(std::string_view, std::string_view)> app::parts::trouble(std::string_view event) {
    return [this, event](std::string_view channel, std::string_view what) {
        log.warning(event, {{"channel", channel}, {"what", what}});
    };
}

void app::parts::make_sending() {
    sender_options sending;
    sending.is_group = [this](const storage::outbox_row& r) { return serving->is_room(r.message.to); };
    sending.photo = [this](std::string hash) -> awaitable<std::string> {
        auto read = [this, hash = std::move(hash)](storage::reader&) {
            const auto bytes = photos.read(hash, storage::photo_size::full);
            return bytes ? std::string(bytes->begin(), bytes->end()) : std::string{};
        };
        co_return co_await ask->ask(std::move(read));
    };
    sending.photo_link = [this](const std::string& hash) {
        const auto& base = options.settings.public_url;
        return base.empty() ? std::string() : base + links->media(hash, now() + media::media_links::media_life);
    };
    sending.trouble = trouble("sending");
    out.emplace(io, known, *http, *loop, std::move(sending));
    fetches.emplace(fetcher::parts{io, known, *http, *loop, land, *cleaner, photos, *links, options.settings.public_url,
                                   options.settings.allow_private_media, trouble("fetching")});
    const auto& staff = options.settings.staff;
    registering.emplace(io, known, *http, trouble("set_up"), std::chrono::milliseconds{1000},
                        storage::address{staff.group_channel, staff.group_chat});
}

void app::parts::make_polls() {
    for (const auto& c : known.all()) {
        if (!c->adapter->polling({})) continue;
        polls.push_back(std::make_unique<poll_driver>(
            *c, poll_driver::parts{io, known, *http, *hear, *loop, land, trouble("polling")}));
    }
}

void app::parts::make_streams(const storage::key_ring& keys) {
    constexpr std::string_view purpose = "session";
    for (const auto& c : known.all()) {
        if (!c->adapter->streaming({})) continue;
        stream_driver::parts p{io, known, *hear, *loop, land, trouble("session"), {}, {}};
        p.seal = [keys](std::string_view plain) { return keys.seal_text(purpose, plain); };
        p.unseal = [keys](std::string_view sealed) { return keys.unseal_text(purpose, sealed); };
        streams.push_back(std::make_unique<stream_driver>(*c, std::move(p)));
        out->through(c->name, *streams.back());
    }
}

checkpointer::steps app::parts::checkpoint_steps() {
    const auto open = [this]() -> storage::checkpoint_connection& {
        if (!wal) wal = std::make_unique<storage::checkpoint_connection>(options.settings.database);
        return *wal;
    };
    return {[open] { return open().run(); }, [open] { open().truncate(); },
            [this] { return loop->counters().batches.load(std::memory_order_relaxed); },
            [this](std::string_view what) {
                log.warning("checkpoint_failed", {{"what", what}});
            }};
}

// Whoever sets up a staff group must learn its id somewhere, and hardly a platform shows it.
void app::parts::tell_group(std::string_view channel, std::string_view chat) {
    const auto& staff = options.settings.staff;
    const bool configured = (channel == staff.group_channel && chat == staff.group_chat) ||
                            std::ranges::any_of(staff.groups, [&](const department_group_settings& g) {
                                return channel == g.channel && chat == g.chat;
                            });
    if (!configured) log.info("group_joined", {{"channel", channel}, {"chat", group_id{chat}}});
}

void app::parts::warn() {
    const auto& c = options.settings;
    if (!c.public_url.empty()) return;
    for (const auto& one : c.channels)
        if (one.table.type != "web" && !known.find(one.table.name)->adapter->streaming({}) &&
            one.table.get("receive", "webhook") == "webhook")
            log.warning("webhook_not_registered",
                        {{"channel", one.table.name}, {"why", "gateway.public_url is not set"}});
}

std::string app::parts::staff_link() {
    const auto& c = options.settings;
    if (!c.web()) return {};
    const auto base = browsable(c, outside->where(), tls->wanted());
    if (store->setting(std::string(manager_setting)) && !options.new_staff_link) return base + "/staff";
    const identity manager{new_subject('s'), {}, role::manager};
    return base + "/staff?key=" + sessions::put_link(*store, manager, now()) +
           "  (works once, within 48 hours; who opens it is the manager)";
}

void app::parts::serve() {
    const auto& c = options.settings;
    const auto link = staff_link();
    loop->start();
    copying.emplace(checkpoint_steps());
    copying->start();
    out->start();
    fetches->start();
    registering->start();
    ticks->start();
    for (auto& p : polls) p->start();
    for (auto& s : streams) s->start();
    outside->start();
    inside->start();
    control->start();
    warn();
    std::string text = "ready\n";
    if (c.web()) {
        text += fmt::format("  chat for residents   {}/\n", browsable(c, outside->where(), tls->wanted()));
        text += fmt::format("  staff room           {}\n", link);
    } else {
        text += fmt::format("  webhooks             {}/webhooks/…\n", browsable(c, outside->where(), tls->wanted()));
    }
    text += fmt::format("  health and metrics   http://{}/readyz /livez /metrics\n", inside->where().text());
    log.info("started", {{"listen", outside->where().text()},
                         {"internal_listen", inside->where().text()},
                         {"channels", c.channels.size()}});
    options.say(text);
}

}  // namespace linli::gateway
