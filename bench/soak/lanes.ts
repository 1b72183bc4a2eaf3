import { connect } from "node:net";

/** One thing that peers do to a server; throws when the answer is not what it must be. */
export type Lane = (base: string, turn: number) => Promise<void>;

const json = { "content-type": "application/json" };
const thing = (base: string, turn: number): string => {
  const number = turn % 100;
  return `${base}/soaked-${number}`;
};

async function expect(status: number, url: string, options: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, options);
  if (response.status !== status) throw new Error(`${options.method ?? "GET"} ${url}: ${response.status}`);
  return response;
}

const drained = async (status: number, url: string, options?: RequestInit): Promise<void> => {
  await (await expect(status, url, options)).arrayBuffer();
};

/** Reads events until `count` have come, then goes away without a word. */
async function stream(url: string, count: number): Promise<void> {
  const leaving = new AbortController();
  const response = await expect(200, url, { headers: { accept: "text/event-stream" }, signal: leaving.signal });
  let events = 0;
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    events += decoder.decode(chunk, { stream: true }).split("\n\n").length - 1;
    if (events >= count) break;
  }
  leaving.abort();
}

/** Sends what is no request, or only the half of one, and leaves. */
function nonsense(base: string, turn: number): Promise<void> {
  const texts = [
    "GET / HTTP/1.1\r\n\r\n",
    "\x16\x03\x01\0",
    "PUT /soaked-1/properties/count HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1",
  ];
  const socket = connect(Number(new URL(base).port), "127.0.0.1", () => {
    socket.write(texts[turn % texts.length] as string, () => setImmediate(() => socket.destroy()));
  });
  socket.on("error", () => {});
  return new Promise((resolve) => socket.on("close", () => resolve()));
}

async function invocation(base: string, turn: number): Promise<void> {
  const response = await expect(201, `${thing(base, turn)}/actions/fade`, { method: "POST" });
  const { href } = (await response.json()) as { href: string };
  await drained(200, base + href);
  await drained(204, base + href, { method: "DELETE" });
}

/** What is done at the same time, by name. */
export const lanes: ReadonlyMap<string, Lane> = new Map([
  ["read", (base, turn) => drained(200, `${thing(base, turn)}/properties/count`)],
  ["read all", (base, turn) => drained(200, `${thing(base, turn)}/properties`)],
  [
    "write",
    (base, turn) =>
      drained(204, `${thing(base, turn)}/properties/text`, { method: "PUT", headers: json, body: `"${turn}"` }),
  ],
  [
    "invoke",
    (base, turn) => drained(200, `${thing(base, turn)}/actions/echo`, { method: "POST", headers: json, body: "{}" }),
  ],
  ["invocation", invocation],
  ["description", (base, turn) => drained(200, thing(base, turn))],
  ["listing", (base) => drained(200, `${base}/things`)],
  ["observe", (base, turn) => stream(`${base}/soaked-${turn % 10}/properties/count`, 3)],
  ["subscribe", (base, turn) => stream(`${base}/soaked-${turn % 10}/events/tick`, 3)],
  ["poll", (base, turn) => drained(200, `${base}/soaked-${turn % 10}/properties/count/poll`)],
  ["refusals", (base, turn) => drained(404, `${base}/nowhere/${turn}`)],
  ["nonsense", nonsense],
]);
