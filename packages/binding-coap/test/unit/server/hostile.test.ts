import {
  type CoapOption,
  Code,
  codeText,
  decodeMessage,
  encodeMessage,
  MessageType,
  OptionNumber,
  stringOption,
} from "@thingwright/coap";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { base, Lab, serverAddress } from "../../lab/lab.js";

describe("A server under attack", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await Lab.open();
  });
  afterEach(() => lab[Symbol.asyncDispose]());

  /** Sends datagrams as they are, and gives back what came in answer to each. */
  async function shoot(datagrams: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    const answers: Uint8Array[] = [];
    const transport = lab.network.transport();
    const { address, port } = serverAddress;
    const take = (bytes: Uint8Array) => {
      const isPing = bytes.length === 4 && bytes[0] === 0x40;
      if (isPing) transport.send(Uint8Array.of(0x70, ...bytes.subarray(1)), address, port);
      else answers.push(bytes);
    };
    await transport.open({ onDatagram: take, onError: () => {} });
    for (const datagram of datagrams) transport.send(datagram, address, port);
    await lab.time.settle();
    await transport.close();
    return answers;
  }

  const serves = async (): Promise<void> => {
    expect(Buffer.from((await lab.get("/lamp/properties/count")).payload).toString()).toBe("0");
  };

  const ask = async (options: readonly CoapOption[], code: number = Code.GET, payload = ""): Promise<string> => {
    const message = { type: MessageType.CON, code, messageId: nextId++, token: Uint8Array.of(1), options };
    const [answer] = await shoot([encodeMessage({ ...message, payload: Buffer.from(payload) })]);
    const decoded = decodeMessage(answer!);
    return decoded.ok ? codeText(decoded.message.code) : "malformed";
  };
  const path = (...segments: readonly string[]) => segments.map((one) => stringOption(OptionNumber.UriPath, one));
  let nextId = 1;

  it("takes segments of percent signs, dots, slashes, NUL and names of every object's members for names", async () => {
    for (const name of ["%", "%2", "%zz", "a/b", "\0", "__proto__", "constructor", "hasOwnProperty", "", " "]) {
      for (const kind of ["properties", "actions", "events"]) expect(await ask(path("lamp", kind, name))).toBe("4.04");
      expect(await ask(path(name))).toBe("4.04");
      expect(await ask(path("lamp", "actions", "job", name))).toBe("4.04");
    }
    await serves();
  });

  it("refuses the segments that Uri-Path must not be, and those that are no UTF-8", async () => {
    expect(await ask(path("lamp", "properties", ".."))).toBe("4.00");
    expect(await ask([{ number: OptionNumber.UriPath, value: Uint8Array.of(0xff) }])).toBe("4.00");
    expect(await ask([{ number: OptionNumber.UriQuery, value: Uint8Array.of(0xc0) }])).toBe("4.00");
  });

  it("takes no query for a member of an object", async () => {
    for (const query of ["__proto__=1", "constructor", "names=__proto__", "names=constructor,toString", "names"]) {
      const status = await ask([...path("lamp", "properties"), stringOption(OptionNumber.UriQuery, query)]);
      expect(["2.05", "4.00"], query).toContain(status);
    }
    await serves();
  });

  it("survives any datagram", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 20 }), async (datagrams) => {
        await shoot(datagrams);
        await serves();
      }),
      { numRuns: 50 },
    );
  });

  it("survives any options, methods and payloads on any of its resources", async () => {
    const resources = [
      path("lamp"),
      path("things"),
      path(".well-known", "core"),
      path("lamp", "properties"),
      path("lamp", "properties", "count"),
      path("lamp", "properties", "scaled"),
      path("lamp", "actions"),
      path("lamp", "actions", "job"),
      path("lamp", "events", "tick"),
    ];
    const option = fc.record({
      number: fc.constantFrom(4, 6, 12, 14, 15, 17, 23, 27, 28, 60, 258, 292, 2049),
      value: fc.uint8Array({ maxLength: 8 }),
    });
    const request = fc.record({
      resource: fc.constantFrom(...resources),
      options: fc.array(option, { maxLength: 4 }),
      code: fc.integer({ min: 1, max: 7 }),
      payload: fc.uint8Array({ maxLength: 40 }),
      type: fc.constantFrom(MessageType.CON, MessageType.NON),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 10 }), async (requests) => {
        const datagrams = requests.map(({ resource, options, ...message }) =>
          encodeMessage({
            ...message,
            messageId: nextId++ & 0xffff,
            token: Uint8Array.of(9),
            options: [...resource, ...options].sort((a, b) => a.number - b.number),
          }),
        );
        await shoot(datagrams);
        const { code } = await lab.get("/.well-known/core");
        expect(codeText(code)).toBe("2.05");
      }),
      { numRuns: 100 },
    );
    expect(lab.host.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("refuses a body that is announced to be over the limit", async () => {
    const url = `${base}/lamp/properties/name`;
    const answer = await lab.probe.request({ url, method: Code.PUT, payload: "x".repeat(1024 * 1024 + 1) });
    expect(codeText(answer.code)).toBe("4.13");
    expect(lab.thing.calls.of("writeproperty", "name")).toHaveLength(0);
  });
});
