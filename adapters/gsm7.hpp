// The GSM 03.38 default alphabet and what a text costs as SMS (3GPP TS 23.038).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linli::adapters {

// Septets of one character: 1 in the base table, 2 in the extension, 0 when it is in neither.
std::size_t gsm7_units(char32_t c);

enum class sms_encoding { gsm7, ucs2 };

struct sms_count {
    sms_encoding encoding = sms_encoding::gsm7;
    std::size_t units = 0;  // septets or UTF-16 code units
    std::size_t parts = 1;  // what the operator bills

    bool operator==(const sms_count&) const = default;
};

// Counts while a text grows, in both encodings at once: the first character outside GSM-7 turns the
// whole message into UCS-2.
class sms_meter {
public:
    // One cluster; it is kept inside one part unless it is longer than a part.
    void add(std::string_view cluster);
    sms_count count() const;

private:
    struct packing {
        std::size_t single, per_part;  // units of a lone part, and of one with a header
        std::size_t units = 0, parts = 1, filled = 0;

        void add(std::size_t n);
        std::size_t total() const { return units <= single ? 1 : parts; }
    };

    packing gsm_{160, 153};  // 140 octets; 6 of them are the header of a joined part
    packing ucs_{70, 67};
    bool plain_ = true;
};

sms_count count_sms(std::string_view text);

// Unpacked septets, one a byte, as SMPP and HTTP gateways take them. What is not in the alphabet
// becomes "?"; ask count_sms first.
std::string to_gsm7(std::string_view text);
// Never fails: an unknown escape shows the base character, and a byte above 0x7F is read as Latin-1,
// which is what sends such bytes.
std::string from_gsm7(std::string_view septets);

// Typographic characters that cost a whole message its 160 characters, replaced by plain ones:
// ’‘ “” – — … and the no-break space. Only where the configuration asks for it.
std::string plain_punctuation(std::string_view text);

}  // namespace linli::adapters
