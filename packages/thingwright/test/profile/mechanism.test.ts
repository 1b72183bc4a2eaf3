import { profiles, validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { ask, type LampInit, serveLamp } from "../support/served-lamp.js";

const everything: LampInit = {
  properties: { level: { type: "integer", observable: true, default: 0 } },
  actions: { toggle: {}, fade: { synchronous: false } },
  events: { overheated: { data: { type: "number" } } },
};
const basic = { security: "basic_sc", securityDefinitions: { basic_sc: { scheme: "basic" } } } as const;
const bearer = { security: "bearer_sc", securityDefinitions: { bearer_sc: { scheme: "bearer" } } } as const;
const withCallbacks = { http: { port: 0, callbacks: { allow: [] } } };
const verifier = { verify: () => undefined };

/** The Thing Description as a peer gets it. */
async function fetched(init: LampInit, options: Parameters<typeof serveLamp>[1] = {}) {
  await using lamp = await serveLamp(init, { verifier, ...options });
  return (await ask(`${lamp.base}/.well-known/wot`, "GET")).json;
}

describe("the profiles that an exposed Thing claims", () => {
  it("profiling-mechanism-1: are those of which it keeps everything, and no other", async () => {
    expect((await fetched(everything)).profile).toEqual([profiles.httpBasic, profiles.httpSse]);
    expect(await fetched({ ...everything, ...bearer })).not.toHaveProperty("profile");
    expect(await fetched(everything, { contentTypes: ["application/cbor"] })).not.toHaveProperty("profile");
    expect((await fetched({ properties: { level: { type: "integer" } } })).profile).toBe(profiles.httpBasic);
    expect((await fetched({ events: { overheated: {} } })).profile).toBe(profiles.httpSse);
    expect(await fetched({})).not.toHaveProperty("profile");
  });

  it("are none of those that it was produced with and does not keep", async () => {
    const claimed = { ...everything, profile: [profiles.httpWebhook, profiles.httpBasic] };
    expect((await fetched(claimed)).profile).toEqual([profiles.httpBasic, profiles.httpSse]);
    expect(await fetched({ ...claimed, ...bearer })).not.toHaveProperty("profile");
  });

  it("are none where one operation asks for what a Consumer need not have", async () => {
    const both = { ...basic, securityDefinitions: { ...basic.securityDefinitions, ...bearer.securityDefinitions } };
    const level = (security: string) => ({
      level: { type: "integer", forms: [{ href: "", op: "writeproperty", security }] },
    });
    const profileWith = async (security: string) =>
      (await fetched({ ...both, properties: level(security) } as LampInit)).profile;
    expect(await profileWith("basic_sc")).toBe(profiles.httpBasic);
    expect(await profileWith("bearer_sc")).toBeUndefined();
  });

  it("are none where one property does not come as JSON", async () => {
    const image = { forms: [{ href: "", contentType: "application/octet-stream" }] };
    const { profile } = await fetched({ ...everything, properties: { ...everything.properties, image } });
    expect(profile).toBe(profiles.httpSse);
  });

  it("profiling-mechanism-2: stand in the member profile", async () => {
    expect(await fetched(everything)).toHaveProperty("profile");
  });

  it("profiling-mechanism-3: are one URI, or a list of them", async () => {
    const { profile: several } = await fetched(everything);
    expect(several.every((uri: string) => URL.canParse(uri))).toBe(true);
    const { profile: one } = await fetched({ actions: { toggle: {} } });
    expect(URL.canParse(one)).toBe(true);
  });

  it("profiling-mechanism-4: come with the context of TD 1.1, whatever was produced", async () => {
    for (const context of [
      undefined,
      "https://www.w3.org/2019/wot/td/v1",
      [{ saref: "https://saref.etsi.org/core/" }],
    ]) {
      const { profile, ...td } = await fetched({ ...everything, ...(context ? { "@context": context } : {}) });
      expect(profile).toHaveLength(2);
      expect([td["@context"]].flat()).toContain("https://www.w3.org/2022/wot/td/v1.1");
    }
  });

  it("profiling-mechanism-5: come with a Thing Description that is valid by TD 1.1", async () => {
    for (const init of [everything, { ...everything, ...basic }, { events: { overheated: {} } }]) {
      expect(validateThingDescription(await fetched(init))).toEqual([]);
    }
  });

  it("http-basic-profile-identifier-1: are denoted by that of the HTTP Basic Profile", async () => {
    expect((await fetched({ actions: { toggle: {} } })).profile).toBe(
      "https://www.w3.org/2022/wot/profile/http-basic/v1",
    );
  });

  it("http-sse-profile-identifier-1: are denoted by that of the HTTP SSE Profile", async () => {
    expect((await fetched({ events: { overheated: {} } })).profile).toBe(
      "https://www.w3.org/2022/wot/profile/http-sse/v1",
    );
  });

  it("http-webhook-profile-1: are denoted by that of the HTTP Webhook Profile, once callbacks are switched on", async () => {
    const { profile } = await fetched({ events: { overheated: {} } }, withCallbacks);
    expect(profile).toContain("https://www.w3.org/2022/wot/profile/http-webhook/v1");
    expect((await fetched({ events: { overheated: {} } })).profile).not.toContain(profiles.httpWebhook);
  });

  it("http-webhook-profile-protocol-binding-general-1: may be the HTTP Webhook Profile with the HTTP Basic Profile", async () => {
    const { profile } = await fetched(everything, withCallbacks);
    expect(profile).toEqual(expect.arrayContaining([profiles.httpBasic, profiles.httpWebhook]));
  });

  it("http-webhook-profile-protocol-binding-general-2: may be the HTTP Webhook Profile beside the HTTP SSE Profile, for the same events", async () => {
    const { profile, events } = await fetched(everything, withCallbacks);
    expect(profile).toEqual(expect.arrayContaining([profiles.httpSse, profiles.httpWebhook]));
    const subprotocols = events.overheated.forms.map(({ subprotocol }: { subprotocol?: string }) => subprotocol);
    expect(subprotocols).toEqual(expect.arrayContaining(["sse", "webhook"]));
  });

  it("http-webhook-profile-protocol-binding-general-3: are not the HTTP Webhook Profile unless the common constraints are kept", async () => {
    expect((await fetched({ events: { overheated: {} }, ...basic }, withCallbacks)).profile).toContain(
      profiles.httpWebhook,
    );
    expect(await fetched({ events: { overheated: {} }, ...bearer }, withCallbacks)).not.toHaveProperty("profile");
  });

  it("http-basic-profile-1: are not the HTTP Basic Profile unless the common constraints are kept", async () => {
    const { profile } = await fetched({ actions: { toggle: {} }, ...basic });
    expect(profile).toBe(profiles.httpBasic);
    expect(await fetched({ actions: { toggle: {} }, ...bearer })).not.toHaveProperty("profile");
  });

  it("http-sse-profile-1: are not the HTTP SSE Profile unless the common constraints are kept", async () => {
    const { profile } = await fetched({ events: { overheated: {} }, ...basic });
    expect(profile).toBe(profiles.httpSse);
    expect(await fetched({ events: { overheated: {} }, ...bearer })).not.toHaveProperty("profile");
  });
});
