#include "gateway/data/taxonomy_file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "gateway/data/handling_file.hpp"
#include "gateway/data/toml_parse.hpp"
#include "gateway/data/toml_reader.hpp"

namespace linli {
namespace {

using namespace std::string_view_literals;

constexpr auto question_types = std::to_array({"address"sv, "text"sv, "time"sv, "yesno"sv, "choice"sv, "plate"sv,
                                               "case_ref"sv, "slot"sv, "asset"sv, "degrees"sv});
constexpr auto photo_wishes = std::to_array({"never"sv, "optional"sv, "asked"sv, "required"sv});
constexpr std::size_t most_options = 9;  // each is answered by one digit
constexpr int most_days = 366;

using ids = std::vector<std::string_view>;

template <class List>
ids ids_of(const List& list) {
    ids out;
    for (const auto& item : list) out.push_back(item.id);
    return out;
}

ids subcategory_ids(const taxonomy& t) {
    ids out;
    for (const auto& c : t.categories)
        for (const auto& s : c.subcategories) out.push_back(s.id);
    return out;
}

std::vector<std::string> categories_of(const question& q) {
    std::vector<std::string> out;
    for (const auto& o : q.options)
        if (!o.category.empty() && std::find(out.begin(), out.end(), o.category) == out.end())
            out.push_back(o.category);
    return out;
}

both read_both(toml_reader& in) { return {in.text("zh"), in.text("en")}; }

void check_ids(toml_reader& in, std::string_view key, std::string_view kind, const std::vector<std::string>& used,
               const ids& known) {
    for (const auto& id : used)
        if (std::find(known.begin(), known.end(), id) == known.end()) in.wrong(key, unknown(kind, id, known));
}

void check_id(toml_reader& in, std::string_view key, std::string_view kind, const std::string& used, const ids& known) {
    if (!used.empty()) check_ids(in, key, kind, {used}, known);
}

template <class List>
void check_fresh(toml_reader& in, const List& list, const std::string& id) {
    for (const auto& item : list)
        if (item.id == id) in.wrong("id", fmt::format("\"{}\" stands here a second time", id));
}

void read_levels(toml_reader& root, taxonomy& t) {
    constexpr auto names = names_of(priority{});
    t.levels.assign(names.size(), {});
    std::array<bool, names.size()> seen{};
    for (auto& in : root.tables("level")) {
        const auto at = in.one_of("id", names);
        if (seen[at]) in.wrong("id", fmt::format("\"{}\" stands here a second time", names[at]));
        seen[at] = true;
        t.levels[at] = {in.span("human_ack"), in.span("onsite"),       in.span("make_safe"),
                        in.span("resolve"),   in.span("update_every"), in.flag("around_the_clock", false)};
        in.done();
    }
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (!seen[i]) root.wrong("level", fmt::format("lacks {}", names[i]));
}

void read_departments(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("department")) {
        department d{in.text("id"), read_both(in)};
        in.done();
        check_fresh(in, t.departments, d.id);
        t.departments.push_back(std::move(d));
    }
}

void read_cards(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("safety_card")) {
        safety_card c{in.text("id"), read_both(in)};
        in.done();
        check_fresh(in, t.safety_cards, c.id);
        t.safety_cards.push_back(std::move(c));
    }
}

void read_questions(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("question")) {
        question q;
        q.id = in.text("id");
        q.was = in.text("was", presence_of::optional);
        q.text = read_both(in);
        q.type = question_types[in.one_of("type", question_types)];
        for (auto& o : in.tables("options")) {
            q.options.push_back({read_both(o), o.text("category", presence_of::optional), read_urgency(o, "urgency"),
                                 read_impact(o, "impact"), o.texts("words")});
            o.done();
        }
        q.yes_urgency = read_urgency(in, "yes_urgency");
        q.told_by_time = in.flag("told_by_time", q.type == "time");
        in.done();
        check_fresh(in, t.questions, q.id);
        if ((q.type == "choice") == q.options.empty())
            in.wrong("options", "a question of type choice has options, and only such a one");
        if (q.options.size() > most_options) in.wrong("options", "there may be 9 at most");
        t.questions.push_back(std::move(q));
    }
}

subcategory read_subcategory(toml_reader& in, const taxonomy& t, const std::string& parent_icon) {
    constexpr auto priorities = names_of(priority{});
    subcategory s;
    s.id = in.text("id");
    s.name = read_both(in);
    s.icon = in.text_or("icon", parent_icon);
    s.department = in.text("department");
    s.co_departments = in.texts("co_departments");
    s.priority = static_cast<priority>(in.one_of("priority", priorities));
    s.around_the_clock = in.flag("around_the_clock", false);
    s.life_safety = in.flag("life_safety", false);
    s.safety_card = in.text("safety_card", presence_of::optional);
    s.card_first = in.flag("card_first", false);
    s.confidential = in.flag("confidential", false);
    s.photo = photo_wishes[in.one_of("photo", photo_wishes)];
    s.visit = in.flag("visit", true);
    s.verify = in.flag("verify", false);
    s.after_photo = in.flag("after_photo", false);
    s.follow_up_days = static_cast<int>(in.whole("follow_up_days", 0, 0, most_days));
    s.questions = in.texts("questions");
    s.phrases_zh = in.texts("phrases_zh");
    s.phrases_en = in.texts("phrases_en");
    s.words_zh = in.texts("words_zh");
    s.words_en = in.texts("words_en");
    in.done();
    check_id(in, "department", "department", s.department, ids_of(t.departments));
    check_ids(in, "co_departments", "department", s.co_departments, ids_of(t.departments));
    check_id(in, "safety_card", "safety card", s.safety_card, ids_of(t.safety_cards));
    if (s.card_first && s.safety_card.empty()) in.wrong("card_first", "there is no safety_card to show");
    check_ids(in, "questions", "question", s.questions, ids_of(t.questions));
    return s;
}

void read_categories(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("category")) {
        category c{in.text("id"), read_both(in), {}};
        const auto icon = in.text_or("icon", "");
        check_fresh(in, t.categories, c.id);
        for (auto& sub : in.tables("sub")) {
            auto s = read_subcategory(sub, t, icon);
            check_fresh(sub, c.subcategories, s.id);
            if (!s.id.starts_with(c.id + ".")) sub.wrong("id", fmt::format("must begin with \"{}.\"", c.id));
            c.subcategories.push_back(std::move(s));
        }
        in.done();
        t.categories.push_back(std::move(c));
    }
    if (t.categories.empty()) root.wrong("category", "there is none");
}

void read_red_flags(toml_reader& root, taxonomy& t, const ids& kinds) {
    for (auto& in : root.tables("red_flag")) {
        red_flag f{in.text("id"), in.texts("any"), in.text("category")};
        in.done();
        check_fresh(in, t.red_flags, f.id);
        check_id(in, "category", "category", f.category, kinds);
        if (f.any.empty()) in.wrong("any", "has no words");
        t.red_flags.push_back(std::move(f));
    }
    for (auto& in : root.tables("red_flag_negative")) {
        red_flag_negative n{in.text("text"), in.text("suppresses")};
        in.done();
        check_id(in, "suppresses", "category", n.suppresses, kinds);
        t.red_flag_negatives.push_back(std::move(n));
    }
}

void read_words(toml_reader& root, taxonomy& t) {
    for (auto& in : root.tables("ambiguous")) {
        ambiguous_opener a{in.text("text"), in.texts("also"), in.text("question"), {}};
        in.done();
        check_id(in, "question", "question", a.question, ids_of(t.questions));
        if (const auto* q = t.find_question(a.question)) a.candidates = categories_of(*q);
        if (a.candidates.size() < 2) in.wrong("question", "must have options of two categories at least");
        t.ambiguous.push_back(std::move(a));
    }
    for (auto& in : root.tables("intent")) {
        intent i{in.text("id"),          read_both(in),        in.texts("phrases_zh"),
                 in.texts("phrases_en"), in.texts("words_zh"), in.texts("words_en")};
        in.done();
        check_fresh(in, t.intents, i.id);
        t.intents.push_back(std::move(i));
    }
    for (auto& in : root.tables("spelling")) {
        t.spellings.push_back({in.text("from"), in.text("to")});
        in.done();
    }
}

// An option may name a category, and categories name questions: so this comes last.
void check_options(toml_reader& root, const taxonomy& t, const ids& kinds) {
    auto tables = root.tables("question");
    for (std::size_t i = 0; i < tables.size() && i < t.questions.size(); ++i) {
        auto options = tables[i].tables("options");
        for (std::size_t o = 0; o < options.size() && o < t.questions[i].options.size(); ++o)
            check_id(options[o], "category", "category", t.questions[i].options[o].category, kinds);
    }
}

}  // namespace

result<taxonomy, config_error> parse_taxonomy(std::string_view toml, std::string_view file_name) {
    auto parsed = parse_toml(toml, file_name);
    if (!parsed) return failure{parsed.error()};
    toml_errors errors(file_name);
    toml_reader root(*parsed, "the file", errors);
    taxonomy t;
    read_levels(root, t);
    read_departments(root, t);
    read_cards(root, t);
    read_questions(root, t);
    read_categories(root, t);
    const auto kinds = subcategory_ids(t);
    read_red_flags(root, t, kinds);
    read_words(root, t);
    check_options(root, t, kinds);
    read_handling(root, t);
    root.done();
    if (errors.first()) return failure{*errors.first()};
    return t;
}

}  // namespace linli
