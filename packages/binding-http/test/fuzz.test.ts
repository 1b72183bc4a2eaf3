import { describe, expect, it } from "vitest";
import { campaign } from "../fuzz/campaign.js";
import { hostileConnection } from "../fuzz/hostile-connection.js";
import { Random } from "../fuzz/random.js";
import { serveThing } from "./support/served-thing.js";

const paths = [
  "/",
  "/things",
  "/.well-known/wot",
  "/things/urn%3Atest%3Atest-thing",
  "/test-thing",
  "/test-thing/properties",
  "/test-thing/properties/count",
  "/test-thing/properties/count/poll",
  "/test-thing/properties/bytes",
  "/test-thing/properties/note",
  "/test-thing/properties/scaled",
  "/test-thing/actions",
  "/test-thing/actions/echo",
  "/test-thing/actions/job",
  "/test-thing/actions/job/job-1",
  "/test-thing/events",
  "/test-thing/events/tick",
  "/test-thing/events/tick/poll",
];

describe("a server under attack", () => {
  it("answers nothing with a status of its own fault, and goes on", { timeout: 60_000 }, async () => {
    await using served = await serveThing({ cors: ["https://page.example"] });
    const { failures, connections, statuses } = await campaign({ port: served.port, paths }, 1, (done) => done >= 400);
    expect(failures).toEqual([]);
    expect(connections).toBe(400);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400]));
    expect((await served.ask("/test-thing/properties/count")).status).toBe(200);
  });
});

describe("hostile connections", () => {
  it("come again with the same seed", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      expect(hostileConnection(new Random(seed), paths)).toEqual(hostileConnection(new Random(seed), paths));
    }
  });
});
