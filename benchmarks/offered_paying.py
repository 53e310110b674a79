"""What the portal does while a way to pay fails, and the same without its protection."""

from __future__ import annotations

from benchmarks.offered import PATIENCE, SLOW, UNGUARDED, Offered

__all__ = ["PAYING"]

GOES_ON = {"status": 503, "other": 1, "later": 303, "kept": 1}
PAYING = (
    Offered(
        request="pay_page",
        saboteur="pay_title",
        words="payment pages not shown without a way to pay that cannot say what it is",
        is_wrong=lambda page: page != {"status": 200, "other": 1, "staff": 200},
        variables=UNGUARDED,
        control="status of a payment page on which nothing contains a way to pay",
        shows=lambda page: page["status"],
        goal=500,
    ),
    Offered(
        request="pay_start",
        saboteur="pay_start",
        words="payments not begun that were not said so plainly beside another way, which goes on",
        is_wrong=lambda begun: begun != GOES_ON,
        variables=UNGUARDED,
        control="status of a payment that does not begin where nothing contains it",
        shows=lambda begun: begun["status"],
        goal=500,
    ),
    Offered(
        request="pay_return",
        saboteur="pay_return",
        words="returns from a way to pay that cannot be asked without a plain page, or paid twice",
        is_wrong=lambda found: found != {"come_back": 202, "at_once": 503, "later": 303, "kept": 1},
        variables=UNGUARDED,
        control="status of a return where nothing contains the way to pay",
        shows=lambda found: found["come_back"],
        goal=500,
    ),
    Offered(
        request="notice_crashes",
        saboteur="webhook_error",
        words="notices that a provider was not asked to repeat, or that were not kept once then",
        is_wrong=lambda told: told != {"crashed": 503, "repeated": 1, "kept": 1},
        variables=UNGUARDED,
        control="status of a notice whose address crashes where nothing contains it",
        shows=lambda told: told["crashed"],
        goal=500,
    ),
    Offered(
        request="pay_odd",
        saboteur="pay_odd",
        words="beginnings answered with nothing that were taken for one",
        is_wrong=lambda begun: begun != GOES_ON,
        variables={"SABOTEUR_UNCHECKED": "1"},
        control="status of a payment begun by nothing where no answer is looked at",
        shows=lambda begun: begun["status"],
        goal=500,
    ),
    Offered(
        request="pay_hang",
        saboteur="pay_hang",
        words="renewals held up, or attempts not on record, while somebody's payment hangs",
        is_wrong=lambda found: (
            found["seconds"] > PATIENCE
            or {name: found[name] for name in ("submitted", "begun", "hangs")}
            != {"submitted": 1, "begun": 1, "hangs": 1}
        ),
        variables={"SABOTEUR_HELD": "1", "SABOTEUR_SECONDS": str(SLOW)},
        control="seconds that a renewal waits where a provider is asked inside the transaction",
        shows=lambda found: round(found["seconds"], 1),
        goal=PATIENCE,
        is_least=True,
    ),
    Offered(
        request="list_hang",
        saboteur="list_hang",
        words="work of the portal's own held up while a provider is asked what it has",
        is_wrong=lambda work: work["done"] != 1 or work["seconds"] > PATIENCE,
        variables={"SABOTEUR_UNTHREADED": "1", "SABOTEUR_SECONDS": str(SLOW)},
        control="seconds that own work waits where providers are asked by the same thread",
        shows=lambda work: round(work["seconds"], 1),
        goal=SLOW,
        is_least=True,
    ),
    Offered(
        request="notice_waits",
        saboteur="pay_return",
        words="notices lost, or holding up others, as their provider cannot be asked",
        is_wrong=lambda told: told != {"taken": 200, "waits": 1, "behind": 1},
        variables={"SABOTEUR_UNCONTAINED": "1"},
        control="notices settled behind one that cannot be acted on where nothing contains it",
        shows=lambda told: told["behind"],
        goal=0,
    ),
)
