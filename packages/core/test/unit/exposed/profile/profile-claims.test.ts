import { MemoryNetwork, memoryServer } from "@thingwright/binding-memory";
import type { Logger } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { type PartialThingDescription, profiles, type SecurityScheme, type ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type ServedForms, unmetProfiles, withProfiles } from "../../../../src/exposed/profile/profile-claims.js";
import { profileObstacles } from "../../../../src/exposed/profile/profile-obstacles.js";

const none = new Map<string, never>();
const meeting = (...met: string[]): ServedForms => ({ properties: none, actions: none, events: none, thing: [], met });

/** A description with one Form for HTTP and this security. */
const secured = (
  security: string | string[],
  securityDefinitions: Readonly<Record<string, SecurityScheme>>,
  more: Partial<ThingDescription> = {},
): ThingDescription => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security,
  securityDefinitions,
  properties: { on: { type: "boolean", forms: [{ href: "http://lamp.example/on" }] } },
  ...more,
});

const basic = { scheme: "basic", name: "Authorization" } as const;
const bearer = { scheme: "bearer" } as const;
const open = secured("nosec_sc", { nosec_sc: { scheme: "nosec" } });

describe("the profiles of a description", () => {
  it("are those that its servers meet, as one URI or a list", () => {
    expect(withProfiles(open, [meeting(profiles.httpBasic)]).profile).toBe(profiles.httpBasic);
    const both = withProfiles(open, [meeting(profiles.httpBasic), meeting(profiles.httpBasic, profiles.httpSse)]);
    expect(both.profile).toEqual([profiles.httpBasic, profiles.httpSse]);
    expect(withProfiles(open, [meeting()])).not.toHaveProperty("profile");
  });

  it("lose those of the W3C that no server meets, and keep those of other authors", () => {
    const produced = { ...open, profile: [profiles.httpWebhook, "https://profiles.example/own"] };
    expect(withProfiles(produced, [meeting()]).profile).toBe("https://profiles.example/own");
    expect(withProfiles(produced, [meeting(profiles.httpSse)]).profile).toEqual([
      profiles.httpSse,
      "https://profiles.example/own",
    ]);
  });

  it("are none where the document has an obstacle", () => {
    const closed = secured("b", { b: bearer });
    expect(withProfiles(closed, [meeting(profiles.httpBasic)])).not.toHaveProperty("profile");
  });
});

describe("profileObstacles", () => {
  it.each<[string, ThingDescription]>([
    ["nosec", open],
    ["basic", secured("b", { b: basic })],
    ["basic for a proxy", secured("b", { b: { scheme: "basic", proxy: "http://p", name: "Proxy-Authorization" } })],
    ["oauth2 with the flow code", secured("o", { o: { scheme: "oauth2", flow: "code" } })],
    ["oauth2 with the flow client", secured("o", { o: { scheme: "oauth2", flow: "client" } })],
    [
      "a choice of one that is common",
      secured("c", { c: { scheme: "combo", oneOf: ["b", "t"] }, b: basic, t: bearer }),
    ],
    [
      "another scheme that no Form for HTTP has",
      secured(
        "n",
        { n: { scheme: "nosec" }, p: { scheme: "psk" } },
        {
          properties: { on: { forms: [{ href: "https://l/" }, { href: "coaps://l/", security: "p" }] } },
        },
      ),
    ],
  ])("finds none in %s", (_, description) => {
    expect(profileObstacles(description)).toEqual([]);
  });

  it.each<[string, RegExp, ThingDescription]>([
    ["another context", /@context/, { ...open, "@context": "https://www.w3.org/2019/wot/td/v1" }],
    ["an action that does not say it", /"go"/, { ...open, actions: { go: { forms: [{ href: "http://l/" }] } } }],
    ["bearer alone", /"b" is neither/, secured("b", { b: bearer })],
    ["oauth2 with the flow device", /"o" is neither/, secured("o", { o: { scheme: "oauth2", flow: "device" } })],
    ["two schemes at once", /a and b/, secured(["a", "b"], { a: basic, b: { scheme: "nosec" } })],
    [
      "a combo of all",
      /"c" is neither/,
      secured("c", { c: { scheme: "combo", allOf: ["b", "t"] }, b: basic, t: bearer }),
    ],
    [
      "a choice of none that is common",
      /"c"/,
      secured("c", { c: { scheme: "combo", oneOf: ["t", "u"] }, t: bearer, u: bearer }),
    ],
    ["basic in a query", /not in a header/, secured("b", { b: { ...basic, in: "query" } })],
    ["basic that names no header", /Authorization/, secured("b", { b: { scheme: "basic" } })],
    ["basic for a proxy under the wrong name", /Proxy-/, secured("b", { b: { ...basic, proxy: "http://p" } })],
    [
      "a Form with its own",
      /"t" is neither/,
      secured("b", { b: basic, t: bearer }, { events: { e: { forms: [{ href: "HTTPS://l/", security: "t" }] } } }),
    ],
  ])("finds one in %s", (_, obstacle, description) => {
    expect(profileObstacles(description)).toEqual([expect.stringMatching(obstacle)]);
  });
});

describe("a produced profile", () => {
  it("that is not met is told with every reason", () => {
    const produced = [profiles.httpBasic, "https://profiles.example/own"];
    const closed = withProfiles({ ...secured("t", { t: bearer }), profile: produced }, []);
    expect(unmetProfiles(produced, closed, [])).toEqual([
      { profile: profiles.httpBasic, reasons: [expect.stringMatching(/no server/), expect.stringMatching(/"t"/)] },
    ]);
  });

  it("is logged when the Thing is exposed, and the Thing works all the same", async () => {
    const warned: unknown[] = [];
    const logger = { warn: (...line: unknown[]) => void warned.push(line) } as unknown as Logger;
    await using servient = new Servient({ servers: [memoryServer(new MemoryNetwork(), { name: "home" })], logger });
    await servient.start();
    const thing = servient.produce({ title: "Lamp", id: "urn:lamp", profile: profiles.httpBasic });
    await thing.expose();
    expect(thing.description).not.toHaveProperty("profile");
    expect(warned).toEqual([
      ["a profile is not claimed", { thing: "urn:lamp", profile: profiles.httpBasic, reasons: [expect.any(String)] }],
    ]);
  });

  it.each([{ profile: 7 }, { profile: null }, { security: "a", securityDefinitions: { a: null } }])(
    "must be well-formed, as the rest of the document: %o",
    (wrong) => {
      const init = { title: "Lamp", ...wrong } as unknown as PartialThingDescription;
      expect(() => new Servient().produce(init)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    },
  );
});
