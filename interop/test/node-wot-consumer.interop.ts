import { fileURLToPath } from "node:url";
import { judgeConsumer, type Report, stdioDriver, type Verdict } from "@thingwright/conformance";
import { beforeAll, describe, expect, it } from "vitest";

const driver = fileURLToPath(new URL("support/node-wot-driver.mjs", import.meta.url));

/** See docs/findings/node-wot-consumer.md. */
const findings: Readonly<Record<string, Verdict>> = {
  "td-default-op-properties": "fail",
  "client-data-schema": "fail",
  "client-data-schema-no-extras": "fail",
  "td-default-in-apikey": "fail",
  "td-security-overrides": "warn",
  "http/redirect-credentials": "warn",
  "coap/response-class": "fail",
  "coap/critical-option": "fail",
  "coap/observe-cancelled": "fail",
  "http/incomplete-message": "tool-error",
};

let report: Report;

beforeAll(async () => {
  report = await judgeConsumer(stdioDriver(process.execPath, [driver]), { limits: { replyTimeoutMs: 4_000 } });
});

describe("node-wot's client, judged by the suite,", () => {
  it("fails what was confirmed by hand, and nothing else", () => {
    const told = report.things[0]!.results.filter(({ verdict }) => ["fail", "warn", "tool-error"].includes(verdict));
    expect(Object.fromEntries(told.map(({ id, verdict }) => [id, verdict]))).toEqual(findings);
  });

  it("is not judged by profiles that it does not claim", () => {
    const { results } = report.things[0]!;
    const others = results.filter(({ area, verdict }) => area === "profile" && verdict !== "not-claimed");
    expect(others).toEqual([]);
  });
});
