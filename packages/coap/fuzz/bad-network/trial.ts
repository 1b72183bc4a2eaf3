import {
  type CoapServerOptions,
  coapClient,
  coapServer,
  type ManualClock,
  manualClock,
  memoryNetwork,
  type Random,
  responseCache,
  seededRandom,
} from "../../src/index.js";
import { Arrivals } from "./arrivals.js";
import { type Conditions, conditionsOf } from "./conditions.js";
import { tappedTransport } from "./tapped-transport.js";
import { type Outcome, TriedClient } from "./tried-client.js";
import { TriedServer } from "./tried-server.js";

const SERVER = { address: "10.9.9.9", port: 5683 };
const CALLS = 16;
const CHANGES = 10;
/** How long calls are made and states change. */
const BUSY_MS = 40_000;
/** Then nothing is lost any more, at least for so long: longer than Max-Age and a new registration take. */
const CALM_MS = 300_000;
/** Bodies in many small blocks, a state among them that is fetched anew each time, take their time over a slow network. */
const MAX_CALM_MS = 36_000_000;
/** Timers end up to a tick late. */
const SLACK_MS = 50;

/** What one trial has shown. */
export interface TrialReport {
  readonly conditions: Conditions;
  /** Of all calls, by how they ended. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly complaints: readonly string[];
}

/**
 * Client and server on a bad network, for some minutes of simulated time. Complaints are what the protocol rules out
 * whatever the network does: a request carried out twice or not at all although it arrived, an answer to another
 * request, an answer that came and was not taken, bodies mixed up, states out of order, an observer left behind, an answer of
 * the cache that is older than its Max-Age.
 *
 * @param seed - the same seed gives the same trial
 * @param flaw - options that make the server break the protocol, to see that a trial finds it
 * @param maxAgeSeconds - what the server tells caches; more than the trial allows is a flaw
 */
export async function trial(
  seed: number,
  flaw: Partial<CoapServerOptions> = {},
  maxAgeSeconds?: number,
): Promise<TrialReport> {
  const random = seededRandom(seed);
  const conditions = conditionsOf(random);
  const clock = manualClock(1_000);
  const network = memoryNetwork({ ...conditions, loss: 0, clock, random: seededRandom(seed + 1) });
  let { loss } = conditions;
  network.onSend = () => random() >= loss;
  const arrivals = new Arrivals(() => clock.now());
  const faults: unknown[] = [];
  const common = { ...conditions, clock, onError: (error: unknown) => faults.push(error) };
  const tried = new TriedServer(clock, random, maxAgeSeconds);
  await using server = coapServer({
    ...common,
    random: seededRandom(seed + 2),
    transport: tappedTransport(network.transport(SERVER), arrivals.atServer),
    handler: tried.handle,
    ...flaw,
  });
  await server.listen();
  await using client = coapClient({
    ...common,
    random: seededRandom(seed + 3),
    transport: tappedTransport(network.transport(), arrivals.atClient),
    cache: responseCache(),
  });
  const calling = new TriedClient(client, SERVER.address, clock, random, tried, 4 * conditions.delayMs);
  await busyTime(clock, random, calling, tried);
  loss = 0;
  for (let calmMs = 0; calmMs === 0 || (isUnfinished(calling, tried) && calmMs < MAX_CALM_MS); calmMs += CALM_MS)
    await clock.advance(CALM_MS);
  const complaints = [
    ...calling.complaints,
    ...complaintsOfCalls(calling, tried, arrivals),
    ...complaintsOfWatches(calling, tried),
    ...faults.map((fault) => `reported: ${String(fault)}`),
  ];
  return { conditions, outcomes: outcomesOf(calling), complaints };
}

async function busyTime(clock: ManualClock, random: Random, calling: TriedClient, tried: TriedServer): Promise<void> {
  const later = (action: () => void) => clock.setTimer(action, random() * BUSY_MS);
  calling.watch("small");
  later(() => calling.watch("big"));
  later(() => calling.watch("fetched"));
  for (let count = 0; count < CALLS; count++) later(() => calling.call());
  for (let count = 0; count < CHANGES; count++) later(() => tried.change());
  await clock.advance(BUSY_MS);
}

function complaintsOfCalls({ calls }: TriedClient, tried: TriedServer, arrivals: Arrivals): string[] {
  const complaints = tried.spoilt.map((number) => `the body of request ${number} came spoilt`);
  for (const { number, kind, outcome, startedAtMs, endedAtMs } of calls) {
    const tokens = tried.carriedOut.get(number) ?? [];
    if (outcome === "open") complaints.push(`request ${number} never ended`);
    if (tokens.length > 1) complaints.push(`request ${number} was carried out ${tokens.length} times`);
    if ((kind === "once" || kind === "upload") && outcome === "answered" && tokens.length === 0)
      complaints.push(`request ${number} was answered but not carried out`);
    const [token] = tokens;
    if (outcome === "failed" && token !== undefined && arrivals.wasAnswered(token, startedAtMs, endedAtMs - SLACK_MS))
      complaints.push(`request ${number} failed although its answer was there`);
  }
  const carriedOut = new Set([...tried.carriedOut.values()].flat());
  for (const token of arrivals.requestTokens)
    if (!carriedOut.has(token)) complaints.push(`request with token ${token} arrived and was not carried out`);
  return complaints;
}

const isUnfinished = (calling: TriedClient, tried: TriedServer): boolean =>
  calling.isBusy || complaintsOfWatches(calling, tried).length > 0;

function complaintsOfWatches({ watches }: TriedClient, { version }: TriedServer): string[] {
  return watches
    .filter(({ outcome, lastVersion }) => outcome === "open" && lastVersion !== version)
    .map(({ kind, lastVersion }) => `a ${kind} state stays at ${lastVersion}, not ${version}`);
}

function outcomesOf({ calls }: TriedClient): Record<Outcome, number> {
  const outcomes = { answered: 0, failed: 0, open: 0 };
  for (const { outcome } of calls) outcomes[outcome] += 1;
  return outcomes;
}
