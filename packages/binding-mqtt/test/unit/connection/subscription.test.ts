import { beforeEach, describe, expect, it } from "vitest";
import type { MessageListener } from "../../../src/connection/listener.js";
import type { InboundMessage } from "../../../src/connection/message.js";
import { maxShelvedBytes, PayloadShelf } from "../../../src/connection/payload-shelf.js";
import { exactIdentifier, Subscription } from "../../../src/connection/subscription.js";

const small = "21.5";
const large = `{"text":"${"x".repeat(maxShelvedBytes)}"}`;

let shelf: PayloadShelf;
let subscription: Subscription;

beforeEach(() => {
  shelf = new PayloadShelf();
  subscription = new Subscription("t", 0, exactIdentifier, shelf);
  subscription.hasRetained = true;
});

const message = (text: string, more: Partial<InboundMessage> = {}): InboundMessage => ({
  topic: "t",
  payload: Buffer.from(text),
  retain: false,
  properties: undefined,
  ...more,
});

const lastOf = ({ payload }: InboundMessage = message("nothing")) => Buffer.from(payload).toString();

class Ear implements MessageListener {
  readonly heard: unknown[] = [];
  message({ payload }: InboundMessage, isRepeated?: boolean): void {
    this.heard.push([Buffer.from(payload).toString(), isRepeated]);
  }
  interrupted(): void {}
  resumed(): void {}
  failed(): void {}
}

describe("What came last to a subscription", () => {
  it.each([
    ["small", [small]],
    ["large", [large]],
    ["small after a large one", [large, small]],
    ["large after a small one", [small, large]],
    ["empty", [large, ""]],
  ])("is there for who comes later, as if retained: %s", (_, texts) => {
    for (const text of texts) subscription.remember(message(text));
    expect(lastOf(subscription.last())).toBe(texts.at(-1));
    expect(subscription.last()).toMatchObject({ topic: "t", retain: true, properties: undefined });
  });

  it("is known again when the broker repeats it, and only then", () => {
    for (const text of [small, large]) {
      expect(subscription.remember(message(text))).toBe(false);
      expect(subscription.remember(message(text))).toBe(false);
      expect(subscription.remember(message(text, { retain: true }))).toBe(true);
      expect(subscription.remember(message(`${text} `, { retain: true }))).toBe(false);
    }
  });

  it("is not what the broker has after an interruption, but known again", () => {
    subscription.remember(message(small));
    subscription.age();
    expect(subscription.last()).toBeUndefined();
    expect(subscription.remember(message(small, { retain: true }))).toBe(true);
    expect(lastOf(subscription.last())).toBe(small);
  });

  it("has the properties that it came with", () => {
    const properties = [{ contentType: "a/b" }, { contentType: "a/b" }, { contentType: "a/c" }, {}, undefined];
    for (const each of properties) {
      subscription.remember(message(small, { properties: each }));
      expect(subscription.last()?.properties).toEqual(each);
    }
  });

  it("is not kept for many topics, nor where nobody wants what is retained", () => {
    const many = new Subscription("t/+", 0, 2, shelf);
    many.hasRetained = true;
    const plain = new Subscription("t", 0, exactIdentifier, shelf);
    for (const each of [many, plain]) {
      expect(each.remember(message(small))).toBe(false);
      expect(each.last()).toBeUndefined();
    }
    expect(shelf.size).toBe(0);
  });

  it("leaves its place to others when nobody listens any more", () => {
    subscription.remember(message(small));
    expect(shelf.size).toBe(1);
    subscription.discard();
    expect([shelf.size, subscription.last()]).toEqual([0, undefined]);
  });
});

describe("A subscription", () => {
  it("hands a message to each listener once, with whether it is repeated", () => {
    const ears = [new Ear(), new Ear(), new Ear()] as const;
    for (const ear of [...ears, ears[0]]) subscription.add(ear);
    subscription.hand(message(small));
    subscription.delete(ears[1]);
    subscription.hand(message(small, { retain: true }));
    subscription.delete(ears[0]);
    subscription.hand(message("22"));
    expect(ears.map(({ heard }) => heard.length)).toEqual([2, 1, 3]);
    expect(ears[2].heard).toEqual([
      [small, false],
      [small, true],
      ["22", false],
    ]);
  });

  it("knows whom it has, and whether it has anybody", () => {
    const [one, two] = [new Ear(), new Ear()];
    expect([subscription.isHeard, subscription.has(one), subscription.delete(one)]).toEqual([false, false, false]);
    subscription.add(one);
    expect([subscription.isHeard, subscription.has(one), subscription.has(two)]).toEqual([true, true, false]);
    subscription.add(two);
    expect([subscription.has(two), subscription.delete(one), subscription.has(one)]).toEqual([true, true, false]);
    expect([...subscription.listeners]).toEqual([two]);
    expect([subscription.delete(two), subscription.isHeard]).toEqual([true, false]);
  });

  it("takes no message that says it is for others", () => {
    const ear = new Ear();
    subscription.add(ear);
    subscription.hand(message(small, { properties: { subscriptionIdentifier: 7 } }));
    subscription.hand(message(large, { properties: { subscriptionIdentifier: exactIdentifier } }));
    expect(ear.heard).toEqual([[large, false]]);
  });
});
