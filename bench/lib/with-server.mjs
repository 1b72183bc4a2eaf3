import { Contender } from "./contender.mjs";

/**
 * In a contender's script about clients: starts the script of a server in a process of its own, and then `client` with the
 * address of its counter in place of the service that a row would have for all sides.
 *
 * @param {URL} server @param {URL} client
 */
export async function withServer(server, client) {
  const { hello } = await Contender.start(server);
  process.argv[2] = `coap://127.0.0.1:${hello.port}/counter/properties/count`;
  await import(client);
}
