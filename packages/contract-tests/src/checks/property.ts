import assert from "node:assert";
import { noContent } from "@thingwright/contracts";
import type { Check } from "../check.js";
import { expectContentType, expectSameBytes } from "../expectation.js";
import { jsonContent, jsonOf, textOf } from "../json-content.js";
import { everyByte, weirdName } from "../test-thing/script.js";

/** Reading and writing single properties. */
export const propertyChecks: readonly Check[] = [
  {
    id: "property/read",
    title: "reads the bytes that the Thing gave, with their content type",
    operations: ["readproperty"],
    async run({ remote, thing }) {
      thing.property("name").set("a lamp, ü, 灯");
      const reply = await remote.request("readproperty", "name");
      expectSameBytes(reply, jsonContent("a lamp, ü, 灯"));
      expectContentType(reply, "application/json");
    },
  },
  {
    id: "property/read-only",
    title: "reads a property that cannot be written",
    operations: ["readproperty"],
    async run({ remote }) {
      assert.equal(jsonOf(await remote.request("readproperty", "sealed")), "as delivered");
    },
  },
  {
    id: "property/read-bytes",
    title: "reads a body of every byte as it is",
    operations: ["readproperty"],
    async run({ remote }) {
      const reply = await remote.request("readproperty", "bytes");
      expectSameBytes(reply, { contentType: "", body: everyByte() });
      expectContentType(reply, "application/octet-stream");
    },
  },
  {
    id: "property/write-bytes",
    title: "writes a body of every byte as it is",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      const content = { contentType: "application/octet-stream", body: everyByte().reverse() };
      await remote.request("writeproperty", "bytes", { content });
      const received = thing.calls.of("writeproperty", "bytes")[0]?.request.content ?? noContent;
      expectSameBytes(received, content);
    },
  },
  {
    id: "property/read-long",
    title: "reads a body of 100 kB whole",
    operations: ["readproperty"],
    async run({ remote, thing }) {
      const reply = await remote.request("readproperty", "blob");
      expectSameBytes(reply, jsonContent(thing.property("blob").value));
    },
  },
  {
    id: "property/read-each-content-type",
    title: "reads each content type that a Form offers, and says which it is",
    operations: ["readproperty"],
    async run({ remote, patienceMs }) {
      for (const form of remote.forms("readproperty", "note")) {
        const prepared = remote.prepareForm(form, "readproperty", "note");
        assert.ok(!("refused" in prepared), "an offered Form is refused");
        const reply = await prepared.request({ timeoutMs: patienceMs });
        expectContentType(reply, form.response.contentType);
        assert.equal(textOf(reply), form.contentType === "text/plain" ? "hello" : '"hello"');
      }
    },
  },
  {
    id: "property/write",
    title: "writes the bytes of the caller, with their content type, exactly once",
    operations: ["writeproperty"],
    async run({ remote, thing, patienceMs }) {
      const content = jsonContent("new ü name");
      const reply = await remote.request("writeproperty", "name", { content });
      assert.equal(reply.body.length, 0, "a write is answered without a body");
      await thing.calls.until("writeproperty", "name", 1, patienceMs);
      const received = thing.calls.of("writeproperty", "name").map((call) => call.request.content);
      assert.equal(received.length, 1);
      assert.ok(received[0] !== undefined, "the Thing got no content");
      expectSameBytes(received[0], content);
      expectContentType(received[0], "application/json");
      assert.equal(thing.property("name").value, "new ü name");
    },
  },
  {
    id: "property/write-only",
    title: "writes a property that cannot be read",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      await remote.request("writeproperty", "secretInput", { content: jsonContent("1234") });
      assert.equal(thing.property("secretInput").value, "1234");
    },
  },
  {
    id: "property/write-long",
    title: "writes a body of 100 kB whole",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      const value = String(thing.property("blob").value);
      await remote.request("writeproperty", "name", { content: jsonContent(value) });
      assert.equal(thing.property("name").value, value);
    },
  },
  {
    id: "property/read-after-write",
    title: "reads what was written before",
    operations: ["readproperty", "writeproperty"],
    async run({ remote }) {
      for (const value of [1, -7, 0]) {
        await remote.request("writeproperty", "count", { content: jsonContent(value) });
        assert.equal(jsonOf(await remote.request("readproperty", "count")), value);
      }
    },
  },
  {
    id: "property/prepared-once",
    title: "uses one prepared Form again and again",
    operations: ["readproperty"],
    async run({ remote, thing, patienceMs }) {
      const prepared = remote.prepare("readproperty", "count");
      for (const value of [1, 2, 3]) {
        thing.property("count").set(value);
        assert.equal(jsonOf(await prepared.request({ timeoutMs: patienceMs })), value);
      }
    },
  },
  {
    id: "property/escaped-name",
    title: "reads and writes a property whose name needs escaping",
    operations: ["readproperty", "writeproperty"],
    async run({ remote, thing }) {
      assert.equal(jsonOf(await remote.request("readproperty", weirdName)), "odd");
      await remote.request("writeproperty", weirdName, { content: jsonContent("even") });
      assert.equal(thing.property(weirdName).value, "even");
    },
  },
  {
    id: "property/read-variables",
    title: "brings uriVariables to the Thing as text",
    operations: ["readproperty"],
    async run({ remote, thing }) {
      await remote.request("readproperty", "scaled", { variables: { unit: "°C & more/+%", step: 3 } });
      const { variables } = thing.calls.of("readproperty", "scaled").at(-1)?.request ?? {};
      assert.deepEqual({ ...variables }, { unit: "°C & more/+%", step: "3" });
    },
  },
  {
    id: "property/write-variables",
    title: "brings uriVariables to the Thing with a body",
    operations: ["writeproperty"],
    async run({ remote, thing }) {
      await remote.request("writeproperty", "scaled", { content: jsonContent("5"), variables: { unit: "K" } });
      const { variables } = thing.calls.of("writeproperty", "scaled")[0]?.request ?? {};
      assert.deepEqual({ ...variables }, { unit: "K" });
      assert.equal(thing.property("scaled").value, "5");
    },
  },
];
