import assert from "node:assert";
import type { Check } from "../check.js";
import { weirdName } from "../test-thing/script.js";
import { expectHeard, upTo } from "./stream.js";

/** Subscribing to single events. */
export const eventChecks: readonly Check[] = [
  {
    id: "event/sequence",
    title: "delivers every event from the moment that subscribe() resolves, in order, each once",
    operations: ["subscribeevent"],
    async run({ remote, thing, setup, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("subscribeevent", "tick", sink);
      for (const value of upTo(20)) thing.event("tick").emit(value);
      await expectHeard(sink, upTo(20), { patienceMs, mayConflate: setup.mayConflate });
    },
  },
  {
    id: "event/one-of-two",
    title: "delivers the event that was subscribed to and no other",
    operations: ["subscribeevent"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("subscribeevent", "tick", sink);
      thing.event("alarm").emit("fire");
      thing.event("tick").emit("tock");
      await expectHeard(sink, ["tock"], { patienceMs });
    },
  },
  {
    id: "event/stop",
    title: "says nothing more after stop() and cancels the subscription at the Thing",
    operations: ["subscribeevent"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const { emitter } = thing.event("tick");
      const before = emitter.active;
      const sink = newSink();
      const subscription = await remote.subscribe("subscribeevent", "tick", sink);
      await emitter.untilActive(before + 1, patienceMs);
      await subscription.stop();
      await emitter.untilActive(before, patienceMs);
      thing.event("tick").emit(1);
      assert.deepEqual(sink.calls, []);
    },
  },
  {
    id: "event/escaped-name",
    title: "subscribes to an event whose name needs escaping",
    operations: ["subscribeevent"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const sink = newSink();
      await remote.subscribe("subscribeevent", weirdName, sink);
      thing.event(weirdName).emit("odd");
      await expectHeard(sink, ["odd"], { patienceMs });
    },
  },
];
