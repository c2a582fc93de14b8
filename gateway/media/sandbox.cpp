#include "gateway/media/sandbox.hpp"

#include <array>
#include <memory>

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace linli::media {

namespace {

bool limit(__rlimit_resource what, rlim_t most) {
    const rlimit both{most, most};
    return setrlimit(what, &both) == 0;
}

bool limit_resources() {
#if !defined(__SANITIZE_ADDRESS__)
    // AddressSanitizer reserves 16 TB of address space for its shadow, so no limit suits it.
    // 40 megapixels of a progressive JPEG need 240 MB, the program and its libraries some 100.
    constexpr rlim_t address_space_max = 512 * 1024 * 1024;
    if (!limit(RLIMIT_AS, address_space_max)) return false;
#endif
    return limit(RLIMIT_CPU, cpu_seconds_max) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0);  // what is open stays; nothing can be opened
}

using filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

bool allow(const filter& f, int call) { return seccomp_rule_add(f.get(), SCMP_ACT_ALLOW, call, 0) == 0; }

bool allow_on(const filter& f, int call, int fd) {
    const scmp_arg_cmp same = SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(fd));
    return seccomp_rule_add_array(f.get(), SCMP_ACT_ALLOW, call, 1, &same) == 0;
}

// Memory that is never code; for mmap also never a file.
bool allow_memory(const filter& f) {
    const scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const scmp_arg_cmp no_file = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
    const std::array both{no_code, no_file};
    return seccomp_rule_add_array(f.get(), SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, both.data()) == 0 &&
           seccomp_rule_add_array(f.get(), SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &no_code) == 0;
}

bool filter_calls() {
    const filter f{seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release};
    if (!f) return false;
#if defined(__SANITIZE_ADDRESS__)
    // AddressSanitizer asks for the signal stack before every longjmp, throw and _exit.
    if (!allow(f, SCMP_SYS(sigaltstack))) return false;
#endif
    constexpr std::array plain{
        SCMP_SYS(brk),  SCMP_SYS(munmap),     SCMP_SYS(mremap),        SCMP_SYS(madvise),      SCMP_SYS(futex),
        SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime), SCMP_SYS(rt_sigreturn),
    };
    for (const int call : plain)
        if (!allow(f, call)) return false;
    return allow_on(f, SCMP_SYS(read), STDIN_FILENO) && allow_on(f, SCMP_SYS(write), STDOUT_FILENO) &&
           allow_memory(f) && seccomp_load(f.get()) == 0;
}

}  // namespace

bool enter_sandbox() {
    // Sockets of the parent that lack FD_CLOEXEC came along (Asio sets it nowhere).
    if (close_range(STDERR_FILENO + 1, ~0U, 0) != 0) return false;
    return limit_resources() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && filter_calls();
}

}  // namespace linli::media
