#include "dialogs/news.hpp"

namespace linli {

bool lets_sleep(const community& c, const case_file& f, instant now) {
    return f.priority > priority::p1 && c.calendar.is_quiet(now);
}

void push(work& w, const case_file& f, news n) {
    if (!lets_sleep(w.c, f, w.now())) return tell_now(w, f, std::move(n));
    prompt p;
    p.what = n.passing ? news_moved : news_told;
    p.about = f.code;
    p.text = std::move(n.text);
    p.photos = std::move(n.photos);
    p.ref = std::move(n.ref);
    w.post(f.intake.reporter, std::move(p));
}

void tell_now(work& w, const case_file& f, news n) {
    auto& o = w.say_to(f.intake.reporter, std::move(n.text), is_alarm(f) ? lane::alarm : lane::progress);
    o.about = f.code;
    o.photos = std::move(n.photos);
    o.quiet = lets_sleep(w.c, f, w.now());
    if (n.ref.empty()) return;
    o.ref = std::move(n.ref);
    o.report_to = w.c.room;
}

}  // namespace linli
