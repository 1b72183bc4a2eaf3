import { fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { CommandRouter } from "../../../src/server/command-router.js";
import type { Outbox } from "../../../src/server/outbox.js";
import type { ThingPresence } from "../../../src/server/thing-presence.js";
import { ThingTopics } from "../../../src/server/thing-topics.js";
import { RecordingOutbox } from "../../recording-outbox.js";

const message = (topic: string, retain = false) => ({
  topic,
  payload: Buffer.from("1"),
  retain,
  properties: undefined,
});

function routerOf(...slugs: readonly string[]) {
  const outbox = new RecordingOutbox();
  const router = new CommandRouter("a/b", outbox as unknown as Outbox, fakeHost().logger);
  const heard: string[] = [];
  for (const slug of slugs) {
    const topics = new ThingTopics("a/b", testThing({ slug }));
    const presence = {
      topics,
      message: ({ topic }: { readonly topic: string }) => heard.push(`${slug}: ${topic}`),
      oversize: (topic: string, sizeBytes: number) => heard.push(`${slug}: ${sizeBytes} bytes on ${topic}`),
    };
    router.add(presence as unknown as ThingPresence);
  }
  return { router, outbox, heard };
}

describe("The router of commands", () => {
  it("calls one Thing of a thousand for each message", () => {
    const slugs = Array.from({ length: 1000 }, (_, index) => `thing-${index}`);
    const { router, heard } = routerOf(...slugs);
    for (const slug of slugs) router.message(message(`a/b/${slug}/actions/x`));
    expect(heard).toEqual(slugs.map((slug) => `${slug}: a/b/${slug}/actions/x`));
  });

  it("hears of what was left out for its size", () => {
    const { router, heard } = routerOf("lamp", "door");
    router.oversize("a/b/door/actions/x", 7);
    router.oversize("a/b/none/actions/x", 7);
    expect(heard).toEqual(["door: 7 bytes on a/b/door/actions/x"]);
  });

  it("leaves out what was retained, and what is for nobody here", () => {
    const { router, heard, outbox } = routerOf("lamp");
    router.message(message("a/b/lamp/actions/x", true));
    router.message(message("a/b/lam/actions/x"));
    router.message(message("a/b/__proto__/actions/x"));
    expect([heard, outbox.sent]).toEqual([[], []]);
  });

  it("answers a request to a Thing that is not there, on a topic of that Thing alone", () => {
    const { router, outbox } = routerOf("lamp");
    router.message(message("a/b/door/requests/me/1/actions/x/invoke"));
    router.message(message("a/b/+/requests/me/1/actions/x/invoke"));
    expect(outbox.texts).toEqual([["a/b/door/replies/me/1/error", expect.stringContaining("WOT_UNAVAILABLE")]]);
  });
});
