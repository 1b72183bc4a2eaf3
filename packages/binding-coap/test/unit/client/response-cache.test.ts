import { recordingSink, textOf } from "@thingwright/contract-tests";
import { UsageError } from "@thingwright/errors";
import { afterEach, describe, expect, it } from "vitest";
import { type CoapClientOptions, coapClient } from "../../../src/index.js";
import { Lab } from "../../lab/lab.js";

let lab: Lab;
afterEach(() => lab[Symbol.asyncDispose]());

describe("A client with a cache (RFC 7252 §5.6)", () => {
  const open = async (cache: CoapClientOptions["cache"], readMaxAgeSeconds = 10) => {
    lab = await Lab.open({ limits: { readMaxAgeSeconds } }, cache === undefined ? {} : { cache });
  };
  const read = async (name = "count") => textOf(await lab.remote.request("readproperty", name));
  const reads = (name = "count") => lab.thing.calls.of("readproperty", name).length;

  it("asks once for what stays fresh, and again when Max-Age has passed", async () => {
    await open(true);
    expect([await read(), await read(), reads()]).toEqual(["0", "0", 1]);
    await lab.time.advance(10_001);
    expect([await read(), reads()]).toEqual(["0", 2]);
  });

  it.each([undefined, false])("is not what %s makes", async (cache) => {
    await open(cache);
    expect([await read(), await read(), reads()]).toEqual(["0", "0", 2]);
  });

  it("forgets what it writes", async () => {
    await open(true);
    await read("name");
    await lab.remote.request("writeproperty", "name", {
      content: { contentType: "application/json", body: Buffer.from('"new"') },
    });
    expect([await read("name"), reads("name")]).toEqual(['"new"', 2]);
  });

  it("reads what an observation has told, without asking", async () => {
    await open(true, 0);
    await lab.remote.subscribe("observeproperty", "count", recordingSink());
    lab.thing.property("count").set(7);
    await lab.time.settle();
    const before = reads();
    expect([await read(), reads() - before]).toEqual(["7", 0]);
  });

  it("keeps no more than its bounds allow", async () => {
    await open({ maxEntries: 1 });
    await read("count");
    await read("name");
    await read("count");
    expect(reads("count")).toBe(2);
  });

  it("is refused with bounds that are none, before anybody is asked", async () => {
    await open(undefined);
    expect(() => coapClient({ cache: { maxEntries: -1 } })).toThrow(UsageError);
  });
});
