import { describe, expect, it } from "vitest";
import { type BindingSetup, type Check, claimsOf, runCheck, whySkipped } from "../../src/index.js";
import { wrong } from "../wrong-bindings.js";

const check = (terms: Partial<Check> = {}): Check => ({
  id: "area/promise",
  title: "keeps a promise",
  operations: ["readproperty"],
  run: async () => {},
  ...terms,
});

const why = (setup: BindingSetup, terms?: Partial<Check>): string | undefined =>
  whySkipped(check(terms), setup, claimsOf(setup));

describe("a check", () => {
  it("is run when both sides claim its operations", () => {
    expect(why(wrong())).toBeUndefined();
  });

  it("is skipped with the reason of a gap", () => {
    expect(why({ ...wrong(), gaps: { "area/promise": "the protocol cannot" } })).toBe("gap: the protocol cannot");
  });

  it("is not skipped by a gap that every object inherits", () => {
    expect(why(wrong(), { id: "constructor" })).toBeUndefined();
  });

  it("is skipped when one side does not claim an operation", () => {
    const half = wrong((good) => ({
      ...good,
      manifest: { ...good.manifest, clientOperations: ["writeproperty"] },
      prepare: (request) => good.prepare(request),
      stop: () => good.stop(),
      [Symbol.asyncDispose]: () => good.stop(),
    }));
    expect(why(half)).toBe("readproperty is not claimed by both sides");
  });

  it("is skipped when the setup lacks what it needs", () => {
    const { serverAt: _, ...setup } = wrong();
    expect(why(setup, { needs: ["serverAt"] })).toBe("the setup has no serverAt");
  });

  it("is run for each subprotocol that an operation is offered with, and says in which it failed", async () => {
    const setup = wrong(
      (good) => ({
        manifest: { ...good.manifest, subprotocols: ["carrier-pigeon"] },
        prepare: ({ form: { subprotocol: _, ...form }, ...request }) => good.prepare({ ...request, form }),
        stop: () => good.stop(),
        [Symbol.asyncDispose]: () => good.stop(),
      }),
      (good) => ({
        manifest: { ...good.manifest, subprotocols: ["carrier-pigeon"] },
        isPublic: false,
        start: (host) => good.start(host),
        addresses: () => good.addresses(),
        expose: async (thing) => {
          const forms = await good.expose(thing);
          const pigeons = (forms.events.get("tick") ?? []).map((form) => ({ ...form, subprotocol: "carrier-pigeon" }));
          return { ...forms, events: new Map([["tick", [...(forms.events.get("tick") ?? []), ...pigeons]]]) };
        },
        withdraw: (id) => good.withdraw(id),
        stop: () => good.stop(),
        [Symbol.asyncDispose]: () => good.stop(),
      }),
    );
    const seen: unknown[] = [];
    const failing = check({
      operations: ["subscribeevent"],
      run: async ({ subprotocol }) => {
        seen.push(subprotocol);
        if (subprotocol !== null) throw new TypeError("the pigeon is lost");
      },
    });
    await expect(runCheck(failing, setup)).rejects.toThrow("the pigeon is lost (subprotocol carrier-pigeon)");
    expect(seen).toEqual([null, "carrier-pigeon"]);
  });

  it("fails when it hangs", async () => {
    const hanging = check({ run: () => new Promise(() => {}) });
    await expect(runCheck(hanging, { ...wrong(), patienceMs: 2 })).rejects.toThrow(/in vain for: the check to end/);
  });

  it("stops what it opened, also when it fails", async () => {
    let stopped = 0;
    const setup = wrong((good) => ({
      manifest: good.manifest,
      prepare: (request) => good.prepare(request),
      stop: async () => {
        stopped += 1;
      },
      [Symbol.asyncDispose]: () => good.stop(),
    }));
    const failing = check({ run: () => Promise.reject(new TypeError("the check's own failure")) });
    await expect(runCheck(failing, setup)).rejects.toThrow("the check's own failure");
    expect(stopped).toBe(1);
  });
});
