import { describe, expect, it } from "vitest";
import { ViewEmitter } from "../../../../src/exposed/emission/view-emitter.js";

const listener = () => {
  const heard: string[] = [];
  return {
    heard,
    next: ({ sequence, content }: { sequence: number; content: { body: Uint8Array } }) =>
      void heard.push(`${sequence} ${new TextDecoder().decode(content.body)}`),
    error: () => {},
    complete: () => void heard.push("complete"),
  };
};
const emit = (emitter: ViewEmitter, name: string) =>
  emitter.emit(name, 0, (contentType) => ({ contentType, body: new TextEncoder().encode(name) }));
const none: ReadonlySet<string> = new Set();

describe("an emitter of several affordances", () => {
  it("tells each subscriber of what it may hear, in a sequence without gaps", () => {
    const emitter = new ViewEmitter();
    const [all, some] = [listener(), listener()];
    const whole = emitter.add(all, "text/plain", none);
    const partial = emitter.add(some, "text/plain", new Set(["pin"]));
    for (const name of ["on", "pin", "on"]) emit(emitter, name);
    expect(all.heard).toEqual(["1 on", "2 pin", "3 on"]);
    expect(some.heard).toEqual(["1 on", "2 on"]);
    expect(whole.view).toBeUndefined();
    expect(partial.view).toBe('["pin"]');
  });

  it("goes on in the sequence of a view that comes back", () => {
    const emitter = new ViewEmitter();
    emitter.add(listener(), "text/plain", none).cancel();
    emit(emitter, "on");
    const later = listener();
    emitter.add(later, "text/plain", none);
    emit(emitter, "on");
    expect(later.heard).toEqual(["2 on"]);
  });

  it("ends everything once, and takes no more", () => {
    const emitter = new ViewEmitter();
    const [one, other] = [listener(), listener()];
    emitter.add(one, "text/plain", none);
    emitter.add(other, "text/plain", new Set(["pin"]));
    expect(emitter.hasSubscribers).toBe(true);
    emitter.end();
    expect([one.heard, other.heard]).toEqual([["complete"], ["complete"]]);
    expect(emitter.hasSubscribers).toBe(false);
    expect(() => emitter.add(one, "text/plain", none)).toThrow(/withdrawn/);
  });

  it("keeps a bounded number of views, and first lets go of those without subscribers", () => {
    const emitter = new ViewEmitter();
    for (let i = 0; i < 64; i++) {
      const { cancel } = emitter.add(listener(), "text/plain", new Set([`p${i}`]));
      if (i === 0) cancel();
    }
    emitter.add(listener(), "text/plain", new Set(["x"]));
    expect(() => emitter.add(listener(), "text/plain", new Set(["y"]))).toThrow(/64/);
  });

  it("tells everybody before it fails", () => {
    const emitter = new ViewEmitter();
    const heard = listener();
    emitter.add({ ...listener(), next: () => JSON.parse("?") }, "text/plain", none);
    emitter.add(heard, "text/plain", new Set(["pin"]));
    expect(() => emit(emitter, "on")).toThrow(SyntaxError);
    expect(heard.heard).toEqual(["1 on"]);
  });
});
