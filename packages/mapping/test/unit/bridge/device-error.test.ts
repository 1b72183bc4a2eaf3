import {
  AbortError,
  CredentialsError,
  DataSchemaError,
  InternalError,
  NetworkError,
  ProtocolError,
  RemoteError,
  RequestError,
  ThingDescriptionError,
  TimeoutError,
  toProblem,
  UnsupportedError,
  UsageError,
  type WotError,
} from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { deviceError } from "../../../src/bridge/device-error.js";

const canary = "ftp://10.9.8.7/internal/on";
const network = (sent: boolean) => new NetworkError("WOT_NETWORK", canary, { sent });
const late = new TimeoutError("WOT_TIMEOUT", canary);
const waited = new TimeoutError("WOT_TIMEOUT", canary, { sent: false });
const noForm = (...errors: WotError[]) =>
  new UnsupportedError("WOT_NO_FORM", canary, {
    attempts: errors.map((error) => ({ href: canary, reason: canary, error })),
  });

const rows: [WotError, status: number][] = [
  [network(true), 503],
  [late, 503],
  [noForm(network(false), late), 503],
  [noForm(), 501],
  [new UnsupportedError("WOT_CONTENT_TYPE", canary), 501],
  [new RequestError("WOT_TOO_MANY", canary), 429],
  [new RequestError("WOT_CONFLICT", canary), 503],
  [new DataSchemaError("WOT_DATA_SYNTAX", canary, { pointer: `/${canary}` }), 502],
  [new ProtocolError("WOT_PROTOCOL", canary), 502],
  [new RemoteError("WOT_REMOTE", canary, { status: "404", problem: { detail: canary } }), 502],
  [new CredentialsError("WOT_CREDENTIALS_MISSING", canary), 502],
  [new ThingDescriptionError("WOT_TD_INVALID", canary), 500],
  [new UsageError("WOT_UNKNOWN_AFFORDANCE", canary), 500],
  [new InternalError("WOT_INTERNAL", canary), 500],
  [new AbortError("WOT_ABORTED", canary), 503],
];

describe("an error of the device", () => {
  it("is tried with every family", () => {
    expect(new Set(rows.map(([error]) => error.family)).size).toBe(12);
  });

  it.each(rows)("keeps what names the device's side to its cause: %s", (error, status) => {
    for (const asked of ["read", "change", "value"] as const) {
      const known = deviceError(error, asked);
      expect(known.cause).toBe(error);
      const { cause: _, stack: __, ...members } = known;
      expect(JSON.stringify([known.message, members, toProblem(known)])).not.toContain("10.9.8.7");
    }
    expect(toProblem(deviceError(error)).status).toBe(status);
  });

  it("is of what was thrown, whatever that is", () => {
    expect(toProblem(deviceError(new Error(canary)))).not.toHaveProperty("detail");
  });

  it.each([
    [late, 504, "the device did not answer in time; the change may have been made"],
    [noForm(network(true), late), 504, "the device did not answer in time; the change may have been made"],
    [network(true), 503, "the device cannot be reached; the change may have been made"],
    [network(false), 503, "the device cannot be reached"],
    [waited, 503, "the device cannot be reached"],
  ])("says whether a change may have been made: %s", (error, status, detail) => {
    expect(toProblem(deviceError(error, "change"))).toMatchObject({ status, detail });
    expect(toProblem(deviceError(error, "value"))).toMatchObject({ status, detail });
  });

  it("is the asker's for a value that the device does not take, ours for a request without one", () => {
    const error = new DataSchemaError("WOT_DATA_INVALID", canary);
    expect(toProblem(deviceError(error, "value"))).toMatchObject({
      status: 400,
      detail: "the device takes no such value",
    });
    expect(toProblem(deviceError(error, "change"))).toMatchObject({ status: 500 });
  });
});
