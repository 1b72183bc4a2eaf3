import assert from "node:assert";
import type { Check } from "../check.js";
import { expectFailure, failureOf } from "../expectation.js";
import { fakeHost } from "../fake-host.js";
import { jsonContent, jsonOf } from "../json-content.js";
import { testThing } from "../test-thing/test-thing.js";

/** Starting, exposing and withdrawing. */
export const lifeCycleChecks: readonly Check[] = [
  {
    id: "life/addresses",
    title: "has no address before start(), and some after, without a trailing slash",
    operations: [],
    async run(world) {
      assert.deepEqual(world.newServer().addresses(), []);
      const addresses = world.server.addresses();
      assert.ok(addresses.length > 0);
      for (const address of addresses) assert.doesNotMatch(address, /\/$/);
    },
  },
  {
    id: "life/loopback",
    title: "listens where no other machine reaches it unless it was told otherwise",
    operations: [],
    async run({ server }) {
      assert.equal(server.isPublic, false);
    },
  },
  {
    id: "life/address-taken",
    title: "rejects start() with WOT_ADDRESS_IN_USE when the address is taken",
    operations: [],
    needs: ["serverAt"],
    async run(world) {
      const { server, setup } = world;
      const late = world.newServer(() => setup.serverAt?.(server) ?? setup.server());
      const error = await failureOf(late.start(fakeHost()));
      assert.equal(error.code, "WOT_ADDRESS_IN_USE");
    },
  },
  {
    id: "life/two-things",
    title: "keeps two Things apart whose affordances have the same names",
    operations: ["invokeaction"],
    async run(world) {
      const other = testThing({ slug: "other-thing" });
      const remote = await world.expose(other);
      await remote.request("invokeaction", "echo", { content: jsonContent(1) });
      assert.equal(other.calls.of("invokeaction", "echo").length, 1);
      assert.equal(world.thing.calls.of("invokeaction", "echo").length, 0);
      await world.remote.request("invokeaction", "echo", { content: jsonContent(2) });
      assert.equal(world.thing.calls.of("invokeaction", "echo").length, 1);
    },
  },
  {
    id: "life/two-things-values",
    title: "reads from each of two Things its own value",
    operations: ["readproperty"],
    async run(world) {
      const other = testThing({ slug: "other-thing" });
      const remote = await world.expose(other);
      other.property("count").set(7);
      assert.equal(jsonOf(await remote.request("readproperty", "count")), 7);
      assert.equal(jsonOf(await world.remote.request("readproperty", "count")), 0);
    },
  },
  {
    id: "life/two-servers",
    title: "lets one client use two servers",
    operations: ["invokeaction"],
    async run(world) {
      const server = world.newServer();
      const thing = testThing();
      await server.start(fakeHost(thing));
      const remote = await world.expose(thing, server);
      assert.equal(jsonOf(await remote.request("invokeaction", "echo", { content: jsonContent(1) })), 1);
      assert.equal(jsonOf(await world.remote.request("invokeaction", "echo", { content: jsonContent(2) })), 2);
      assert.equal(thing.calls.of("invokeaction", "echo").length, 1);
    },
  },
  {
    id: "life/withdraw",
    title: "does not reach a Thing after withdraw(), and still reaches the others",
    operations: ["invokeaction"],
    async run(world) {
      const other = testThing({ slug: "other-thing" });
      const remote = await world.expose(other);
      await world.withdraw(other);
      const families = ["RemoteError", "NetworkError", "TimeoutError"] as const;
      await expectFailure(remote.request("invokeaction", "echo", { timeoutMs: 200 }), ...families);
      assert.equal(other.calls.of("invokeaction", "echo").length, 0);
      await world.remote.request("invokeaction", "echo", { content: jsonContent(1) });
    },
  },
  {
    id: "life/withdraw-unknown",
    title: "ignores withdraw() of a Thing that it does not have",
    operations: [],
    async run({ server }) {
      await server.withdraw("urn:test:never-exposed");
    },
  },
  {
    id: "life/withdraw-ends-observation",
    title: "ends the subscriptions of a withdrawn Thing, at the Thing and at the client",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, patienceMs } = world;
      const sink = world.sink();
      await remote.subscribe("observeproperty", "count", sink);
      await world.withdraw(thing);
      await thing.property("count").emitter.untilActive(0, patienceMs);
      await sink.until(({ ended }) => ended, "the sink to hear of the end", patienceMs);
      const heard = sink.calls.length;
      thing.property("count").set(1);
      assert.equal(sink.calls.length, heard);
    },
  },
  {
    id: "life/exposed-again",
    title: "reaches a Thing that is exposed again after it was withdrawn",
    operations: ["invokeaction"],
    async run(world) {
      await world.withdraw(world.thing);
      const remote = await world.expose(world.thing);
      assert.equal(jsonOf(await remote.request("invokeaction", "echo", { content: jsonContent(1) })), 1);
      assert.equal(world.thing.calls.of("invokeaction", "echo").length, 1);
    },
  },
];
