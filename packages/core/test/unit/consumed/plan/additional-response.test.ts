import { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describedThing, json, nothing, scriptedBinding } from "../../../support/scripted-binding.js";

const td = describedThing({
  schemaDefinitions: {
    reason: { type: "object", properties: { why: { type: "string" } }, required: ["why"] },
    later: { type: "object", properties: { after: { type: "integer" } } },
  },
  properties: {
    on: {
      type: "boolean",
      forms: [
        {
          href: "script://on",
          op: ["readproperty", "writeproperty"],
          additionalResponses: [
            { success: false, schema: "reason" },
            { success: true, schema: "later" },
            { success: false, contentType: "application/problem+json" },
            { success: false },
          ],
        },
      ],
    },
  },
  actions: {
    start: {
      synchronous: true,
      output: { type: "integer" },
      forms: [{ href: "script://start", additionalResponses: [{ success: true, schema: "later" }] }],
    },
  },
} satisfies Partial<ThingDescription>);

/** The Thing, whose every answer is `value`, that of the additional response at `index`. */
function answering(value: unknown, index: number, contentType = "application/json", status = "422") {
  const reply = value === undefined ? nothing : { ...json(value), contentType };
  const { binding } = scriptedBinding({ request: () => ({ ...reply, additionalResponse: index, status }) });
  return new Servient({ clients: [binding] }).consume(td);
}

describe("additionalResponses of a Form", () => {
  it("reject with what the Thing said, decoded by its schema definition, when it is no success", async () => {
    const thing = answering({ why: "too hot" }, 0);
    const refused = { code: "WOT_REMOTE", status: "422", data: { why: "too hot" } };
    await expect(thing.read("on")).rejects.toMatchObject(refused);
    await expect(thing.readProperty("on")).rejects.toMatchObject(refused);
    await expect(thing.write("on", true)).rejects.toMatchObject(refused);
  });

  it("resolve with a value of their own schema when it is a success", async () => {
    const thing = answering({ after: 5 }, 1);
    expect(await thing.read("on")).toEqual({ after: 5 });
    expect(await (await thing.readProperty("on")).value()).toEqual({ after: 5 });
    await expect(answering({ after: "soon" }, 1).read("on")).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("are the output of an action in place of its own", async () => {
    expect(await answering({ after: 5 }, 0).invoke("start")).toEqual({ after: 5 });
  });

  it("carry problem details, too", async () => {
    const failed = answering({ title: "no", detail: "the door is open" }, 2, "application/problem+json").read("on");
    await expect(failed).rejects.toMatchObject({
      message: expect.stringContaining("the door is open"),
      problem: { title: "no" },
    });
  });

  it.each([
    ["does not match its schema", { because: 1 }, 0],
    ["has no codec", "x", 0],
  ])("are a refusal also when what the Thing said %s", async (_, value, index) => {
    const type = value === "x" ? "image/unheard-of" : "application/json";
    const failed = answering(value, index, type).read("on");
    await expect(failed).rejects.toMatchObject({ code: "WOT_REMOTE", status: "422", data: undefined });
  });

  it.each(["403", "4.03", "0x87"])(
    "are about credentials when the Thing says that the asker may not: %s",
    async (status) => {
      const refused = answering({ why: "not yours" }, 0, "application/json", status).read("on");
      await expect(refused).rejects.toMatchObject({
        code: "WOT_CREDENTIALS_REFUSED",
        cause: { code: "WOT_REMOTE", status, data: { why: "not yours" } },
      });
    },
  );

  it("without a schema of their own take any refusal", async () => {
    await expect(answering([1], 3).read("on")).rejects.toMatchObject({ data: [1] });
    await expect(answering(undefined, 3).read("on")).rejects.toMatchObject({ data: undefined });
  });
});
