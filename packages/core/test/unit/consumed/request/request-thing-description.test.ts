import { RemoteError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { Servient } from "../../../../src/index.js";
import { describedThing, json, type ScriptedCall, scriptedBinding } from "../../../support/scripted-binding.js";

const link = (href: string) =>
  describedThing({ "@type": "ThingLink", links: [{ rel: "describedby", type: "application/td+json", href }] });

function servientWith(request: (call: ScriptedCall) => unknown, limits = {}) {
  const { binding, calls } = scriptedBinding({ request });
  return { servient: new Servient({ clients: [binding], limits }), calls };
}

describe("requestThingDescription", () => {
  it("takes a Thing Description of whatever content type", async () => {
    for (const contentType of [
      "application/td+json",
      "application/json",
      "application/ld+json; x=y",
      "text/plain",
      "",
    ]) {
      const { servient, calls } = servientWith(() => ({ ...json(describedThing({ title: "Lamp" })), contentType }));
      expect(await servient.requestThingDescription("script://a")).toMatchObject({ title: "Lamp" });
      expect(calls[0]?.request.form.contentType).toBe("application/td+json");
    }
  });

  it("asks for application/json where application/td+json is not to be had", async () => {
    for (const status of ["406", "4.06"]) {
      const { servient, calls } = servientWith(({ request }) => {
        if (request.form.contentType !== "application/json") throw new RemoteError("WOT_REMOTE", "no", { status });
        return describedThing({ title: "Lamp" });
      });
      expect(await servient.requestThingDescription("script://a")).toMatchObject({ title: "Lamp" });
      expect(calls).toHaveLength(2);
    }
  });

  it("tells a refusal of another kind at once", async () => {
    const { servient, calls } = servientWith(() => {
      throw new RemoteError("WOT_REMOTE", "no", { status: "404" });
    });
    await expect(servient.requestThingDescription("script://a")).rejects.toMatchObject({ status: "404" });
    expect(calls).toHaveLength(1);
  });

  it("follows a Thing Link once", async () => {
    const world: Record<string, unknown> = {
      "script://h/link": link("full"),
      "script://h/full": describedThing({ title: "Full" }),
      "script://h/twice": link("link"),
      "script://h/nowhere": describedThing({ "@type": "ThingLink" }),
    };
    const { servient } = servientWith(({ url }) => world[url]);
    expect(await servient.requestThingDescription("script://h/link")).toMatchObject({ title: "Full" });
    await expect(servient.requestThingDescription("script://h/twice")).rejects.toThrow("to another Thing Link");
    await expect(servient.requestThingDescription("script://h/nowhere")).rejects.toThrow("links to nothing");
  });

  it("refuses what is no Thing Description, or over a limit", async () => {
    const { servient } = servientWith(() => ({ title: "no Thing" }));
    await expect(servient.requestThingDescription("script://a")).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
    const { servient: narrow } = servientWith(() => describedThing({}), { maxDescriptionBytes: 10 });
    await expect(narrow.requestThingDescription("script://a")).rejects.toMatchObject({ code: "WOT_TD_LIMIT" });
  });
});
