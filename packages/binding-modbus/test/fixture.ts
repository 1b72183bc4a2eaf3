import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Clock, Content, ContentSink, FormRefusal, FormRequest, PreparedForm } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { compileUriTemplate, type Form, type Operation, type ThingDescription } from "@thingwright/td";
import { type IServiceVector, ServerTCP } from "modbus-serial";
import type { modbusClient } from "../src/index.js";

/** Registers and coils of a device; addresses beyond 99 are illegal. */
export class Device {
  readonly holding = new Uint16Array(100);
  readonly input = new Uint16Array(100);
  readonly coils: boolean[] = Array.from({ length: 100 }, () => false);
  readonly discrete: boolean[] = Array.from({ length: 100 }, () => false);
  readonly units: number[] = [];
  reads = 0;

  get vector(): IServiceVector {
    const legal = <T>(address: number, unit: number, action: () => T): T => {
      this.reads += 1;
      this.units.push(unit);
      if (address >= 100) throw Object.assign(new Error("illegal"), { modbusErrorCode: 2 });
      return action();
    };
    return {
      getHoldingRegister: (address: number, unit: number) => legal(address, unit, () => this.holding[address]!),
      getInputRegister: (address: number, unit: number) => legal(address, unit, () => this.input[address]!),
      getCoil: (address: number, unit: number) => legal(address, unit, () => this.coils[address]!),
      getDiscreteInput: (address: number, unit: number) => legal(address, unit, () => this.discrete[address]!),
      setRegister: (address: number, value: number, unit: number) => {
        legal(address, unit, () => {
          this.holding[address] = value;
        });
      },
      setCoil: (address: number, value: boolean, unit: number) => {
        legal(address, unit, () => {
          this.coils[address] = value;
        });
      },
    } as IServiceVector;
  }
}

/** A Modbus TCP server of `modbus-serial` on a free port of loopback. */
export async function modbusServer(device: Device, port?: number): Promise<{ port: number; close(): Promise<void> }> {
  const chosen = port ?? (await freePort());
  const server = new ServerTCP(device.vector, { host: "127.0.0.1", port: chosen, unitID: 255 });
  server.on("socketError", () => {});
  await once(server, "initialized");
  return {
    port: chosen,
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.socks.keys()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function freePort(): Promise<number> {
  const server = await listening(() => {});
  const { port } = server;
  await server.close();
  return port;
}

/** A TCP server that does as it likes. */
export async function listening(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; sockets: Socket[]; close(): Promise<void> }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const thing = { title: "Device" } as unknown as ThingDescription;

export function formRequest(form: Form, operation: Operation): FormRequest {
  return {
    thing,
    form: {
      form,
      index: 0,
      pointer: "/properties/x/forms/0",
      op: [operation],
      contentType: form.contentType ?? "application/json",
      href: form.href,
      security: [],
      scopes: [],
      response: { contentType: "application/json" },
      additionalResponses: [],
      ...(form.subprotocol !== undefined && { subprotocol: form.subprotocol }),
    },
    operation,
    affordance: "x",
    href: compileUriTemplate(form.href),
  };
}

/** The prepared Form; fails the test when the binding refuses it. */
export function prepared(client: ReturnType<typeof modbusClient>, form: Form, operation: Operation): PreparedForm {
  const result = client.prepare(formRequest(form, operation));
  if ("refused" in result) throw new Error(result.refused);
  return result;
}

export const refusalOf = (result: PreparedForm | FormRefusal): string | undefined =>
  "refused" in result ? result.refused : undefined;

/** A clock that stands still until it is moved. */
export class SteppedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void) {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Delays of the timers that are set, ascending. */
  get delays(): number[] {
    return [...this.#timers].map((timer) => timer.at - this.#now).sort((one, other) => one - other);
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now) continue;
      this.#timers.delete(timer);
      timer.callback();
    }
  }
}

/** Writes down what a subscription brings, and lets a test wait for it. */
export class Sink implements ContentSink {
  readonly heard: string[] = [];
  #wake: (() => void)[] = [];

  next({ body }: Content): void {
    this.#note(Buffer.from(body).toString("hex"));
  }
  interrupted(error: WotError): void {
    this.#note(`interrupted ${error.code}`);
  }
  resumed(): void {
    this.#note("resumed");
  }
  error(error: WotError): void {
    this.#note(`error ${error.code}`);
  }
  complete(): void {
    this.#note("complete");
  }

  async until(count: number): Promise<string[]> {
    while (this.heard.length < count) await new Promise<void>((resolve) => this.#wake.push(resolve));
    return this.heard;
  }

  #note(what: string): void {
    this.heard.push(what);
    for (const wake of this.#wake.splice(0)) wake();
  }
}
