import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modbusClient } from "../../src/index.js";
import { prepared } from "../fixture.js";
import { type Answer, ScriptedSlave } from "../support/scripted-slave.js";

let slave: ScriptedSlave;
let client: ReturnType<typeof modbusClient>;
let answers: Answer[];

beforeEach(async () => {
  answers = [];
  slave = await ScriptedSlave.listen(() => answers.shift());
  client = modbusClient({ limits: { responseTimeoutMs: 500 } });
});

afterEach(async () => {
  await client.stop();
  await slave.close();
});

const text = (words: string) => [...Buffer.from(words)];
const object = (id: number, words: string) => [id, words.length, ...text(words)];

async function carryOut(
  operation: "readproperty" | "writeproperty" | "invokeaction",
  path: string,
  terms: object,
  body?: readonly number[],
) {
  const form = {
    href: `modbus+tcp://127.0.0.1:${slave.port}/${path}`,
    contentType: "application/octet-stream",
    "modv:zeroBasedAddressing": true,
    ...terms,
  };
  const content = body && { contentType: form.contentType, body: Uint8Array.from(body) };
  return prepared(client, form, operation).request({ timeoutMs: 2000, ...(content && { content }) });
}

/** Requests and answers of MODBUS Application Protocol 1.1b3, with the section of their example. */
const vectors = [
  ["§6.7", "readproperty", "1", { "modv:function": 7 }, undefined, [7], [7, 0x6d], [0x6d]],
  [
    "§6.8",
    "invokeaction",
    "1/0",
    { "modv:function": "diagnostics" },
    [0xa5, 0x37],
    [8, 0, 0, 0xa5, 0x37],
    [8, 0, 0, 0xa5, 0x37],
    [0xa5, 0x37],
  ],
  ["§6.9", "readproperty", "1", { "modv:function": 11 }, undefined, [11], [11, 255, 255, 1, 8], [255, 255, 1, 8]],
  ["§6.13", "readproperty", "1", { "modv:function": 17 }, undefined, [17], [17, 3, 1, 2, 255], [1, 2, 255]],
  [
    "§6.14",
    "readproperty",
    "1/1?quantity=2",
    { "modv:function": "readFileRecord", "twm:fileNumber": 4 },
    undefined,
    [20, 7, 6, 0, 4, 0, 1, 0, 2],
    [20, 6, 5, 6, 0x0d, 0xfe, 0, 0x20],
    [0x0d, 0xfe, 0, 0x20],
  ],
  [
    "§6.15",
    "writeproperty",
    "1/7?quantity=3",
    { "modv:function": 21, "twm:fileNumber": 4 },
    [6, 0xaf, 4, 0xbe, 0x10, 0x0d],
    [21, 13, 6, 0, 4, 0, 7, 0, 3, 6, 0xaf, 4, 0xbe, 0x10, 0x0d],
    [21, 13, 6, 0, 4, 0, 7, 0, 3, 6, 0xaf, 4, 0xbe, 0x10, 0x0d],
    [],
  ],
  [
    "§6.16",
    "writeproperty",
    "1/4",
    { "modv:function": 22 },
    [0, 0xf2, 0, 0x25],
    [22, 0, 4, 0, 0xf2, 0, 0x25],
    [22, 0, 4, 0, 0xf2, 0, 0x25],
    [],
  ],
  [
    "§6.17",
    "invokeaction",
    "1/3?quantity=6",
    { "modv:function": 23, "twm:writeAddress": 14 },
    [0, 255, 0, 255, 0, 255],
    [23, 0, 3, 0, 6, 0, 14, 0, 3, 6, 0, 255, 0, 255, 0, 255],
    [23, 12, 0, 0xfe, 0x0a, 0xcd, 0, 1, 0, 3, 0, 0x0d, 0, 255],
    [0, 0xfe, 0x0a, 0xcd, 0, 1, 0, 3, 0, 0x0d, 0, 255],
  ],
  [
    "§6.18",
    "readproperty",
    "1/1246",
    { "modv:function": 24 },
    undefined,
    [24, 4, 0xde],
    [24, 0, 6, 0, 2, 1, 0xb8, 0x12, 0x84],
    [1, 0xb8, 0x12, 0x84],
  ],
] as const;

describe("a function of Modbus", () => {
  it.each(vectors)("is carried out as in %s", async (_, operation, path, terms, body, asked, answer, expected) => {
    answers.push(answer);
    const reply = await carryOut(operation, path, terms, body);
    expect(slave.asked).toEqual([{ unitId: 1, pdu: asked }]);
    expect([...reply.body]).toEqual(expected);
  });

  it.each(vectors)(
    "takes no prefix of the answer of %s for it",
    async (_, operation, path, terms, body, __, answer) => {
      for (let length = 1; length < answer.length; length++) {
        answers.push(answer.slice(0, length));
        await expect(carryOut(operation, path, terms, body)).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
      }
    },
  );

  it("writes several coils and registers one by one where the Form wants that", async () => {
    slave.answer = ({ pdu }) => pdu;
    await carryOut("writeproperty", "1/4?quantity=2", { "modv:function": "writeSingleCoil" }, [0b10]);
    await carryOut("writeproperty", "1/9?quantity=2", { "modv:function": 6 }, [0, 1, 0, 2]);
    expect(slave.asked.map(({ pdu }) => pdu)).toEqual([
      [5, 0, 4, 0, 0],
      [5, 0, 5, 255, 0],
      [6, 0, 9, 0, 1],
      [6, 0, 10, 0, 2],
    ]);
  });

  it("does not take the acknowledgement of another write for its own", async () => {
    answers.push([6, 0, 9, 0, 8]);
    const write = carryOut("writeproperty", "1/9", { "modv:entity": "HoldingRegister" }, [0, 7]);
    await expect(write).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });
});

describe("a device identification", () => {
  const identification = { "modv:function": "readDeviceIdentification" };

  it("is one object where the Form names it", async () => {
    answers.push([43, 14, 4, 1, 0, 0, 1, ...object(1, "AC-1")]);
    const reply = await carryOut("readproperty", "1/1", { ...identification, contentType: "text/plain" });
    expect(slave.asked[0]!.pdu).toEqual([43, 14, 4, 1]);
    expect([reply.contentType, Buffer.from(reply.body).toString()]).toEqual(["text/plain", "AC-1"]);
  });

  it("is all that the device has where the Form names nothing, in as many answers as it takes", async () => {
    answers.push([43, 14, 2, 2, 255, 1, 1, ...object(0, "Acme")]);
    answers.push([43, 14, 2, 2, 0, 0, 2, ...object(1, "AC-1"), ...object(4, "Dimmer")]);
    const reply = await carryOut("readproperty", "1", { ...identification, contentType: "application/json" });
    expect(slave.asked.map(({ pdu }) => pdu)).toEqual([
      [43, 14, 2, 0],
      [43, 14, 2, 1],
    ]);
    expect(JSON.parse(Buffer.from(reply.body).toString())).toEqual({
      VendorName: "Acme",
      ProductCode: "AC-1",
      ProductName: "Dimmer",
    });
  });

  it("is asked for the basic category where the regular one is refused", async () => {
    answers.push([43 | 0x80, 3], [43, 14, 1, 1, 0, 0, 1, ...object(0, "Acme")]);
    const reply = await carryOut("readproperty", "1", { ...identification, contentType: "application/json" });
    expect(Buffer.from(reply.body).toString()).toBe('{"VendorName":"Acme"}');
  });

  it("of a device that never ends is not read for ever", async () => {
    slave.answer = ({ pdu }) => [43, 14, 2, 2, 255, 1, 1, ...object(pdu[3]!, "again")];
    await carryOut("readproperty", "1", { ...identification, contentType: "application/json" });
    expect(slave.asked.length).toBe(16);
  });
});
