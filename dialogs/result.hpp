// A value, or the reason why there is none. An expected failure is returned, never thrown.
#pragma once

#include <utility>
#include <variant>

namespace linli {

template <class E>
struct failure {
    E why;
};

template <class E>
failure(E) -> failure<E>;

template <class T, class E>
class result {
public:
    result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    result(failure<F> f) : held_(std::in_place_index<1>, std::move(f.why)) {}

    explicit operator bool() const noexcept { return held_.index() == 0; }
    T& operator*() & { return std::get<0>(held_); }
    const T& operator*() const& { return std::get<0>(held_); }
    T&& operator*() && { return std::get<0>(std::move(held_)); }
    T* operator->() { return &std::get<0>(held_); }
    const T* operator->() const { return &std::get<0>(held_); }
    const E& error() const { return std::get<1>(held_); }

private:
    std::variant<T, E> held_;
};

}  // namespace linli
