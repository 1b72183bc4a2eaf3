import { answerTo } from "../protocol/pdu.js";
import { brokenAnswer } from "../protocol/protocol-error.js";
import type { ExchangePdu, FunctionCall } from "./function-call.js";

const functionCode = 43;
const meiType = 14;

/** Ways to ask (1.1b3 §6.21): a category with all that it has, or one object. */
const oneObject = 4;
const categories = [2, 1];

/** Names of objects; others are called by their number. */
const objectNames = [
  "VendorName",
  "ProductCode",
  "MajorMinorRevision",
  "VendorUrl",
  "ProductName",
  "ModelName",
  "UserApplicationName",
];

/** Address of a request for all objects. */
export const allObjects = -1;

/** A device that says in every answer that more follows is not listened to for longer. */
const maxAnswers = 16;

/**
 * Function 43 / 14: with an address the text of that object, without ({@link allObjects}) a JSON object of all that the
 * device has in the basic and regular categories, such as `{"VendorName": "Acme", "ProductCode": "AC1"}`.
 */
export const readDeviceIdentification: FunctionCall = async (exchange, { address }) => {
  if (address !== allObjects) {
    const { objects } = await ask(exchange, oneObject, address);
    const text = objects.get(address);
    if (text === undefined) throw brokenAnswer("it has another object");
    return text;
  }
  const objects = await allOf(exchange);
  const members = [...objects].map(([id, bytes]) => [nameOf(id), new TextDecoder().decode(bytes)]);
  return new TextEncoder().encode(JSON.stringify(Object.fromEntries(members)));
};

/** Devices that have no regular category should answer with what they have; those that refuse are asked for the basic one. */
async function allOf(exchange: ExchangePdu): Promise<ReadonlyMap<number, Uint8Array>> {
  let refusal: unknown;
  for (const category of categories) {
    try {
      return await stream(exchange, category);
    } catch (error) {
      refusal ??= error;
      if (!isRefusal(error)) throw error;
    }
  }
  throw refusal;
}

const isRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "WOT_REMOTE";

async function stream(exchange: ExchangePdu, category: number): Promise<ReadonlyMap<number, Uint8Array>> {
  const all = new Map<number, Uint8Array>();
  let next: number | undefined = 0;
  for (let answers = 0; next !== undefined && answers < maxAnswers; answers++) {
    const answer: Identification = await ask(exchange, category, next);
    for (const [id, bytes] of answer.objects) all.set(id, bytes);
    next = answer.next;
  }
  return all;
}

interface Identification {
  readonly objects: ReadonlyMap<number, Uint8Array>;
  /** Object to go on with; `undefined` when that was all. */
  readonly next: number | undefined;
}

async function ask(exchange: ExchangePdu, how: number, from: number): Promise<Identification> {
  const data = answerTo(functionCode, await exchange(Uint8Array.of(functionCode, meiType, how, from)));
  if (data.length < 6 || data[0] !== meiType || data[1] !== how) throw brokenAnswer("it is no device identification");
  return { objects: objectsIn(data.subarray(6), data[5]!), next: data[3] === 0xff ? data[4]! : undefined };
}

function objectsIn(data: Uint8Array, count: number): ReadonlyMap<number, Uint8Array> {
  const objects = new Map<number, Uint8Array>();
  let start = 0;
  for (let index = 0; index < count; index++) {
    const id = data[start];
    const end = start + 2 + (data[start + 1] ?? 0);
    if (id === undefined || data[start + 1] === undefined || end > data.length)
      throw brokenAnswer("an object is cut off");
    objects.set(id, data.slice(start + 2, end));
    start = end;
  }
  return objects;
}

const nameOf = (id: number): string => objectNames[id] ?? `0x${id.toString(16).padStart(2, "0")}`;
