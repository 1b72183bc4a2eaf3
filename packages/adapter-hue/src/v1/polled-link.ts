import { asWotError, CredentialsError, ProtocolError, RemoteError } from "@thingwright/errors";
import { isObject, membersOf, pause, SharedSource, type Southbound, textOf } from "@thingwright/mapping";
import type { BridgeLink, BridgeLinkOptions } from "../bridge-link.js";
import { type BridgeState, type Item, memberAt, nameOf, readState } from "./bridge-state.js";
import { pressOf } from "./recognition/sensing.js";
import { names } from "./southbound-v1.js";

/** The bridge's error for a key that it does not know. */
const unauthorized = 1;

/**
 * A bridge with CLIP API v1, which tells nothing by itself: everything is read again and again in one request, and what has changed is told.
 * What is sent is taken or refused in the answer, whatever its status says.
 */
export class PolledLink implements BridgeLink {
  readonly source = new SharedSource();
  readonly #options: BridgeLinkOptions;
  readonly #ending = new AbortController();
  #answer: unknown = {};
  #state: BridgeState = { items: new Map(), bridgeId: undefined, problems: [] };
  /** How much was sent: what was read before it does not count. */
  #sent = 0;
  #running: Promise<void> | undefined;

  /** @param options - `bridge` by its `bridgeDescriptionV1` */
  constructor(options: BridgeLinkOptions) {
    this.#options = options;
  }

  get answer(): unknown {
    return this.#answer;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  async read(): Promise<void> {
    const { bridge, limits } = this.#options;
    const sentBefore = this.#sent;
    const answer = await bridge.read("state", { timeoutMs: limits.timeoutMs, signal: this.#ending.signal });
    requireAccepted(answer);
    if (!isObject(membersOf(answer).lights)) throw new ProtocolError("WOT_PROTOCOL", "the bridge lists no lights");
    if (this.#sent !== sentBefore) return;
    this.#take(answer);
  }

  through(southbound: Southbound): Southbound {
    return this.source.through({
      ...southbound,
      read: async (name, options) => {
        const answer = this.source.latest(name) ?? (await southbound.read(name, options));
        requireAccepted(answer);
        return answer;
      },
      invoke: async (name, input, options) => {
        this.#sent += 1;
        try {
          const output = await southbound.invoke(name, input, options);
          requireAccepted(output);
          return output;
        } finally {
          this.#sent += 1;
        }
      },
    });
  }

  async #run(): Promise<void> {
    const { limits, clock, logger } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await pause(limits.readMs, clock, signal);
      if (signal.aborted) return;
      try {
        await this.read();
      } catch (failure) {
        if (signal.aborted) return;
        const error = asWotError(failure);
        logger.debug("a Hue bridge does not answer", { message: error.message });
        this.source.lost(error);
      }
    }
  }

  #take(answer: unknown): void {
    const before = this.#state;
    const state = readState(answer, this.#options.limits.maxResources);
    const wasLive = this.source.isLive;
    this.#answer = answer;
    this.#state = state;
    for (const item of state.items.values()) this.#tell(item, before.items.get(item.path), wasLive);
    this.source.live();
    if (before.items.size > 0 && shapeOf(before) !== shapeOf(state)) this.#options.onRevised();
  }

  #tell(item: Item, before: Item | undefined, wasLive: boolean): void {
    const isSame = wasLive && before !== undefined && JSON.stringify(before.members) === JSON.stringify(item.members);
    if (isSame) return;
    this.source.value(names.state(item), item.members);
    // The first look at a button is no press of it, and neither is the first after a gap.
    if (!wasLive || before === undefined) return;
    const isNew = memberAt(before, "state", "lastupdated") !== memberAt(item, "state", "lastupdated");
    const press = isNew ? pressOf(item) : undefined;
    if (press !== undefined) this.source.event(names.press(item, press.button), { event: press.event });
  }
}

/** What makes other Things, or other names. */
const shapeOf = ({ items }: BridgeState): string =>
  JSON.stringify(
    [...items.values()].map((item) => [item.path, nameOf(item), memberAt(item, "lights"), memberAt(item, "type")]),
  );

/**
 * An answer is a list of what was done and what was not, or what was asked for.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED for a key that the bridge does not know
 * @throws {RemoteError} WOT_REMOTE with the bridge's own words
 */
function requireAccepted(answer: unknown): void {
  if (!Array.isArray(answer)) return;
  const errors = answer.flatMap((each) => (isObject(membersOf(each).error) ? [membersOf(membersOf(each).error)] : []));
  if (errors.length === 0) return;
  const words = errors.map(({ description, type }) => textOf(description) ?? `error ${String(type)}`).slice(0, 4);
  const message = `the device refused: ${words.join("; ").slice(0, 1024)}`;
  if (errors.some(({ type }) => type === unauthorized)) throw new CredentialsError("WOT_CREDENTIALS_REFUSED", message);
  throw new RemoteError("WOT_REMOTE", message, {
    status: String(errors[0]!.type),
    problem: { title: "refused", detail: words.join("; ") },
    data: answer,
  });
}
