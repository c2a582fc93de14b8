"""What the runs say: a table, then each goal as the min / median / max of its rounds."""
import statistics

# (name, what it is, the better side, the goal): shared by the README
GOALS = {
    "G5": ("turns/s: linli / ceiling", ">=", 0.70),
    "G6": ("CPU a turn: linli / ceiling", "<=", 1.6),
    "G8a": ("ack p99: linli / ceiling", "<=", 2.0),
    "G8r": ("reply p99: linli / ceiling", "<=", 2.0),
    "G9": ("linli's ack p99: API takes 50 ms / 0 ms, same offered rate", "<=", 1.5),
}
GENERATOR_CORES = 0.85  # above this the generator was the limit, and nothing was measured
GENERATOR_LEAD = 1.5    # the nullbot must be that much faster than the best program

FAIRNESS = """Read this beside the figures:
- Absolute figures drift by 20-40 % within an hour on shared machines; only the ratios within a round say anything.
- The load generator shares the cores with the program that it measures.
- Both programs acknowledge after their commit (SQLite, WAL, synchronous=FULL) and send after that.
- Telegram's secret is compared in constant time by both; there is no signature over the body to verify.
- The ceiling has no retries, limits, log, metrics, recovery or understanding of the text: a mirror, not a product.
- Send limits are lifted for Linli: Telegram's own 30 messages a second would be all that one measures.
- Latency of the closed loop (64 in flight) is mostly queueing; the open loop is timed from the intended start."""


def print_facts(facts):
    for name, value in facts.items():
        print(f"{name:17}{value}")
    print(f"{'residents':17}10,000 unless said otherwise; send limits lifted\n")


def spread(found):
    return f"{found['p50']:.2f} / {found['p99']:.2f}" if found else "-"


def print_header():
    print("round program leg      turns/s  ack p50/p99 ms    reply p50/p99 ms  CPU s/1000  cores  gen"
          "    RSS MB  batch  fsync/turn  errors")


def print_run(r):
    errors = sum(r["errors"].values())
    print(f"{r['round']:5} {r['program']:8}{r['leg']:8}{r['turns_per_s']:9.0f}  {spread(r['ack_ms']):17} "
          f"{spread(r['reply_ms']):17} {r['cpu_s_per_1000']:.4f}      {r['server_cores']:.2f}   "
          f"{r['generator_cores']:.2f}   {r['rss_mb']:6}  {r.get('mean_batch', '-'):>5}  "
          f"{r.get('fsyncs_per_turn', '-'):>9}  {errors}", flush=True)
    for name in ("first_wrong", "first_status", "wrong_work"):
        if name in r:
            print(f"      {name}: {r[name]}")


def ratios(results):
    """Each goal's value in each round."""
    by = {(r.get("side"), r["round"]): r for r in results}
    found = {name: [] for name in GOALS}
    for (side, i), ours in by.items():
        ceiling = by.get(("ceiling", i))
        slow = by.get(("open50", i))
        if side == "linli" and ceiling and ours["turns"] and ceiling["turns"]:
            found["G5"].append(ours["turns_per_s"] / ceiling["turns_per_s"])
            found["G6"].append(ours["cpu_s_per_1000"] / ceiling["cpu_s_per_1000"])
            found["G8a"].append(ours["ack_ms"]["p99"] / ceiling["ack_ms"]["p99"])
            found["G8r"].append(ours["reply_ms"]["p99"] / ceiling["reply_ms"]["p99"])
        if side == "open0" and slow and ours["ack_ms"] and slow["ack_ms"]:
            found["G9"].append(slow["ack_ms"]["p99"] / ours["ack_ms"]["p99"])
    return found


def print_medians(results):
    for side in ("ceiling", "linli"):
        runs = [r for r in results if r.get("side") == side]
        if not runs:
            continue
        mid = lambda f: statistics.median(f(r) for r in runs)
        tail = lambda name: "/".join(f"{mid(lambda r: r[name][q] if r[name] else 0):.2f}"
                                     for q in ("p50", "p99", "p99.9", "max"))
        print(f"{side}: {min(r['turns_per_s'] for r in runs):.0f} / {mid(lambda r: r['turns_per_s']):.0f} / "
              f"{max(r['turns_per_s'] for r in runs):.0f} turns/s (min/median/max); ack "
              f"{tail('ack_ms')} ms, reply {tail('reply_ms')} ms (p50/p99/p99.9/max); "
              f"{mid(lambda r: r['cpu_s_per_1000']):.4f} CPU s/1000; {mid(lambda r: r['rss_mb']):.1f} MB with "
              f"{mid(lambda r: r['residents_live']):.0f} live residents")
        stored = runs[-1]["stored"]
        print(f"  read back: journal_mode={stored.get('journal_mode')} "
              f"synchronous={stored.get('synchronous', 'see fsync/turn')}")


def print_verdict(results, null, facts):
    """Returns whether every goal is met and nothing went wrong."""
    print()
    print_medians(results)
    good = True
    closed = [r for r in results if r.get("side") in ("ceiling", "linli")]
    print("\ngoal                                                            min   median   max    goal")
    for name, values in ratios(results).items():
        what, sign, goal = GOALS[name]
        if not values:
            continue
        median = statistics.median(values)
        met = median >= goal if sign == ">=" else median <= goal
        good = good and met
        print(f"{name:4} {what:58} {min(values):6.2f} {median:7.2f} {max(values):6.2f}   {sign} {goal:.2f} "
              f"{'PASS' if met else 'FAIL'}")
    errors = sum(sum(r["errors"].values()) for r in results)
    print(f"errors in all runs: {errors}; open-loop turns that began late are counted among them")
    lead = min(n["turns_per_s"] for n in null) / max(r["turns_per_s"] for r in closed)
    busiest = max(r["generator_cores"] for r in closed)
    print(f"generator: {null[0]['turns_per_s']:.0f} turns/s against the nullbot before, "
          f"{null[1]['turns_per_s']:.0f} after: {lead:.1f} times the best program; {busiest:.2f} cores at most")
    print(f"fdatasync before {facts['fdatasync_before']}, after {facts['fdatasync_after']}")
    if busiest > GENERATOR_CORES or lead < GENERATOR_LEAD:
        print("NOT SCORED: the generator was too near its own limit")
        good = False
    print(FAIRNESS)
    return good and errors == 0
