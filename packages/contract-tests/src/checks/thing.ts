import assert from "node:assert";
import type { Check } from "../check.js";
import { expectRefusal } from "../expectation.js";
import { jsonContent, jsonOf } from "../json-content.js";
import { weirdName } from "../test-thing/script.js";
import type { World } from "../world.js";
import { expectHeard } from "./stream.js";

const valuesOf = ({ thing }: World, names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name) => [name, thing.property(name).value]));

/** Operations of the whole Thing. */
export const thingChecks: readonly Check[] = [
  {
    id: "thing/read-all",
    title: "reads all properties at once",
    operations: ["readallproperties"],
    async run(world) {
      const reply = await world.remote.request("readallproperties");
      assert.deepEqual(jsonOf(reply), valuesOf(world, world.thing.readableNames));
    },
  },
  {
    id: "thing/read-multiple",
    title: "reads the properties that the variable `names` lists, and no others",
    operations: ["readmultipleproperties"],
    async run(world) {
      const names = ["count", weirdName];
      const reply = await world.remote.request("readmultipleproperties", undefined, { variables: { names } });
      assert.deepEqual(jsonOf(reply), valuesOf(world, names));
      assert.deepEqual(world.thing.calls.of("readmultipleproperties")[0]?.names, names);
    },
  },
  {
    id: "thing/write-multiple",
    title: "writes several properties with one request",
    operations: ["writemultipleproperties"],
    async run({ remote, thing }) {
      const content = jsonContent({ count: 3, [weirdName]: "even" });
      await remote.request("writemultipleproperties", undefined, { content });
      assert.equal(thing.property("count").value, 3);
      assert.equal(thing.property(weirdName).value, "even");
      assert.equal(thing.calls.of("writemultipleproperties").length, 1);
    },
  },
  {
    id: "thing/write-multiple-refused",
    title: "makes refused values of several properties a RemoteError",
    operations: ["writemultipleproperties"],
    async run({ remote, thing }) {
      const content = jsonContent({ name: "new", count: "many" });
      const write = remote.request("writemultipleproperties", undefined, { content });
      await expectRefusal(write, "WOT_DATA_INVALID");
      assert.equal(thing.property("name").value, "lamp");
    },
  },
  {
    id: "thing/write-all",
    title: "writes all properties with one request, and the Thing knows that all are meant",
    operations: ["writeallproperties"],
    async run(world) {
      const { remote, thing } = world;
      const values = { ...valuesOf(world, thing.writableNames), count: 9 };
      await remote.request("writeallproperties", undefined, { content: jsonContent(values) });
      assert.equal(thing.property("count").value, 9);
      assert.equal(thing.calls.of("writeallproperties").length, 1);
      const some = remote.request("writeallproperties", undefined, { content: jsonContent({ count: 1 }) });
      await expectRefusal(some, "WOT_DATA_INVALID");
    },
  },
  {
    id: "thing/observe-all",
    title: "observes all properties, each change as an object with the one property",
    operations: ["observeallproperties"],
    async run(world) {
      const { remote, thing, setup, patienceMs } = world;
      const sink = world.sink();
      const initial = valuesOf(world, thing.readableNames);
      await remote.subscribe("observeallproperties", undefined, sink);
      thing.property("count").set(1);
      thing.property(weirdName).set("even");
      const changes = [{ count: 1 }, { [weirdName]: "even" }];
      await expectHeard(sink, changes, { patienceMs, initial, mayConflate: setup.mayConflate === true });
    },
  },
  {
    id: "thing/observe-all-stop",
    title: "cancels the observation of all properties after stop()",
    operations: ["observeallproperties"],
    async run(world) {
      const before = world.thing.allProperties.active;
      const subscription = await world.remote.subscribe("observeallproperties", undefined, world.sink());
      await world.thing.allProperties.untilActive(before + 1, world.patienceMs);
      await subscription.stop();
      await world.thing.allProperties.untilActive(before, world.patienceMs);
    },
  },
  {
    id: "thing/subscribe-all",
    title: "subscribes to all events, each as an object with the one event",
    operations: ["subscribeallevents"],
    async run(world) {
      const { remote, thing, setup, patienceMs } = world;
      const sink = world.sink();
      await remote.subscribe("subscribeallevents", undefined, sink);
      thing.event("tick").emit(1);
      thing.event(weirdName).emit({ level: "high" });
      const events = [{ tick: 1 }, { [weirdName]: { level: "high" } }];
      await expectHeard(sink, events, { patienceMs, mayConflate: setup.mayConflate === true });
    },
  },
  {
    id: "thing/query-all",
    title: "asks for the status of all actions, the latest invocation of each first",
    operations: ["queryallactions", "invokeaction"],
    async run({ remote }) {
      await remote.request("invokeaction", "job");
      await remote.request("invokeaction", "job");
      const statuses = jsonOf(await remote.request("queryallactions")) as Record<string, { id: string }[]>;
      assert.deepEqual(
        statuses.job?.map(({ id }) => id),
        ["job-2", "job-1"],
      );
    },
  },
];
