import { UsageError } from "@thingwright/errors";
import type { RecordedExchange } from "../report/recorded-exchange.js";
import type { Effect } from "../wire/change.js";
import { defaultProbeLimits } from "../wire/probe-limits.js";
import type { Trust } from "../wire/trust.js";
import type { Exchange } from "../wire/wire.js";
import { closeWires, openWires } from "../wire/wires.js";
import { Ledger } from "./ledger.js";
import { defaultRequestsPerSecond, steadyPace } from "./pace.js";

/**
 * Does a recorded exchange again. Nothing that it changes is put back.
 *
 * @param allowed - what it may do beside reading
 * @throws {UsageError} WOT_ARGUMENT when the record is none that its wire can send again
 */
export async function replayExchange(
  { wire, replay }: RecordedExchange,
  allowed: readonly Effect[],
  signal: AbortSignal,
  trust: Trust = {},
): Promise<Exchange> {
  const wires = openWires({
    signal,
    now: Date.now,
    random: Math.random,
    limits: defaultProbeLimits,
    trust,
    pace: steadyPace(defaultRequestsPerSecond, Date.now),
    ledger: new Ledger(new Set(allowed), signal),
  });
  const opened = Object.hasOwn(wires, wire) ? wires[wire as keyof typeof wires] : undefined;
  const exchange = await opened?.replay(replay);
  await closeWires(wires);
  if (exchange !== undefined) return exchange;
  throw new UsageError("WOT_ARGUMENT", `the exchange over ${JSON.stringify(wire)} cannot be done again`);
}
