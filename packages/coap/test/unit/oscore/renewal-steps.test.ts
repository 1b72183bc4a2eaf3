import { describe, expect, it } from "vitest";
import { Code, encodeMessage, type Message } from "../../../src/index.js";
import { messageOf } from "../../../src/message/decode-message.js";
import { MessageView } from "../../../src/message/message-view.js";
import type { ProtectedRequest } from "../../../src/object-security/object-security.js";
import { protectedWith } from "../../../src/oscore/client-binding.js";
import { type OscoreContexts, oscoreContexts } from "../../../src/oscore/index.js";
import { unwrapped, wrapped } from "../../../src/oscore/kid-context.js";
import { decodeOscoreOption } from "../../../src/oscore/oscore-option.js";
import { oscoreValueOf } from "../../../src/oscore/protected-content.js";
import { RenewalNonces } from "../../../src/oscore/renewal-nonces.js";
import { freshContext } from "../../../src/oscore/security-context.js";
import { ServerBinding } from "../../../src/oscore/server-binding.js";
import { bytes, CLIENT_ID, clientContext, renewedClient, renewedServer, SERVER_ID } from "../../lab/oscore-pair.js";

const REQUEST = bytes("4401000100000001b161");
const UNAUTHORIZED = bytes("6481000100000001");
const CONTENT = bytes("6445000100000001c0ff6f6b");
const plain: Message = messageOf(new MessageView(REQUEST));
/** The keys of the lab's client, to play one by hand; and of its server. */
const shared = { masterSecret: bytes("0102030405060708090a0b0c0d0e0f10"), masterSalt: bytes("9e7ca92223786340") };
const asClient = { ...shared, senderId: CLIENT_ID, recipientId: SERVER_ID };
const asServer = { ...shared, senderId: SERVER_ID, recipientId: CLIENT_ID };
const R1 = bytes("a1a1a1a1a1a1a1a1");
const R3 = bytes("a3a3a3a3a3a3a3a3");

const headerOf = (message: Uint8Array) => decodeOscoreOption(oscoreValueOf(messageOf(new MessageView(message)))!)!;
const kidContextOf = (message: Uint8Array): string => Buffer.from(headerOf(message).kidContext ?? []).toString("hex");

/** What a server makes of a request: the code of its refusal, or "handled"; and its R2 if it wants to renew. */
function outcome(contexts: OscoreContexts, request: Uint8Array) {
  const { view, refusal } = contexts.open(new MessageView(request));
  if (refusal === undefined) return { outcome: "handled", r2: undefined };
  const response = view.protector?.protect(UNAUTHORIZED);
  const kidContext = response === undefined ? undefined : headerOf(response).kidContext;
  return { outcome: refusal.code, r2: kidContext === undefined ? undefined : unwrapped(kidContext) };
}

const newServer = async () => oscoreContexts({ contexts: [await renewedServer()] });

/** A client's request, and a server's answer to it. */
async function answered(response = UNAUTHORIZED) {
  const [client, server] = [await renewedClient(), await newServer()];
  const request = client.protect(REQUEST);
  const { view } = server.open(new MessageView(request.bytes));
  return { client, server, request, response: view.protector!.protect(response) };
}

/** What a client makes of a response; errors are told by their codes. What is malformed never comes so far. */
function opened(request: ProtectedRequest, response: Uint8Array) {
  const view = new MessageView(response);
  if (view.fault !== undefined) return view.fault;
  try {
    return request.open(view);
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a server that renews a context", () => {
  it("handles requests of a client that no longer names its ID Context, each once", async () => {
    const server = await newServer();
    const { r2 } = outcome(server, protectedWith(freshContext(asClient, R1), plain, wrapped(R1)).bytes);
    const id = Buffer.concat([r2!, R3]);
    const third = freshContext(asClient, id);
    const requests = [wrapped(id), undefined, id, undefined].map((said) => protectedWith(third, plain, said).bytes);
    for (const request of requests) expect(outcome(server, request).outcome).toBe("handled");
    for (const request of requests) expect(outcome(server, request).outcome).toBe(Code.Unauthorized);
  });

  it("renews that of a client that has none with an ID Context", async () => {
    const server = await newServer();
    const { r2, outcome: code } = outcome(server, (await clientContext()).protect(REQUEST).bytes);
    expect([code, r2?.length]).toEqual([Code.Unauthorized, 16]);
    const id = Buffer.concat([r2!, R3]);
    expect(outcome(server, protectedWith(freshContext(asClient, id), plain, wrapped(id)).bytes).outcome).toBe(
      "handled",
    );
    expect(outcome(server, (await clientContext()).protect(REQUEST).bytes).r2).toHaveLength(16);
  });

  it("gives another R2 each time, to replays too", async () => {
    const server = await newServer();
    const first = protectedWith(freshContext(asClient, R1), plain, wrapped(R1)).bytes;
    const given = Array.from({ length: 50 }, () => outcome(server, first).r2!.toString());
    expect(new Set(given).size).toBe(50);
  });

  it("takes one R2 of several, and no R2 once", async () => {
    const server = await newServer();
    const first = freshContext(asClient, R1);
    const [one, two] = [0, 1].map(() => {
      const { r2 } = outcome(server, protectedWith(first, plain, wrapped(R1)).bytes);
      const id = Buffer.concat([r2!, R3]);
      return protectedWith(freshContext(asClient, id), plain, wrapped(id)).bytes;
    });
    expect(outcome(server, two!).outcome).toBe("handled");
    expect(outcome(server, one!)).toMatchObject({ outcome: Code.Unauthorized, r2: expect.anything() });
    expect(outcome(server, two!)).toEqual({ outcome: Code.Unauthorized, r2: undefined });
  });

  it("takes no ID Context that begins with an R2 of its making, unless it was made by the client", async () => {
    const server = await newServer();
    const { r2 } = outcome(server, protectedWith(freshContext(asClient, R1), plain, wrapped(R1)).bytes);
    const id = Buffer.concat([r2!, R3]);
    const stranger = { ...asClient, masterSecret: new Uint8Array(16) };
    const forged = protectedWith(freshContext(stranger, id), plain, wrapped(id)).bytes;
    expect(outcome(server, forged)).toEqual({ outcome: Code.BadRequest, r2: undefined });
    expect(outcome(server, protectedWith(freshContext(asClient, id), plain, wrapped(id)).bytes).outcome).toBe(
      "handled",
    );
  });

  it("takes no R2 without a part of the client", async () => {
    const server = await newServer();
    const { r2 } = outcome(server, protectedWith(freshContext(asClient, R1), plain, wrapped(R1)).bytes);
    const bare = protectedWith(freshContext(asClient, r2!), plain, wrapped(r2!)).bytes;
    expect(outcome(server, bare)).toMatchObject({ outcome: Code.Unauthorized, r2: expect.anything() });
  });

  it.each(["", "40", "5f", "58", "5801", "59ffff", "4801", "f6", "00".repeat(250)])(
    "refuses a request with kid context %j that verifies under nothing",
    async (kidContext) => {
      const request = protectedWith(freshContext(asClient, R1), plain, bytes(kidContext)).bytes;
      expect(outcome(await newServer(), request)).toEqual({ outcome: Code.BadRequest, r2: undefined });
    },
  );
});

describe("a client that renews a context", () => {
  it("follows an answer that is its server's, and none with a byte changed or missing", async () => {
    const { request, response } = await answered();
    const afterToken = 8;
    for (let length = 0; length < response.length; length++)
      expect(opened(request, response.subarray(0, length))).not.toBe("repeat");
    for (let i = afterToken; i < response.length; i++) {
      const changed = Buffer.from(response);
      changed[i]! ^= 1;
      expect(opened(request, changed)).not.toBe("repeat");
    }
    expect(opened(request, response)).toBe("repeat");
  });

  it("follows it once", async () => {
    const { client, request, response } = await answered();
    opened(request, response);
    const renewed = kidContextOf(client.protect(REQUEST).bytes);
    expect(renewed).toMatch(/^5818/);
    expect(opened(request, response)).toBe("repeat");
    expect(kidContextOf(client.protect(REQUEST).bytes)).toBe(renewed);
  });

  it("takes no answer to one request for one to another", async () => {
    const { client, response } = await answered();
    expect(opened(client.protect(REQUEST), response)).toBeUndefined();
  });

  it("follows no answer that says that the request was acted on", async () => {
    const { client, request, response } = await answered(CONTENT);
    expect(opened(request, response)).toBeUndefined();
    expect(kidContextOf(client.protect(REQUEST).bytes)).toMatch(/^48/);
  });

  it.each([
    [7, undefined],
    [8, "repeat"],
    [64, "repeat"],
    [65, undefined],
  ])("makes of an R2 of %i bytes: %s", async (length, result) => {
    const client = await renewedClient();
    const request = client.protect(REQUEST);
    const { kidContext, partialIv } = headerOf(request.bytes);
    const r2 = new Uint8Array(length).fill(1);
    const second = freshContext(asServer, Buffer.concat([r2, unwrapped(kidContext!)!]));
    const response = new ServerBinding(second, partialIv!, true, wrapped(r2)).protect(UNAUTHORIZED);
    expect(opened(request, response)).toBe(result);
  });

  it("begins anew after it was told without protection that its context is not known, and not after other errors", async () => {
    const { client } = await answered();
    const before = client.protect(REQUEST);
    expect(opened(before, encodeMessage({ ...plain, type: 2, code: Code.GatewayTimeout }))).toBe("WOT_REMOTE");
    expect(kidContextOf(client.protect(REQUEST).bytes)).toBe(kidContextOf(before.bytes));
    expect(opened(before, encodeMessage({ ...plain, type: 2, code: Code.Unauthorized }))).toBe(
      "WOT_CREDENTIALS_REFUSED",
    );
    const after = kidContextOf(client.protect(REQUEST).bytes);
    expect(after).toMatch(/^48/);
    expect(after).not.toBe(kidContextOf(before.bytes));
  });
});

describe("what wraps a kid context", () => {
  it.each([0, 1, 23, 24, 255, 256, 1000])("takes %i bytes, and gives them back", (length) => {
    const id = new Uint8Array(length).fill(7);
    expect(unwrapped(wrapped(id))).toEqual(Buffer.from(id));
  });

  it.each(["", "3f", "60", "5a00000001ff", "41", "41ffff", "58", "5802ff", "59", "5900", "590002ff"])(
    "is not to be found in %j",
    (kidContext) => {
      expect(unwrapped(bytes(kidContext))).toBeUndefined();
    },
  );
});

describe("the nonces of a server", () => {
  it("are good until they are spent, or old", () => {
    let nowMs = 0;
    const nonces = new RenewalNonces({ now: () => nowMs, maxAgeMs: 100 });
    const idContext = () => Buffer.concat([nonces.make(), R3]);
    const first = idContext();
    expect([nonces.begins(first), nonces.begins(idContext())]).toEqual([true, true]);
    nonces.spend();
    expect(nonces.begins(first)).toBe(false);
    const second = idContext();
    nowMs = 99;
    expect(nonces.begins(second)).toBe(true);
    nowMs = 100;
    expect([nonces.begins(second), nonces.begins(idContext())]).toEqual([false, true]);
  });
});
