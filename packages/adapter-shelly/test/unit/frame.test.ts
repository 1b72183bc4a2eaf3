import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readFrame } from "../../src/rpc/frame.js";
import { answerChallenge } from "../../src/rpc/frame-authentication.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("a frame", () => {
  it("is an answer, a refusal or a notification", () => {
    expect(readFrame('{"id":1,"result":null}')).toEqual({ kind: "result", id: 1, result: null });
    expect(readFrame('{"id":1,"error":{"code":-103,"message":"no"}}')).toEqual({
      kind: "error",
      id: 1,
      code: -103,
      message: "no",
    });
    expect(readFrame('{"method":"NotifyStatus","params":{"ts":1}}')).toMatchObject({ kind: "notification" });
  });

  it("is nothing when it is cut off anywhere, or nested too deeply", () => {
    const text = '{"id":1,"src":"s","result":{"a":[1,2]}}';
    for (let length = 0; length < text.length; length++) expect(readFrame(text.slice(0, length))).toBeUndefined();
    expect(readFrame(`{"id":1,"result":${"[".repeat(40)}${"]".repeat(40)}}`)).toBeUndefined();
    expect(readFrame(`{"id":1,"result":${"[".repeat(20)}${"]".repeat(20)}}`)).toBeDefined();
  });
});

describe("the answer to a challenge", () => {
  const challenge = { auth_type: "digest", nonce: 1625038762, nc: 1, realm: "shelly-1", algorithm: "SHA-256" };

  it("is the digest of RFC 7616 over the stand-ins for method and address", () => {
    const [ha1, ha2] = [sha256("admin:shelly-1:secret"), sha256("dummy_method:dummy_uri")];
    const answer = answerChallenge(JSON.stringify(challenge), "secret", 42);
    expect(answer).toMatchObject({ username: "admin", realm: "shelly-1", nonce: 1625038762, cnonce: 42 });
    expect(answer!.response).toBe(sha256(`${ha1}:1625038762:1:42:auth:${ha2}`));
  });

  it("is none for one of another kind", () => {
    for (const wrong of [{ algorithm: "MD5" }, { auth_type: "basic" }, { nonce: {} }, { realm: 1 }, { nc: [] }])
      expect(answerChallenge(JSON.stringify({ ...challenge, ...wrong }), "secret", 1)).toBeUndefined();
    expect(answerChallenge("{", "secret", 1)).toBeUndefined();
  });
});
