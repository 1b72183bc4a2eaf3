import assert from "node:assert";
import { RequestError } from "@thingwright/errors";
import type { Check } from "../check.js";
import { weirdName } from "../test-thing/script.js";
import { expectHeard, upTo } from "./stream.js";

/** Observing single properties. */
export const observeChecks: readonly Check[] = [
  {
    id: "observe/sequence",
    title: "delivers every value from the moment that subscribe() resolves, in order, each once",
    operations: ["observeproperty"],
    async run({ remote, thing, setup, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("observeproperty", "count", sink);
      for (const value of upTo(20)) thing.property("count").set(value);
      await expectHeard(sink, upTo(20), { patienceMs, initial: 0, mayConflate: Boolean(setup.mayConflate) });
    },
  },
  {
    id: "observe/two-subscribers",
    title: "serves two observers of one property independently",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, setup, patienceMs } = world;
      const [first, second] = [world.sink(), world.sink()];
      const subscription = await remote.subscribe("observeproperty", "count", first);
      await remote.by(world.newClient()).subscribe("observeproperty", "count", second);
      thing.property("count").set(1);
      await expectHeard(first, [1], { patienceMs, initial: 0 });
      await expectHeard(second, [1], { patienceMs, initial: 0 });
      await subscription.stop();
      thing.property("count").set(2);
      await expectHeard(second, [1, 2], { patienceMs, initial: 0, mayConflate: Boolean(setup.mayConflate) });
      assert.equal(first.values.at(-1), 1, "the observer that has stopped heard more");
    },
  },
  {
    id: "observe/one-client-twice",
    title: "serves two observers of one property in one client",
    operations: ["observeproperty"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const [first, second] = [newSink(), newSink()];
      const subscription = await remote.subscribe("observeproperty", "count", first);
      await remote.subscribe("observeproperty", "count", second);
      await subscription.stop();
      thing.property("count").set(1);
      await expectHeard(second, [1], { patienceMs, initial: 0 });
      assert.ok(!first.values.includes(1), "the observer that has stopped heard more");
    },
  },
  {
    id: "observe/stop-silences",
    title: "says nothing more after stop(), however often it is called",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, patienceMs } = world;
      const [stopped, witness] = [world.sink(), world.sink()];
      const subscription = await remote.subscribe("observeproperty", "count", stopped);
      await remote.by(world.newClient()).subscribe("observeproperty", "count", witness);
      await Promise.all([subscription.stop(), subscription.stop()]);
      await subscription.stop();
      const heard = stopped.calls.length;
      thing.property("count").set(1);
      await expectHeard(witness, [1], { patienceMs, initial: 0 });
      assert.equal(stopped.calls.length, heard);
    },
  },
  {
    id: "observe/stop-cancels",
    title: "cancels the subscription at the Thing after stop()",
    operations: ["observeproperty"],
    async run({ remote, thing, patienceMs, sink }) {
      const { emitter } = thing.property("count");
      const before = emitter.active;
      const subscription = await remote.subscribe("observeproperty", "count", sink());
      await emitter.untilActive(before + 1, patienceMs);
      await subscription.stop();
      await emitter.untilActive(before, patienceMs);
    },
  },
  {
    id: "observe/abort",
    title: "ends a subscription when its signal aborts",
    operations: ["observeproperty"],
    async run(world) {
      const { remote, thing, patienceMs } = world;
      const [aborted, witness] = [world.sink(), world.sink()];
      const controller = new AbortController();
      await remote.subscribe("observeproperty", "count", aborted, { signal: controller.signal });
      await remote.by(world.newClient()).subscribe("observeproperty", "count", witness);
      controller.abort();
      thing.property("count").set(1);
      await expectHeard(witness, [1], { patienceMs, initial: 0 });
      assert.ok(!aborted.values.includes(1), "the observer that was aborted heard more");
    },
  },
  {
    id: "observe/thing-fails",
    title: "lets an observer hear that the Thing has ended the observation by failure",
    operations: ["observeproperty"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("observeproperty", "count", sink);
      thing.property("count").emitter.fail(new RequestError("WOT_UNAVAILABLE", "the sensor has come loose"));
      const told = (): boolean => sink.ended || sink.heard("interrupted");
      await sink.until(told, "interrupted, error or complete", patienceMs);
    },
  },
  {
    id: "observe/interrupted",
    title: "says when the connection is lost and when it is back, and goes on by itself",
    operations: ["observeproperty"],
    needs: ["cut"],
    async run({ remote, thing, server, setup, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("observeproperty", "count", sink);
      const mend = await setup.cut?.(server);
      await sink.until(() => sink.heard("interrupted"), "interrupted", patienceMs);
      await mend?.();
      await sink.until(() => sink.heard("resumed"), "resumed", patienceMs);
      thing.property("count").set(1);
      await expectHeard(sink, [1], { patienceMs, initial: 0 });
    },
  },
  {
    id: "observe/escaped-name",
    title: "observes a property whose name needs escaping",
    operations: ["observeproperty"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("observeproperty", weirdName, sink);
      thing.property(weirdName).set("even");
      await expectHeard(sink, ["even"], { patienceMs, initial: "odd" });
    },
  },
];
