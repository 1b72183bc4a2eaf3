import { createServer } from "node:net";

/** A port on 127.0.0.1 that nobody listened at a moment ago, and none on the next one either. */
export async function freeTcpPort(): Promise<number> {
  const first = createServer();
  await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
  const { port } = first.address() as { port: number };
  const next = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    next.once("error", () => resolve(false));
    next.listen(port + 1, "127.0.0.1", () => resolve(true));
  });
  await new Promise((resolve) => first.close(resolve));
  if (isFree) await new Promise((resolve) => next.close(resolve));
  return isFree ? port : freeTcpPort();
}
