import type { RemoteSubscription } from "@thingwright/contracts";
import type { TheirForm } from "../plug-in/interfaces.js";

/** A subscription, and the Form that it was made with. */
interface Running {
  readonly form: TheirForm;
  readonly subscription: RemoteSubscription;
}

/**
 * The subscriptions of a client that their runtime ends by a Form: often by another one than it made them with. When it ends one, it fills no URI
 * variables in, and where observing and its end have Forms of their own it takes one that looks like the first.
 */
export class OurSubscriptions {
  readonly #running = new Set<Running>();

  /** @returns forgets it */
  add(form: TheirForm, subscription: RemoteSubscription): () => void {
    const running = { form, subscription };
    this.#running.add(running);
    return () => void this.#running.delete(running);
  }

  /** Ends what is most like `form`, the latest of several; nothing when nothing is. */
  async stop(form: TheirForm): Promise<void> {
    const all = [...this.#running].reverse();
    for (const isLike of likenesses) {
      const found = all.find((running) => isLike(running.form, form));
      if (found === undefined) continue;
      this.#running.delete(found);
      return found.subscription.stop();
    }
  }

  async stopAll(): Promise<void> {
    const all = [...this.#running];
    this.#running.clear();
    await Promise.allSettled(all.map(({ subscription }) => subscription.stop()));
  }
}

const isOfSameOperations = (one: TheirForm, other: TheirForm): boolean => Array.isArray(one.op) && one.op === other.op;

const pathOf = (href: string): string => href.split(/[?#]/, 1)[0] as string;

/** From the surest to the least: what fills in URI variables copies the Form, and the copy has its very list of operations. */
const likenesses: readonly ((one: TheirForm, other: TheirForm) => boolean)[] = [
  (one, other) => one === other,
  (one, other) => isOfSameOperations(one, other) && one.href === other.href,
  (one, other) => isOfSameOperations(one, other),
  (one, other) => one.href === other.href && one.subprotocol === other.subprotocol,
  (one, other) => pathOf(one.href) === pathOf(other.href),
];
