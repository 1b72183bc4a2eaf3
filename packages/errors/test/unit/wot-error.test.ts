import { describe, expect, it, vi } from "vitest";
import {
  AbortError,
  CredentialsError,
  DataSchemaError,
  errorCodes,
  InternalError,
  isWotError,
  NetworkError,
  ProtocolError,
  RemoteError,
  RequestError,
  ThingDescriptionError,
  TimeoutError,
  UnsupportedError,
  UsageError,
  WotError,
} from "../../src/index.js";

const one: readonly WotError[] = [
  new UsageError("WOT_STATE", "stopped"),
  new ThingDescriptionError("WOT_TD_INVALID", "no title"),
  new DataSchemaError("WOT_DATA_INVALID", "too large"),
  new UnsupportedError("WOT_NO_FORM", "none"),
  new CredentialsError("WOT_CREDENTIALS_MISSING", "none"),
  new RequestError("WOT_CONFLICT", "the door is open"),
  new ProtocolError("WOT_PROTOCOL", "reserved bits"),
  new RemoteError("WOT_REMOTE", "the device answered 404", { status: "404" }),
  new NetworkError("WOT_NETWORK", "refused"),
  new TimeoutError("WOT_TIMEOUT", "10 s"),
  new AbortError("WOT_ABORTED", "by the caller"),
  new InternalError("WOT_INTERNAL", "oops"),
];

describe("an error of the taxonomy", () => {
  it.each(one)("$name is named after the family of its code", (error) => {
    expect(error.name).toBe(error.constructor.name);
    expect(error.family).toBe(errorCodes[error.code].family);
    expect(error.family).toBe(error.name);
    expect(error).toBeInstanceOf(WotError);
    expect(error).toBeInstanceOf(Error);
  });

  it("keeps what caused it", () => {
    const cause = new RangeError("port");
    expect(new NetworkError("WOT_NETWORK", "no way", { cause }).cause).toBe(cause);
  });

  it("does not take a code of another family", () => {
    // @ts-expect-error a timeout is no fault of the caller's program
    new UsageError("WOT_TIMEOUT", "never");
    // @ts-expect-error a refusal always has the peer's status
    new RemoteError("WOT_REMOTE", "never", {});
  });
});

describe("the context of an error", () => {
  it("is a pointer and an assertion for a document", () => {
    const error = new ThingDescriptionError("WOT_TD_INVALID", "no security", {
      pointer: "/security",
      assertion: "td-security",
    });
    expect([error.pointer, error.assertion]).toEqual(["/security", "td-security"]);
    const bare = new ThingDescriptionError("WOT_TD_SYNTAX", "no JSON");
    expect([bare.pointer, bare.assertion]).toEqual([undefined, undefined]);
  });

  it("is a pointer to the whole value unless another is given", () => {
    expect(new DataSchemaError("WOT_DATA_SYNTAX", "no CBOR").pointer).toBe("");
    const schema = { type: "integer" };
    const error = new DataSchemaError("WOT_DATA_INVALID", "no integer", { pointer: "/a", schema });
    expect([error.pointer, error.schema]).toEqual(["/a", schema]);
  });

  it("is every Form that was considered when none served", () => {
    const attempts = [{ href: "foo://x", reason: 'no binding is installed for "foo:"' }];
    expect(new UnsupportedError("WOT_NO_FORM", "none", { attempts }).attempts).toBe(attempts);
    expect(new UnsupportedError("WOT_OPERATION", "none").attempts).toEqual([]);
  });

  it("is the peer's challenges for credentials, and none by default", () => {
    const challenges = ['Basic realm="house"'];
    expect(new CredentialsError("WOT_CREDENTIALS_MISSING", "who?", { challenges }).challenges).toBe(challenges);
    expect(new CredentialsError("WOT_CREDENTIALS_REFUSED", "no").challenges).toEqual([]);
  });

  it("is the broken rule of a protocol", () => {
    expect(new ProtocolError("WOT_PROTOCOL", "bits", { section: "RFC 7252 §3" }).section).toBe("RFC 7252 §3");
    expect(new ProtocolError("WOT_PROTOCOL", "bits").section).toBeUndefined();
  });

  it("is careful about a network: a request counts as sent unless it certainly was not", () => {
    expect(new NetworkError("WOT_NETWORK", "reset").sent).toBe(true);
    expect(new NetworkError("WOT_NETWORK", "refused", { sent: false }).sent).toBe(false);
    expect(new TimeoutError("WOT_TIMEOUT", "no answer").sent).toBe(true);
    expect(new TimeoutError("WOT_TIMEOUT", "no connection", { sent: false }).sent).toBe(false);
  });
});

describe("isWotError", () => {
  it.each(one)("knows $name", (error) => {
    expect(isWotError(error)).toBe(true);
  });

  it("knows the errors of another copy of this package", async () => {
    vi.resetModules();
    const copy = (await import("../../src/index.js")) as typeof import("../../src/index.js");
    const error = new copy.RequestError("WOT_CONFLICT", "from elsewhere");
    expect(copy.RequestError).not.toBe(RequestError);
    expect(error).not.toBeInstanceOf(WotError);
    expect(isWotError(error)).toBe(true);
  });

  it.each([
    ["a plain error", new Error("x")],
    ["an error of Node.js", Object.assign(new Error("x"), { code: "ECONNRESET" })],
    ["a code from the prototype", Object.assign(new Error("x"), { code: "constructor" })],
    ["a code that is no text", Object.assign(new Error("x"), { code: 7 })],
    ["an object with a code", { code: "WOT_STATE", message: "x" }],
    ["nothing", undefined],
    ["null", null],
    ["a text", "WOT_STATE"],
  ])("does not know %s", (_, value) => {
    expect(isWotError(value)).toBe(false);
  });
});
