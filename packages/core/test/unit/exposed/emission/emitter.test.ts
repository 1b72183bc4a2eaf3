import type { Content, Emission, Subscriber } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { Emitter } from "../../../../src/exposed/emission/emitter.js";

interface Heard extends Subscriber {
  readonly emissions: Emission[];
  readonly ends: unknown[];
}

function subscriber(next: (emission: Emission) => void = () => {}): Heard {
  const emissions: Emission[] = [];
  const ends: unknown[] = [];
  return {
    emissions,
    ends,
    next(emission) {
      emissions.push(emission);
      next(emission);
    },
    error: (error) => void ends.push(error),
    complete: () => void ends.push("complete"),
  };
}

const content = (contentType: string): Content => ({ contentType, body: Uint8Array.of(1) });

describe("Emitter", () => {
  it("encodes once for each content type in use and numbers the values", () => {
    const emitter = new Emitter();
    const [one, two, other] = [subscriber(), subscriber(), subscriber()];
    emitter.add(one, "a/a");
    emitter.add(two, "a/a");
    emitter.add(other, "b/b");
    const encoded: string[] = [];
    const encode = (contentType: string) => {
      encoded.push(contentType);
      return content(contentType);
    };
    emitter.emit(5, encode);
    emitter.emit(6, encode);
    expect(encoded).toEqual(["a/a", "b/b", "a/a", "b/b"]);
    expect(one.emissions).toEqual([
      { sequence: 1, time: 5, content: content("a/a") },
      { sequence: 2, time: 6, content: content("a/a") },
    ]);
    expect(two.emissions[0]).toBe(one.emissions[0]);
    expect(other.emissions[1]?.content.contentType).toBe("b/b");
  });

  it("counts what nobody hears", () => {
    const emitter = new Emitter();
    emitter.emit(1, content);
    emitter.skip();
    const late = subscriber();
    emitter.add(late, "a/a");
    emitter.emit(2, content);
    expect(late.emissions[0]?.sequence).toBe(3);
  });

  it("tells nobody who has cancelled, and is told of the end once", () => {
    const emitter = new Emitter();
    let ended = 0;
    const gone = subscriber();
    const subscription = emitter.add(gone, "a/a", () => {
      ended += 1;
    });
    expect(emitter.hasSubscribers).toBe(true);
    subscription.cancel();
    subscription.cancel();
    emitter.emit(1, content);
    emitter.end();
    expect([gone.emissions, gone.ends, ended, emitter.hasSubscribers]).toEqual([[], [], 1, false]);
  });

  it("does not tell one who is cancelled by another while they are told", () => {
    const emitter = new Emitter();
    const second = subscriber();
    const first = subscriber(() => cancelSecond());
    emitter.add(first, "a/a");
    const cancelSecond = emitter.add(second, "a/a").cancel;
    emitter.emit(1, content);
    expect(second.emissions).toEqual([]);
  });

  it("does not tell one who comes while the others are told", () => {
    const emitter = new Emitter();
    const late = subscriber();
    emitter.add(
      subscriber(() => void emitter.add(late, "a/a")),
      "a/a",
    );
    emitter.emit(1, content);
    expect(late.emissions).toEqual([]);
  });

  it("tells everybody else of what one content type cannot carry or one subscriber cannot take", () => {
    const emitter = new Emitter();
    const [well, after] = [subscriber(), subscriber()];
    emitter.add(subscriber(), "bad/type");
    emitter.add(
      subscriber(() => {
        throw new Error("broken subscriber");
      }),
      "a/a",
    );
    emitter.add(well, "a/a");
    emitter.add(after, "b/b");
    const encode = (contentType: string) => {
      if (contentType === "bad/type") throw new Error("cannot be carried");
      return content(contentType);
    };
    expect(() => emitter.emit(1, encode)).toThrow("cannot be carried");
    expect([well.emissions.length, after.emissions.length]).toEqual([1, 1]);
  });

  it("ends everybody once, properly or with an error, and takes nobody afterwards", () => {
    const failing = new Emitter();
    const [one, two] = [subscriber(), subscriber()];
    failing.add(two, "b/b");
    const error = new RequestError("WOT_UNAVAILABLE", "broken sensor");
    const proper = new Emitter();
    const heard = subscriber();
    let ended = 0;
    const subscription = proper.add(heard, "a/a", () => {
      ended += 1;
    });
    proper.end();
    proper.end();
    subscription.cancel();
    expect([heard.ends, ended, proper.hasSubscribers]).toEqual([["complete"], 1, false]);
    expect(() => proper.add(heard, "a/a")).toThrow(/withdrawn/);
    failing.add(
      {
        ...one,
        error() {
          throw new Error("broken subscriber");
        },
      },
      "a/a",
    );
    failing.end(error);
    expect(two.ends).toEqual([error]);
  });
});
