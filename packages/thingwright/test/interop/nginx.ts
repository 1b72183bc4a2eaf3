import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Path of nginx; `undefined` when it, or `openssl` for its certificate, is not installed. */
export function findNginx(): string | undefined {
  const runs = (command: string, option: string): boolean => spawnSync(command, [option]).error === undefined;
  if (!runs("openssl", "version")) return undefined;
  return ["nginx", "/usr/sbin/nginx"].find((path) => runs(path, "-v"));
}

/** An nginx on loopback, and the certificate that it shows; PEM. */
export interface Nginx extends AsyncDisposable {
  readonly origin: string;
  /** Another one, of `http:` too. */
  readonly elsewhere: string;
  /** By TLS, with HTTP/2. */
  readonly secure: string;
  /** Passes what is under `/house/` on to the upstream. */
  readonly house: string;
  readonly ca: string;
}

/**
 * Starts it in one process, in a folder of its own.
 *
 * @param upstream - port of the server that it stands before
 */
export async function startNginx(executable: string, upstream: number, port = freePort): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  const ports = [await port(), await port(), await port()] as const;
  writeFiles(folder);
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, ports, upstream));
  const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
  const process = spawn(executable, args, { stdio: "ignore" });
  await listening(process, ports[2], folder);
  const [origin, elsewhere] = ports.map((each) => `http://127.0.0.1:${each}`) as [string, string];
  return {
    origin,
    elsewhere,
    secure: `https://127.0.0.1:${ports[2]}`,
    house: `${origin}/house`,
    ca: readFileSync(join(folder, "cert.pem"), "utf8"),
    async [Symbol.asyncDispose]() {
      const ended = once(process, "exit");
      process.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function writeFiles(folder: string): void {
  mkdirSync(join(folder, "www/private"), { recursive: true });
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "www/value.json"), "42");
  writeFileSync(join(folder, "www/long.json"), JSON.stringify("x".repeat(10_000)));
  writeFileSync(join(folder, "www/private/value.json"), "7");
  writeFileSync(join(folder, "htpasswd"), "jason:{PLAIN}wonderland\n");
  const subject = ["-subj", "/CN=nginx", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"];
  const key = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-keyout",
    join(folder, "key.pem"),
  ];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", join(folder, "cert.pem"), ...subject], { stdio: "ignore" });
}

function configuration(folder: string, [main, elsewhere, secure]: readonly number[], upstream: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path tmp_${kind};`,
  );
  return `
daemon off;
master_process off;
pid nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary.join(" ")}
  types { application/json json; }
  root ${folder}/www;
  gzip on;
  gzip_types application/json;
  gzip_min_length 100;
  map $http_upgrade $connection_upgrade { default upgrade; "" ""; }
  server {
    listen 127.0.0.1:${main};
    location = /moved.json { return 301 /value.json; }
    location = /away.json { return 302 http://127.0.0.1:${elsewhere}/value.json; }
    location = /circle.json { return 307 /circle.json; }
    location /private/ { auth_basic "things"; auth_basic_user_file htpasswd; }
    location /house/ {
      proxy_pass http://127.0.0.1:${upstream}/;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }
  }
  server { listen 127.0.0.1:${elsewhere}; }
  server {
    listen 127.0.0.1:${secure} ssl http2;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    location = /protocol.json { default_type application/json; return 200 '"$server_protocol"'; }
  }
}
`;
}

/** Resolves once the port takes connections. */
async function listening(process: ChildProcess, port: number, folder: string): Promise<void> {
  let hasEnded = false;
  process.once("exit", () => {
    hasEnded = true;
  });
  while (!(await accepts(port))) {
    if (hasEnded) throw new TypeError(`nginx ended: ${readFileSync(join(folder, "error.log"), "utf8")}`);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => setImmediate(resolve, false));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
