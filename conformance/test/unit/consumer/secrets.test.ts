import { jsonReport } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { judgedConsumer } from "../../../selftest/consumer/consumer-fault.js";
import { inQuery } from "../../../selftest/consumer/outgoing.js";
import { apiKey, bearerToken, user } from "../../../src/consumer/trials/locks.js";

const secrets = [
  ...[apiKey, bearerToken, user.password, encodeURIComponent(user.password)],
  Buffer.from(`${user.username}:${user.password}`).toString("base64"),
];

describe("what a client gets in with", () => {
  it("is in no report, wherever the client puts it", async () => {
    const reports = [
      await judgedConsumer({}, ["security", "http/redirect-credentials"]),
      await judgedConsumer({ authorize: (request, _, secret) => inQuery(request, "all", JSON.stringify(secret)) }, [
        "security",
      ]),
    ];
    const text = reports.map(jsonReport).join("");
    expect(text).toContain("<secret>");
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
