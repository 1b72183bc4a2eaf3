// A web page that speaks HTTP by what the browser has, and knows nothing of our client.

const get = async (url) => (await fetch(url)).json();

/** Address of the first Form of an affordance that does `op`. */
const hrefOf = ({ forms }, op, subprotocol) =>
  forms.find((form) => [form.op].flat().includes(op) && form.subprotocol === subprotocol).href;

/** PUT with JSON has to pass a preflight. */
export async function readsAndWrites({ url }) {
  const { brightness } = (await get(url)).properties;
  const before = await get(hrefOf(brightness, "readproperty"));
  const response = await fetch(hrefOf(brightness, "writeproperty"), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: "42",
  });
  return { before, status: response.status, after: await get(hrefOf(brightness, "readproperty")) };
}

/** What a page may see of an answer, beyond what every page may. */
export async function seesHeaders({ url }) {
  const description = await fetch(url);
  const refusal = await fetch(url, { method: "PATCH" }).catch(() => undefined);
  return { etag: description.headers.get("etag"), allow: refusal?.headers.get("allow") };
}

/** A page that may not look: whether it gets an answer, and whether its simple POST is carried out. */
export async function isForeign({ url, toggle }) {
  const seen = await fetch(url).then(
    () => true,
    () => false,
  );
  await fetch(toggle, { method: "POST", mode: "no-cors" });
  return { seen };
}

/** Values of the native EventSource, over a cut connection; the device changes while it is away. */
export async function observes({ url }, command) {
  const { brightness } = (await get(url)).properties;
  const source = new EventSource(hrefOf(brightness, "observeproperty", "sse"));
  await new Promise((resolve) => source.addEventListener("open", resolve, { once: true }));
  const seen = [];
  const until = (last) =>
    new Promise((resolve) => {
      source.addEventListener("brightness", ({ data }) => {
        if (Number(data) === last) resolve();
      });
    });
  source.addEventListener("brightness", ({ data }) => seen.push(Number(data)));
  const [first, last] = [until(20), until(23)];
  await command("setTo20");
  await first;
  await command("cutAndSetTo23");
  await last;
  source.close();
  return seen;
}

/** What a Thing answers to messages over a native WebSocket. */
export async function speaksByWebSocket({ url }, command) {
  const { id, properties } = await get(url);
  const href = hrefOf(properties.brightness, "observeproperty", "webthingprotocol");
  const socket = new WebSocket(href, "webthingprotocol");
  const heard = [];
  const heardOf = (messageType, operation) =>
    new Promise((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        const message = JSON.parse(data);
        if (message.messageType === messageType && message.operation === operation) resolve(message);
      });
    });
  const ask = (operation, members) => {
    const answer = heardOf("response", operation);
    const head = { thingID: id, messageID: crypto.randomUUID(), messageType: "request", correlationID: operation };
    socket.send(JSON.stringify({ ...head, operation, ...members }));
    return answer;
  };
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  heard.push((await ask("readproperty", { name: "brightness" })).value);
  await ask("writeproperty", { name: "brightness", value: 42 });
  const changed = heardOf("notification", "observeproperty");
  await ask("observeproperty", { name: "brightness" });
  await command("setTo20");
  heard.push((await changed).value);
  socket.close();
  return heard;
}

/** Whether a page that may not look gets a WebSocket. */
export function opensWebSocket({ href }) {
  const socket = new WebSocket(href, "webthingprotocol");
  return new Promise((resolve) => {
    socket.addEventListener("open", () => resolve(true));
    socket.addEventListener("error", () => resolve(false));
  });
}
