#include "adapters/smpp/statuses.hpp"

#include <fmt/format.h>

namespace linli::adapters::smpp {

namespace {

struct status_rule {
    std::uint32_t status;
    std::string_view name;
    end how;
};

constexpr status_rule rules[] = {
    {0x01, "ESME_RINVMSGLEN", end::rejected},
    {0x02, "ESME_RINVCMDLEN", end::rejected},
    {0x03, "ESME_RINVCMDID", end::misconfigured},
    {0x04, "ESME_RINVBNDSTS", end::retry},  // the session binds anew
    {0x05, "ESME_RALYBND", end::retry},
    {0x06, "ESME_RINVPRTFLG", end::rejected},
    {0x07, "ESME_RINVREGDLVFLG", end::rejected},
    {0x08, "ESME_RSYSERR", end::retry},
    {0x0A, "ESME_RINVSRCADR", end::misconfigured},  // our own number
    {0x0B, "ESME_RINVDSTADR", end::recipient_gone},
    {0x0C, "ESME_RINVMSGID", end::rejected},
    {0x0D, "ESME_RBINDFAIL", end::misconfigured},
    {0x0E, "ESME_RINVPASWD", end::misconfigured},
    {0x0F, "ESME_RINVSYSID", end::misconfigured},
    {0x14, "ESME_RMSGQFUL", end::retry},
    {0x15, "ESME_RINVSERTYP", end::misconfigured},
    {0x33, "ESME_RINVNUMDESTS", end::recipient_gone},
    {0x34, "ESME_RINVDLNAME", end::recipient_gone},
    {0x43, "ESME_RINVESMCLASS", end::rejected},
    {0x45, "ESME_RSUBMITFAIL", end::retry},
    {0x48, "ESME_RINVSRCTON", end::misconfigured},
    {0x49, "ESME_RINVSRCNPI", end::misconfigured},
    {0x50, "ESME_RINVDSTTON", end::recipient_gone},
    {0x51, "ESME_RINVDSTNPI", end::recipient_gone},
    {0x53, "ESME_RINVSYSTYP", end::misconfigured},
    {0x58, "ESME_RTHROTTLED", end::retry},
    {0x61, "ESME_RINVSCHED", end::rejected},
    {0x62, "ESME_RINVEXPIRY", end::rejected},
    {0x64, "ESME_RX_T_APPN", end::retry},
    {0x65, "ESME_RX_P_APPN", end::rejected},
    {0x66, "ESME_RX_R_APPN", end::rejected},
    {0xC0, "ESME_RINVOPTPARSTREAM", end::rejected},
    {0xC1, "ESME_ROPTPARNOTALLWD", end::rejected},
    {0xC2, "ESME_RINVPARLEN", end::rejected},
    {0xC3, "ESME_RMISSINGOPTPARAM", end::rejected},
    {0xC4, "ESME_RINVOPTPARAMVAL", end::rejected},
    {0xFE, "ESME_RDELIVERYFAILURE", end::retry},
    {0xFF, "ESME_RUNKNOWNERR", end::retry},
    {0x104, "ESME_RINVDCS", end::rejected},
};

constexpr std::uint32_t first_vendor = 0x400, last_vendor = 0x4FF;

const status_rule* find(std::uint32_t status) {
    for (const auto& r : rules)
        if (r.status == status) return &r;
    return nullptr;
}

}  // namespace

end outcome_of(std::uint32_t status, const status_map& own) {
    if (const auto mine = own.find(status); mine != own.end()) return mine->second;
    if (const auto* r = find(status)) return r->how;
    // A vendor's refusal is one for good until the configuration knows better; of an unknown number
    // of the standard's nobody knows, and trying again ends by itself.
    return status >= first_vendor && status <= last_vendor ? end::rejected : end::retry;
}

std::string name_of_status(std::uint32_t status) {
    const auto* r = find(status);
    return fmt::format("{} ({:#04x})", r ? r->name : "an error of the SMSC's own", status);
}

}  // namespace linli::adapters::smpp
