import { fork } from "node:child_process";

/** How long a contender may take to end by itself. */
const maxEndMs = 2000;

/** One contender of a row, in a process of its own, spoken to over IPC. */
export class Contender {
  #child;
  #replies = [];
  #waiting = [];

  /** @param {URL} script @param {readonly string[]} args */
  static async start(script, args = []) {
    const contender = new Contender();
    contender.#child = fork(script, args, { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: ["--expose-gc"] });
    contender.#child.on("message", (message) => {
      const waiting = contender.#waiting.shift();
      if (waiting === undefined) contender.#replies.push(message);
      else waiting.resolve(message);
    });
    contender.#child.on("exit", (code) => {
      for (const { reject } of contender.#waiting.splice(0)) reject(new Error(`${script} ended with code ${code}`));
    });
    contender.hello = await contender.#next();
    return contender;
  }

  /** The process whose time is this contender's. A script that leaves its work to a child of its own says so. */
  get pid() {
    return this.hello.pid ?? this.#child.pid;
  }

  /** Asks for one measurement. */
  async ask(question) {
    this.#child.send(question);
    return this.#next();
  }

  /** Lets it end by itself first, and with it the processes that it started. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    const late = setTimeout(() => this.#child.kill("SIGKILL"), maxEndMs);
    if (this.#child.connected) this.#child.disconnect();
    await gone;
    clearTimeout(late);
  }

  #next() {
    const reply = this.#replies.shift();
    return reply === undefined
      ? new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
      : Promise.resolve(reply);
  }
}

/** In a contender's script: says that it is ready, and answers questions until it is killed or the one who asks is gone. */
export function serve(hello, answer = async () => ({})) {
  process.on("disconnect", () => process.exit());
  process.on("message", async (question) => process.send(await answer(question)));
  process.send(hello);
}
