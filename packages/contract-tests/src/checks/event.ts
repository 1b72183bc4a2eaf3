import assert from "node:assert";
import { noContent } from "@thingwright/contracts";
import type { Check } from "../check.js";
import { expectContentType, expectSameBytes } from "../expectation.js";
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
      await expectHeard(sink, upTo(20), { patienceMs, mayConflate: setup.mayConflate === true });
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
    id: "event/bytes",
    title: "delivers the bytes that the Thing gave, line breaks and all, with their content type",
    operations: ["subscribeevent"],
    async run({ remote, thing, patienceMs, sink: newSink }) {
      const sink = newSink();
      const content = { contentType: "application/json", body: new TextEncoder().encode('\n{\n  "ü": [1,\n\n2]}\n') };
      await remote.subscribe("subscribeevent", "tick", sink);
      thing.event("tick").emit({ ü: [1, 2] }, content);
      await sink.until(({ contents }) => contents.length > 0, "the event to arrive", patienceMs);
      expectSameBytes(sink.contents[0] ?? noContent, content);
      expectContentType(sink.contents[0] ?? noContent, "application/json");
    },
  },
  {
    id: "event/two-subscribers",
    title: "serves two subscribers of one event",
    operations: ["subscribeevent"],
    async run(world) {
      const { remote, thing, patienceMs } = world;
      const [first, second] = [world.sink(), world.sink()];
      await remote.subscribe("subscribeevent", "tick", first);
      await remote.by(world.newClient()).subscribe("subscribeevent", "tick", second);
      thing.event("tick").emit("tock");
      await expectHeard(first, ["tock"], { patienceMs });
      await expectHeard(second, ["tock"], { patienceMs });
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
