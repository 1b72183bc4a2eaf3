import { attack } from "./attack.js";
import { hostileConnection } from "./hostile-connection.js";
import { Random } from "./random.js";

/** The server that is attacked: its port on this machine, and paths of its resources. */
export interface Subject {
  readonly port: number;
  readonly paths: readonly string[];
}

/** Something that no input may bring about. */
export interface Failure {
  /** Seed with which the connection comes again. */
  readonly seed: number;
  readonly sent: string;
  readonly what: string;
}

export interface Findings {
  connections: number;
  readonly statuses: Map<number, number>;
  readonly failures: Failure[];
}

/** Connections that are open at the same time. */
const parallel = 48;

/** Attacks `subject` until `isOver`; each connection has a seed of its own, counted up from `seed`. */
export async function campaign(subject: Subject, seed: number, isOver: (done: number) => boolean): Promise<Findings> {
  const findings: Findings = { connections: 0, statuses: new Map(), failures: [] };
  let next = seed;
  const lane = async (): Promise<void> => {
    while (!isOver(next - seed)) {
      const own = next++;
      await strike(subject, own, findings);
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return findings;
}

async function strike({ port, paths }: Subject, seed: number, findings: Findings): Promise<void> {
  const random = new Random(seed);
  const bytes = hostileConnection(random, paths);
  const { statuses, nonsense } = await attack(port, bytes, random);
  findings.connections += 1;
  for (const status of statuses) findings.statuses.set(status, (findings.statuses.get(status) ?? 0) + 1);
  const blamed = statuses.find((status) => status >= 500);
  const what = nonsense === undefined ? blamed && `status ${blamed}` : `not HTTP: ${JSON.stringify(nonsense)}`;
  if (what) findings.failures.push({ seed, sent: bytes.subarray(0, 2_000).toString("latin1"), what });
}
