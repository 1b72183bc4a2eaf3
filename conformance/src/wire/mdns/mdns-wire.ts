import { createSocket } from "node:dgram";
import { RememberedExchanges } from "../remembered-exchanges.js";
import type { Exchange, ProbeProblem, TranscriptLine, Wire, WireContext } from "../wire.js";
import { type DnsQuestion, type DnsRecord, decodeRecords, encodeQuery } from "./dns-message.js";
import { type MdnsGroup, mdnsGroup } from "./mdns-group.js";

/** Longest wait for answers, in milliseconds. */
export const maxBrowseMs = 1_000;

/** Most records of one question that are kept. */
export const maxDnsRecords = 1_000;

/** Questions to the local network, and the records that came. */
export interface MdnsExchange extends Exchange {
  readonly wire: "mdns";
  readonly records: readonly DnsRecord[];
}

/** How the local network is asked by Multicast DNS, over IPv4. Nothing rejects, and nothing is sent that the ledger refuses. */
export class MdnsWire implements Wire {
  readonly #context: WireContext;
  readonly #group: MdnsGroup;
  readonly #remembered = new RememberedExchanges<MdnsExchange>(({ records }) => 1_024 + records.length * 256);

  constructor(context: WireContext) {
    this.#context = context;
    this.#group = context.mdns ?? mdnsGroup;
  }

  /** Asks, or returns what came of the same questions before. */
  ask(questions: readonly DnsQuestion[]): Promise<MdnsExchange> {
    return this.#remembered.ask(JSON.stringify(questions), () => this.#browse(questions));
  }

  async replay(record: unknown): Promise<MdnsExchange | undefined> {
    const { wire, questions } = Object(record) as Readonly<Record<string, unknown>>;
    if (wire !== "mdns" || !Array.isArray(questions)) return undefined;
    const names = questions.filter((each) => typeof Object(each).name === "string").map(({ name }) => String(name));
    return this.#browse(names.map((name) => ({ name, type: "PTR" })));
  }

  /** Each exchange has a socket of its own, which ends with it. */
  async close(): Promise<void> {}

  async #browse(questions: readonly DnsQuestion[]): Promise<MdnsExchange> {
    const { now, ledger } = this.#context;
    const startedMs = now();
    const names = questions.map(({ name }) => name).join(", ");
    const refusal = ledger.enter({ safety: "network", effect: `asks the local network for ${names}` });
    const browse = new Browse(this.#context, this.#group, startedMs);
    const problem: ProbeProblem | undefined =
      refusal === undefined ? await browse.run(questions) : { kind: "unsendable", message: refusal };
    const { address, port } = this.#group;
    return {
      wire: "mdns",
      target: `${address}:${port}`,
      startedMs,
      durationMs: now() - startedMs,
      transcript: browse.transcript,
      reproduce: questions.map(({ name, type }) => `dig -p ${port} @${address} ${name} ${type}`).join("; "),
      replay: { wire: "mdns", questions },
      records: browse.records,
      ...(problem === undefined ? {} : { problem }),
    };
  }
}

/** One round of questions: asks twice, for datagrams get lost, and what has been pointed to but not told as well. */
class Browse {
  readonly transcript: TranscriptLine[] = [];
  readonly records: DnsRecord[] = [];
  readonly #context: WireContext;
  readonly #group: MdnsGroup;
  readonly #startedMs: number;

  constructor(context: WireContext, group: MdnsGroup, startedMs: number) {
    this.#context = context;
    this.#group = group;
    this.#startedMs = startedMs;
  }

  run(questions: readonly DnsQuestion[]): Promise<ProbeProblem | undefined> {
    const { limits, signal } = this.#context;
    const forMs = Math.min(maxBrowseMs, limits.effectTimeoutMs);
    const isGroup = /^2(2[4-9]|3\d)\./.test(this.#group.address);
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    const timers: NodeJS.Timeout[] = [];
    const { promise, settle } = settlement();
    const abort = (): void => settle({ kind: "aborted", message: "the run has ended" });
    const send = (asked: readonly DnsQuestion[]): void => {
      this.#note("sent", asked.map(({ name, type }) => `${type}? ${name}`).join("\n"));
      socket.send(encodeQuery(asked), this.#group.port, this.#group.address, (error) => {
        if (error !== null) settle({ kind: "unreachable", message: error.message });
      });
    };
    socket.on("error", ({ message }) => settle({ kind: "failed", message }));
    socket.on("message", (bytes) => this.#take(bytes));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    // Some answer only to who asks from the port of the group.
    socket.bind(isGroup ? this.#group.port : 0, () => {
      try {
        if (isGroup) socket.addMembership(this.#group.address);
      } catch (error) {
        settle({ kind: "unreachable", message: (error as Error).message });
        return;
      }
      send(questions);
      timers.push(setTimeout(() => send([...questions, ...this.#untold()]), forMs / 2));
      timers.push(setTimeout(() => settle(undefined), forMs));
    });
    return promise.finally(() => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.close();
    });
  }

  #take(bytes: Uint8Array): void {
    const records = decodeRecords(bytes) ?? [];
    const known = new Set(this.records.map((record) => textOf(record)));
    const fresh = records.filter((record) => !known.has(textOf(record)));
    const kept = fresh.slice(0, maxDnsRecords - this.records.length);
    if (kept.length === 0) return;
    this.records.push(...kept);
    this.#note("received", kept.map(textOf).join("\n"));
  }

  /** What instances have been named without where they are. */
  #untold(): readonly DnsQuestion[] {
    const told = (type: DnsRecord["type"]) =>
      new Set(this.records.filter((record) => record.type === type).map(({ name }) => name));
    const [located, described] = [told("SRV"), told("TXT")];
    const instances = new Set(this.records.flatMap((record) => (record.type === "PTR" ? [record.data] : [])));
    return [...instances]
      .slice(0, maxUntold)
      .flatMap((name): DnsQuestion[] => [
        ...(located.has(name) ? [] : [{ name, type: "SRV" as const }]),
        ...(described.has(name) ? [] : [{ name, type: "TXT" as const }]),
      ]);
  }

  #note(direction: TranscriptLine["direction"], text: string): void {
    this.transcript.push({ direction, atMs: this.#context.now() - this.#startedMs, text });
  }
}

/** A promise of how a round ends; what comes first counts. */
function settlement() {
  let settle = (_problem: ProbeProblem | undefined): void => {};
  const promise = new Promise<ProbeProblem | undefined>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

/** Most instances that are asked for once more. */
const maxUntold = 20;

function textOf(record: DnsRecord): string {
  const { name, type, data } = record;
  if (type === "TXT")
    return `${name} TXT ${data.map((text) => JSON.stringify(Buffer.from(text).toString())).join(" ")}`;
  return type === "SRV" ? `${name} SRV ${data.port} ${data.target}` : `${name} ${type} ${String(data)}`;
}
