import { once } from "node:events";
import { createServer } from "node:net";
import { type IServiceVector, ServerTCP } from "modbus-serial";

/** What a unit does with a request: answer, refuse with an exception, or nothing at all. */
export type Mood = "answers" | "silent" | { readonly exception: number };

/** A slave of `modbus-serial` on a free port of loopback: the same registers for each unit. */
export class RegisterSlave implements AsyncDisposable {
  readonly holding = new Map<number, number>();
  readonly input = new Map<number, number>();
  readonly coils = new Map<number, boolean>();
  mood: Mood = "answers";
  /** Writes are acknowledged and forgotten. */
  ignoresWrites = false;
  port = 0;
  #server: ServerTCP | undefined;

  static async listen(): Promise<RegisterSlave> {
    const slave = new RegisterSlave();
    await slave.open();
    return slave;
  }

  async open(): Promise<void> {
    this.port ||= await freePort();
    this.#server = new ServerTCP(this.#vector, { host: "127.0.0.1", port: this.port, unitID: 255 });
    this.#server.on("socketError", () => {});
    await once(this.#server, "initialized");
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      for (const socket of server.socks.keys()) socket.destroy();
      server.close(() => resolve());
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Puts values into registers from `address` on. */
  put(table: "holding" | "input", address: number, ...values: number[]): void {
    for (const [index, value] of values.entries()) this[table].set(address + index, value);
  }

  /** A number of 32 bits of IEEE 754, high word first. */
  putFloat(address: number, value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    this.put("input", address, view.getUint16(0), view.getUint16(2));
  }

  get #vector(): IServiceVector {
    type Done = (error: unknown, value?: unknown) => void;
    const answer = (done: Done, value: () => unknown): void => {
      if (this.mood === "silent") return;
      const found = this.mood === "answers" ? value() : undefined;
      if (found !== undefined) done(null, found);
      else done({ modbusErrorCode: this.mood === "answers" ? 2 : this.mood.exception });
    };
    const write = (done: Done, put: () => void): void =>
      answer(done, () => {
        if (!this.ignoresWrites) put();
        return true;
      });
    return {
      getHoldingRegister: (at: number, _: number, done: Done) => answer(done, () => this.holding.get(at)),
      getInputRegister: (at: number, _: number, done: Done) => answer(done, () => this.input.get(at)),
      getCoil: (at: number, _: number, done: Done) => answer(done, () => this.coils.get(at)),
      setRegister: (at: number, value: number, _: number, done: Done) => write(done, () => this.holding.set(at, value)),
      setCoil: (at: number, value: boolean, _: number, done: Done) => write(done, () => this.coils.set(at, value)),
    } as unknown as IServiceVector;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
