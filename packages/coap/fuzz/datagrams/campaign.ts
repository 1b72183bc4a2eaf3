import { seededRandom } from "../../src/index.js";
import { AttackedClient } from "./attacked-client.js";
import { AttackedServer } from "./attacked-server.js";
import { HostileDatagrams } from "./hostile-datagrams.js";

/** Datagrams between two looks at the clock. */
const BATCH = 500;

export interface CampaignReport {
  /** Datagrams that each side sent while it was attacked. */
  readonly serverSent: number;
  readonly clientSent: number;
  readonly complaints: readonly string[];
}

/**
 * Sends hostile datagrams to a server and to a client in turn, while time passes for both. Complaints: an exception that
 * came out, a fault that was reported, a table beyond its limit, and whoever does not do its work afterwards.
 *
 * @param onProgress - told of the share that is done, now and then
 */
export async function campaign(
  seed: number,
  datagrams: number,
  onProgress: (progress: number) => void,
): Promise<CampaignReport> {
  const random = seededRandom(seed);
  const hostile = new HostileDatagrams(random);
  await using server = await AttackedServer.start(random);
  await using client = await AttackedClient.start(random);
  for (let sent = 0; sent < datagrams; sent += BATCH) {
    for (let count = 0; count < BATCH; count += 2) {
      server.attack(hostile.request());
      client.attack(hostile.response(client.open));
    }
    await server.pass(random() * 400);
    await client.pass(random() * 400);
    if (sent % 100_000 === 0) onProgress(sent / datagrams);
  }
  const complaints = [...(await server.complaints()), ...(await client.complaints())];
  return { serverSent: server.sent, clientSent: client.sent, complaints };
}
