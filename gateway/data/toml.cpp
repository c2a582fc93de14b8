// The one place where toml++ is compiled: Debian's shared library is built with exceptions, which
// gives it other symbol names than our TOML_EXCEPTIONS=0.
//
// Of malformed text it asserts first what its error would say: "[!" aborted wherever assertions are on.
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
