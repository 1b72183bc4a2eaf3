import { recordingSink } from "@thingwright/contract-tests";
import { afterEach, describe, expect, it } from "vitest";
import { Lab } from "../lab/lab.js";

let lab: Lab;
afterEach(() => lab[Symbol.asyncDispose]());

describe("A server with too much to do tells our client when to come back (RFC 7252 §5.9.3.4)", () => {
  const refused = (retryAfterMs: number) => ({ family: "RemoteError", status: "5.03", retryAfterMs });

  it("beyond maxPendingRequests", async () => {
    lab = await Lab.open({ limits: { maxPendingRequests: 1, retryAfterMs: 6_500 } });
    const first = lab.remote.request("readproperty", "slow");
    await lab.time.settle();
    await expect(lab.remote.request("readproperty", "slow")).rejects.toMatchObject(refused(7_000));
    lab.thing.property("slow").gate?.open();
    await first;
  });

  it("beyond maxObservers, after 5 s unless told otherwise", async () => {
    lab = await Lab.open({ limits: { maxObservers: 1 } });
    await lab.remote.subscribe("subscribeevent", "tick", recordingSink());
    const second = lab.remote.subscribe("subscribeevent", "tick", recordingSink());
    await expect(second).rejects.toMatchObject(refused(5_000));
  });
});
