import assert from "node:assert";
import type { Check } from "../check.js";
import { within } from "../condition.js";
import { failureOf } from "../expectation.js";
import { stopDeadlineMs } from "../world.js";
import { expectHeard } from "./stream.js";

const stopped = (stopping: Promise<void>): Promise<void> => within(stopping, "stop() to resolve", stopDeadlineMs);

/** Stopping clients and servers. */
export const stopChecks: readonly Check[] = [
  {
    id: "stop/idempotent",
    title: "may be stopped twice and disposed of after, on both sides",
    operations: [],
    async run({ client, server }) {
      for (const side of [client, server]) {
        await stopped(Promise.all([side.stop(), side.stop()]).then(() => {}));
        await stopped(side.stop());
        await side[Symbol.asyncDispose]();
      }
    },
  },
  {
    id: "stop/never-started",
    title: "may be stopped without having been started",
    operations: [],
    async run(world) {
      await stopped(world.newServer().stop());
      await stopped(world.newClient().stop());
    },
  },
  {
    id: "stop/server-observed",
    title: "stops a server within 2 s while it is observed, and cancels at the Thing",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, server, patienceMs } = world;
      await remote.subscribe("observeproperty", "count", world.sink());
      await remote.by(world.newClient()).subscribe("observeproperty", "count", world.sink());
      await stopped(server.stop());
      await thing.property("count").emitter.untilActive(0, patienceMs);
    },
  },
  {
    id: "stop/server-heard",
    title: "lets an observer hear that the server has stopped",
    operations: ["observeproperty"],
    async run(world) {
      const sink = world.sink();
      await world.remote.subscribe("observeproperty", "count", sink);
      await stopped(world.server.stop());
      const told = () => sink.ended || sink.heard("interrupted");
      await sink.until(told, "interrupted, error or complete", world.patienceMs);
    },
  },
  {
    id: "stop/server-busy",
    title: "stops a server within 2 s while a Thing still thinks about a request, which then fails",
    operations: ["readproperty"],
    async run({ remote, thing, server, patienceMs }) {
      const failure = failureOf(remote.request("readproperty", "slow"));
      failure.catch(() => {});
      await thing.calls.until("readproperty", "slow", 1, patienceMs);
      await stopped(server.stop());
      const { family } = await failure;
      assert.ok(["NetworkError", "TimeoutError", "RemoteError"].includes(family), family);
    },
  },
  {
    id: "stop/client-silences",
    title: "stops a client with subscriptions within 2 s, and its sinks hear no values more",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, client, patienceMs } = world;
      const [stoppedSink, witness] = [world.sink(), world.sink()];
      await remote.subscribe("observeproperty", "count", stoppedSink);
      await remote.by(world.newClient()).subscribe("observeproperty", "count", witness);
      await stopped(client.stop());
      thing.property("count").set(1);
      await expectHeard(witness, [1], { patienceMs, initial: 0 });
      assert.ok(!stoppedSink.values.includes(1));
    },
  },
  {
    id: "stop/client-cancels",
    title: "cancels the subscriptions of a stopped client at the Thing",
    operations: ["observeproperty"],
    async run(world) {
      const { emitter } = world.thing.property("count");
      const before = emitter.active;
      await world.remote.subscribe("observeproperty", "count", world.sink());
      await emitter.untilActive(before + 1, world.patienceMs);
      await stopped(world.client.stop());
      await emitter.untilActive(before, world.patienceMs);
    },
  },
  {
    id: "stop/client-rejects",
    title: "rejects what is asked of a stopped client",
    operations: ["readproperty"],
    async run({ remote, client }) {
      const prepared = remote.prepare("readproperty", "count");
      await stopped(client.stop());
      await failureOf(prepared.request({ timeoutMs: 200 }));
    },
  },
];
