import { describe, expect, it } from "vitest";
import { fakeHost, jsonContent, jsonOf, recordingSink, testThing, weirdName } from "../../src/index.js";

const ignore = { error: () => {}, complete: () => {} };

describe("a test Thing", () => {
  it("records what it was called with", () => {
    const thing = testThing();
    const request = { content: jsonContent("new"), variables: { unit: "K" } };
    thing.property("name").write(request);
    expect(thing.calls.of("writeproperty", "name")).toEqual([
      { operation: "writeproperty", affordance: "name", request },
    ]);
    expect(thing.property("name").value).toBe("new");
  });

  it("refuses values of another type before it writes any", () => {
    const thing = testThing();
    const content = jsonContent({ name: "new", count: "many" });
    expect(() => thing.writeMultipleProperties({ content })).toThrow(/type integer/);
    expect(thing.property("name").value).toBe("lamp");
  });

  it("emits each change once, numbered from 1", () => {
    const thing = testThing();
    const sequences: number[] = [];
    thing.property("count").observe({}, { ...ignore, next: ({ sequence }) => sequences.push(sequence) });
    thing.property("count").set(1);
    thing.property("count").set(2);
    expect(sequences).toEqual([1, 2]);
  });

  it("emits nothing to a subscription that was cancelled", () => {
    const { emitter } = testThing().event("tick");
    const sink = recordingSink();
    const subscription = emitter.subscribe({ ...ignore, next: ({ content }) => sink.next(content) });
    expect(emitter.active).toBe(1);
    subscription.cancel();
    subscription.cancel();
    emitter.emit(jsonContent(1));
    expect([emitter.active, sink.calls.length]).toEqual([0, 0]);
  });

  it("tells those that observe all of the one property that changed", () => {
    const thing = testThing();
    const sink = recordingSink();
    thing.observeAllProperties({}, { ...ignore, next: ({ content }) => sink.next(content) });
    thing.property(weirdName).set("even");
    expect(sink.values).toEqual([{ [weirdName]: "even" }]);
  });

  it("reads all that can be read at once", () => {
    const values = jsonOf(testThing().readAllProperties({})) as object;
    expect(Object.keys(values)).toEqual(["count", "name", "sealed", "blob", "note", weirdName]);
  });

  it("holds reads of `slow` back until its gate is opened", async () => {
    const slow = testThing().property("slow");
    const order: string[] = [];
    const reading = Promise.resolve(slow.read({})).then(() => order.push("read"));
    await new Promise(setImmediate);
    order.push("opened");
    slow.gate?.open();
    await reading;
    expect(order).toEqual(["opened", "read"]);
  });

  it("has blob bytes that say where they stand", () => {
    const blob = String(testThing().property("blob").value);
    expect(blob.length).toBe(100_000);
    expect(blob.slice(99_992)).toBe("00099992");
  });

  it("lists an action's latest status first and forgets cancelled ones", () => {
    const job = testThing().action("job");
    job.invoke({});
    job.invoke({});
    job.cancel("job-1", {});
    expect(job.statuses.map(({ id }) => id)).toEqual(["job-2"]);
    expect(() => job.query("job-1", {})).toThrow(/no such invocation/);
  });
});

describe("a fake host", () => {
  it("lists its Things and keeps what is logged", () => {
    const thing = testThing();
    const host = fakeHost(thing);
    host.logger.warn("careful", { port: 1 });
    expect([...host.things.all()]).toEqual([thing]);
    expect(host.things.get(thing.id)).toBe(thing);
    host.remove(thing.id);
    expect(host.things.get(thing.id)).toBeUndefined();
    expect(host.log).toEqual([{ level: "warn", message: "careful", context: { port: 1 } }]);
  });
});
