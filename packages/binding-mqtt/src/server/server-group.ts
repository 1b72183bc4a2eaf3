import type { Clock, Timer } from "@thingwright/contracts";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import type { Outbox } from "./outbox.js";
import type { serverTopics } from "./thing-topics.js";

/** What one member of a group knows and uses. */
export interface GroupMember {
  /** Its name in the group: its client id. */
  readonly name: string;
  readonly topics: ReturnType<typeof serverTopics>;
  readonly outbox: Pick<Outbox, "send">;
  readonly clock: Clock;
  /** Milliseconds for the others to say what they have. */
  readonly groupGraceMs: number;
  /** Whether it exposes the Thing with this level of topics; false as soon as it leaves it. */
  readonly has: (segment: string) => boolean;
}

/** What goes on without who leaves. */
export interface Staying {
  /** Whether anybody is left at all. */
  readonly someone: boolean;
  /** Of the Things in question, those that somebody else exposes. */
  readonly segments: ReadonlySet<string>;
}

/** What is said in a group: a member, and Things by their level of topics. */
interface GroupMessage {
  readonly member: string;
  readonly things: readonly string[];
}

/** Things to a message: a level is short, and a message must be. */
const maxThingsPerMessage = 500;

/**
 * Processes that expose the same Things and share their commands: a member that leaves asks the others first, so that a
 * Thing is not said to be gone while it is not.
 */
export class ServerGroup implements MessageListener {
  readonly #self: GroupMember;
  readonly #leavings = new Set<Leaving>();
  #isEnding = false;

  constructor(self: GroupMember) {
    this.#self = self;
  }

  get filters(): readonly string[] {
    const { leaving, staying } = this.#self.topics;
    return [leaving, staying];
  }

  /** Leaves with all its Things, and answers nobody any more. */
  end(segments: readonly string[]): Promise<Staying> {
    this.#isEnding = true;
    return this.leave(segments);
  }

  /** Tells the others that this member leaves Things, and gathers what they have. */
  async leave(segments: readonly string[]): Promise<Staying> {
    const { topics, name, clock, groupGraceMs } = this.#self;
    const leaving = new Leaving(segments);
    this.#leavings.add(leaving);
    let timer: Timer | undefined;
    const late = new Promise<void>((resolve) => {
      timer = clock.after(groupGraceMs, resolve);
    });
    for (let at = 0; at === 0 || at < segments.length; at += maxThingsPerMessage) {
      this.#say(topics.leaving, { member: name, things: segments.slice(at, at + maxThingsPerMessage) });
    }
    await Promise.race([leaving.complete, late]);
    timer?.cancel();
    this.#leavings.delete(leaving);
    return leaving;
  }

  message({ topic, payload, retain }: InboundMessage): void {
    const said = retain ? undefined : groupMessageOf(payload);
    if (said === undefined) return;
    const { topics, name, has } = this.#self;
    const isOwn = said.member === name;
    if (topic === topics.staying && isOwn) for (const leaving of this.#leavings) leaving.heard(said.things);
    if (topic === topics.leaving && !isOwn && !this.#isEnding) {
      this.#say(topics.staying, { member: said.member, things: said.things.filter(has) });
    }
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}

  #say(topic: string, message: GroupMessage): void {
    this.#self.outbox.send({ topic, payload: Buffer.from(JSON.stringify(message)), qos: 1, retain: false });
  }
}

/** One leave-taking: which of its Things somebody else has, as the answers come. */
class Leaving implements Staying {
  someone = false;
  readonly segments = new Set<string>();
  readonly complete: Promise<void>;
  readonly #asked: ReadonlySet<string>;
  #done!: () => void;

  constructor(segments: readonly string[]) {
    this.#asked = new Set(segments);
    this.complete = new Promise((resolve) => {
      this.#done = resolve;
    });
  }

  heard(things: readonly string[]): void {
    this.someone = true;
    for (const segment of things) if (this.#asked.has(segment)) this.segments.add(segment);
    if (this.segments.size === this.#asked.size) this.#done();
  }
}

function groupMessageOf(payload: Uint8Array): GroupMessage | undefined {
  try {
    const message: unknown = JSON.parse(Buffer.from(payload).toString());
    if (typeof message !== "object" || message === null || !("member" in message) || !("things" in message)) return;
    const { member, things } = message;
    if (typeof member !== "string" || !Array.isArray(things)) return;
    return { member, things: things.filter((thing): thing is string => typeof thing === "string") };
  } catch {
    return undefined;
  }
}
