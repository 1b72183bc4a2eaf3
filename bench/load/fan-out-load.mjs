import { once } from "node:events";
import { connect } from "node:net";

/** Event streams that are open at the same time. */
export const subscribers = 1_000;

/** Changes that a contender makes before it waits until all have arrived. */
const window = 20;

/** The end of one event, as it stands between the ends of its chunk. */
const eventEnd = Buffer.from("\n\n");

/** The open streams of each contender. */
const open = new Map();

/** Events a second that reach the event streams at `contender`, all of them together. */
export async function fanOutLoad(contender, ms) {
  const streams = await streamsOf(contender);
  const begun = performance.now();
  let events = 0;
  while (performance.now() - begun < ms) {
    const arrived = streams.expect(window * subscribers);
    await Promise.all([contender.ask({ changes: window }), arrived]);
    events += window * subscribers;
  }
  return (events * 1_000) / (performance.now() - begun);
}

async function streamsOf(contender) {
  const known = open.get(contender);
  if (known !== undefined) return known;
  const streams = new Streams();
  const { hostname, port, pathname } = new URL(contender.hello.url);
  for (let i = 0; i < subscribers; i += 1) await streams.add(hostname, Number(port), pathname);
  open.set(contender, streams);
  return streams;
}

class Streams {
  #left = 0;
  #done = () => {};

  async add(host, port, path) {
    const socket = connect(port, host);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`);
    await once(socket, "data");
    // The server goes at the end of a row.
    socket.on("error", () => {});
    socket.on("data", (chunk) => this.#arrived(eventsIn(chunk)));
  }

  /** Resolves when so many events have arrived, over all streams. */
  expect(count) {
    this.#left = count;
    return new Promise((resolve) => {
      this.#done = resolve;
    });
  }

  #arrived(count) {
    this.#left -= count;
    if (this.#left === 0) this.#done();
  }
}

/** Events are small and written in one piece each: none is cut between its line ends. */
function eventsIn(chunk) {
  let count = 0;
  for (let at = chunk.indexOf(eventEnd); at !== -1; at = chunk.indexOf(eventEnd, at + 2)) count += 1;
  return count;
}
