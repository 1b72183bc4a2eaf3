import type { HostedSubscription, Subscriber } from "@thingwright/contracts";
import type { ContentListener } from "../plug-in/exposed-thing.js";
import type { TheirContent } from "../plug-in/interfaces.js";
import { handlerFailure } from "./handler-failure.js";
import { answerOf, type HostedContext } from "./hosted-context.js";

/** One emission, read once for all who hear it: their core gives the same stream to each. */
interface Heard {
  readonly sequence: number;
  readonly time: number;
  readonly content: ReturnType<typeof answerOf>;
}

/** Ends a subscription, of which its subscriber may be told. */
type End = (tell: (subscriber: Subscriber) => void) => void;

/** The emissions of one affordance, for all subscribers of this server. */
export class Emissions {
  readonly #context: HostedContext;
  readonly #heard = new WeakMap<TheirContent, Heard>();
  #sequence = 0;
  readonly #ends = new Set<End>();

  constructor(context: HostedContext) {
    this.#context = context;
  }

  /**
   * Subscribes at the Thing.
   *
   * @param register - with their core; undone by `unregister`
   */
  async subscribe(
    subscriber: Subscriber,
    contentType: string,
    register: (listener: ContentListener) => Promise<void>,
    unregister: (listener: ContentListener) => void,
  ): Promise<HostedSubscription> {
    let isOver = false;
    let inOrder = Promise.resolve();
    const listener = (content: TheirContent): void => {
      const heard = this.#hear(content, contentType);
      inOrder = inOrder.then(async () => {
        try {
          const emission = { sequence: heard.sequence, time: heard.time, content: await heard.content };
          if (!isOver) subscriber.next(emission);
        } catch (error) {
          end((each) => each.error(handlerFailure(error)));
        }
      });
    };
    const end: End = (tell) => {
      if (isOver) return;
      isOver = true;
      this.#ends.delete(end);
      quietly(() => unregister(listener));
      tell(subscriber);
    };
    const { exposing } = this.#context;
    if (exposing.isOver) await register(listener);
    else void this.#afterwards(async () => (isOver ? undefined : register(listener)), end);
    this.#ends.add(end);
    return { cancel: () => end(() => {}) };
  }

  /** Ends all subscriptions, as the Thing is withdrawn. */
  complete(): void {
    for (const end of [...this.#ends]) end((subscriber) => subscriber.complete());
  }

  async #afterwards(register: () => Promise<void>, end: End): Promise<void> {
    try {
      await this.#context.exposing.over;
      await register();
    } catch (error) {
      end((subscriber) => subscriber.error(handlerFailure(error)));
    }
  }

  #hear(content: TheirContent, contentType: string): Heard {
    const before = this.#heard.get(content);
    if (before !== undefined) return before;
    const whole = answerOf(content, contentType, this.#context.maxBodyBytes);
    whole.catch(() => {});
    const heard = { sequence: ++this.#sequence, time: this.#context.clock.now(), content: whole };
    this.#heard.set(content, heard);
    return heard;
  }
}

/** Their core throws when a listener is not known any more. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // It is gone, as it should be.
  }
}
