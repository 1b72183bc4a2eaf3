import {
  type Clock,
  type HostedThing,
  type InboundRequest,
  isPromise,
  type MaybePromise,
} from "@thingwright/contracts";
import { InternalError, RequestError, TimeoutError } from "@thingwright/errors";
import type { InboundMessage } from "../connection/message.js";
import { type Answerer, answererOf, plainAnswerer, responseTopicAnswerer } from "./answerer.js";
import { type Command, type CommandTarget, parseCommand } from "./command.js";
import { type Answer, CommandRunner } from "./command-runner.js";
import type { Outbox } from "./outbox.js";
import { type Ending, type RequestMemory, requestKey } from "./request-memory.js";
import type { ThingTopics } from "./thing-topics.js";

/** What the command desks of one server share. */
export interface DeskContext {
  readonly prefix: string;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly maxPendingRequests: number;
  readonly handlerTimeoutMs: number;
  readonly memory: RequestMemory;
  /** Commands that are being carried out, over all Things. */
  pending: number;
}

/** Takes one Thing's commands, carries them out and has them answered. */
export class CommandDesk {
  readonly #context: DeskContext;
  readonly #topics: ThingTopics;
  readonly #runner: CommandRunner;
  readonly #done: (target: CommandTarget, answer: Answer) => void;

  /** @param done - called after each success, before the answer is sent */
  constructor(
    context: DeskContext,
    thing: HostedThing,
    topics: ThingTopics,
    done: (target: CommandTarget, answer: Answer) => void,
  ) {
    this.#context = context;
    this.#topics = topics;
    this.#runner = new CommandRunner(thing);
    this.#done = done;
  }

  /** Takes whatever came on a command topic; never throws. */
  take(message: InboundMessage): void {
    const command = this.#parse(message.topic);
    const plain = plainAnswerer(this.#topics, this.#context.outbox, message.topic);
    try {
      const answerer = this.#answererOf(command, message);
      const key = requestKey(command, message);
      const known = key === undefined ? undefined : this.#context.memory.get(key);
      // The answer of what is being carried out goes where this one's would go.
      if (known === "running") return;
      if (known === undefined) void this.#carryOut(command, message, answerer, key);
      else if ("answer" in known) answerer.succeeded(known.answer);
      else answerer.failed(known.error);
    } catch (error) {
      plain.failed(error);
    }
  }

  /** Refuses a message that was left out for its size. */
  refuse(topic: string, sizeBytes: number): void {
    const answerer = answererOf(this.#topics, this.#context.outbox, topic, this.#parse(topic));
    answerer.failed(new RequestError("WOT_TOO_LARGE", `a message of ${sizeBytes} bytes is too large`));
  }

  /** Name of the property that `target` is about. */
  propertyOf(target: CommandTarget): string | undefined {
    return this.#runner.propertyOf(target);
  }

  #parse(topic: string): Command {
    return parseCommand(topic.slice(this.#topics.base.length + 1));
  }

  #answererOf(command: Command, message: InboundMessage): Answerer {
    const { prefix, outbox } = this.#context;
    const responseTopic = message.properties?.responseTopic;
    if (command.request !== undefined || responseTopic === undefined) {
      return answererOf(this.#topics, outbox, message.topic, command);
    }
    return responseTopicAnswerer(prefix, outbox, message, responseTopic);
  }

  async #carryOut(
    command: Command,
    message: InboundMessage,
    answerer: Answerer,
    key: string | undefined,
  ): Promise<void> {
    const context = this.#context;
    if (context.pending >= context.maxPendingRequests) {
      answerer.failed(new RequestError("WOT_TOO_MANY", "too many commands are being carried out"));
      return;
    }
    context.pending += 1;
    if (key !== undefined) context.memory.begin(key);
    const running = this.#run(command, message);
    const ending = isPromise(running) ? await running : running;
    context.pending -= 1;
    // What only reads may be carried out again: its answer is the state by then.
    if (key !== undefined) context.memory.end(key, isRead(command.target) ? undefined : ending);
    if ("error" in ending) return answerer.failed(ending.error);
    if (command.target !== undefined) this.#done(command.target, ending.answer);
    answerer.succeeded(ending.answer);
  }

  #run(command: Command, message: InboundMessage): MaybePromise<Ending> {
    try {
      const abort = new AbortController();
      const outcome = this.#runner.run(command, this.#requestOf(command, message, abort.signal));
      if (!isPromise(outcome)) return this.#endingOf(outcome);
      return this.#inTime(outcome, abort).then(
        (answer) => this.#endingOf(answer),
        (error: unknown) => ({ error }),
      );
    } catch (error) {
      return { error };
    }
  }

  #endingOf(answer: Answer): Ending {
    if (this.#context.outbox.fits(answer.content.body)) return { answer };
    return { error: new InternalError("WOT_INTERNAL", "the answer is over maxOutputBytes") };
  }

  #requestOf({ target, variables }: Command, message: InboundMessage, signal: AbortSignal): InboundRequest {
    const { payload, properties } = message;
    const takesContent = target?.kind === "action" ? payload.length > 0 : !isRead(target);
    if (target === undefined || !takesContent) return { variables, signal };
    const contentType = properties?.contentType || this.#runner.contentTypeOf(target);
    return { content: { contentType, body: payload }, variables, signal };
  }

  /** `outcome`, or a TimeoutError after `handlerTimeoutMs`: a hung handler must not keep its place for ever. */
  async #inTime(outcome: MaybePromise<Answer>, abort: AbortController): Promise<Answer> {
    const { clock, handlerTimeoutMs } = this.#context;
    let fail!: (error: TimeoutError) => void;
    const late = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const timer = clock.after(handlerTimeoutMs, () => {
      abort.abort();
      fail(new TimeoutError("WOT_TIMEOUT", "the Thing did not answer in time"));
    });
    try {
      return await Promise.race([outcome, late]);
    } finally {
      timer.cancel();
    }
  }
}

const isRead = (target: CommandTarget | undefined): boolean =>
  target === undefined || /^(?:get|read|query)/.test(target.verb);
