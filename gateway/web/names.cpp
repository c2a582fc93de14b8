#include "gateway/web/names.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <stdexcept>

#include "dialogs/understanding/text.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t name_characters = 40;

bool has_letter(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (u_isalnum(static_cast<UChar32>(next_char(text, at)))) return true;
    return false;
}

icu::UnicodeString without_spaces(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (int32_t i = 0; i < text.length(); ++i)
        if (!u_isUWhiteSpace(text.charAt(i))) out.append(text.charAt(i));  // none is beyond the first plane
    return out;
}

// The same for all names that look the same.
icu::UnicodeString shape_of(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::LocalUSpoofCheckerPointer checker(uspoof_open(&status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no data to compare names");
    const icu::StringPiece piece(name.data(), static_cast<int32_t>(name.size()));
    const auto folded = fold->normalize(icu::UnicodeString::fromUTF8(piece), status);
    icu::UnicodeString shape;
    uspoof_getSkeletonUnicodeString(checker.getAlias(), 0, without_spaces(folded), shape, &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compare names");
    return shape;
}

}  // namespace

std::string clean_name(std::string_view typed) {
    bool cut = false;
    const auto name = clean(typed, name_characters, cut);
    if (!name || !has_letter(*name)) return {};
    std::string line = *name;
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

bool look_alike(std::string_view one, std::string_view other) { return shape_of(one) == shape_of(other); }

}  // namespace linli::gateway
