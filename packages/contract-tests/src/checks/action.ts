import assert from "node:assert";
import { noContent } from "@thingwright/contracts";
import type { Check } from "../check.js";
import { expectContentType, expectSameBytes } from "../expectation.js";
import { jsonContent, jsonOf } from "../json-content.js";
import { weirdName } from "../test-thing/script.js";

/** Invoking actions that answer with their output. */
export const actionChecks: readonly Check[] = [
  {
    id: "action/output",
    title: "brings an action its input and the caller its output",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      const content = jsonContent({ level: 5, note: "ü" });
      const reply = await remote.request("invokeaction", "echo", { content });
      expectSameBytes(reply, content);
      expectContentType(reply, "application/json");
      const received = thing.calls.of("invokeaction", "echo").map((call) => call.request.content);
      assert.equal(received.length, 1, "the action ran once");
      expectContentType(received[0] ?? noContent, "application/json");
    },
  },
  {
    id: "action/neither",
    title: "invokes an action that has neither input nor output",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      const reply = await remote.request("invokeaction", "void");
      assert.equal(reply.body.length, 0);
      const received = thing.calls.of("invokeaction", "void").map((call) => call.request.content);
      assert.equal(received.length, 1, "the action ran once");
      assert.equal(received[0]?.body.length ?? 0, 0, "no input was sent, some arrived");
    },
  },
  {
    id: "action/escaped-name",
    title: "invokes an action whose name needs escaping",
    operations: ["invokeaction"],
    async run({ remote }) {
      assert.equal(jsonOf(await remote.request("invokeaction", weirdName, { content: jsonContent(1) })), 1);
    },
  },
  {
    id: "action/variables",
    title: "brings uriVariables to an action as text",
    operations: ["invokeaction"],
    async run({ remote, thing }) {
      const exchange = { content: jsonContent(true), variables: { unit: "a b", step: 2 } };
      await remote.request("invokeaction", "scaledEcho", exchange);
      const { variables } = thing.calls.of("invokeaction", "scaledEcho")[0]?.request ?? {};
      assert.deepEqual({ ...variables }, { unit: "a b", step: "2" });
    },
  },
];
