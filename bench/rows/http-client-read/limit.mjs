import { Pool } from "undici";
import { serve } from "../../lib/contender.mjs";
import { keepInFlight } from "../../lib/keep-in-flight.mjs";

const { origin, pathname } = new URL(process.argv[2]);
const pool = new Pool(origin, { connections: 32 });

/** One GET through `dispatch` with the least that a reader of JSON can do. */
const read = () =>
  new Promise((resolve, reject) => {
    let text = "";
    pool.dispatch(
      { method: "GET", path: pathname, headers: ["accept", "application/json"] },
      {
        onConnect() {},
        onHeaders: () => true,
        onData(chunk) {
          text += chunk.toString();
          return true;
        },
        onComplete: () => resolve(JSON.parse(text)),
        onError: reject,
      },
    );
  });
serve({}, async ({ ms }) => ({ rate: await keepInFlight(read, 32, ms) }));
