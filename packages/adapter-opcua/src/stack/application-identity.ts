import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeOpcua } from "./node-opcua.js";

/** The certificate by which servers know this application (OPC 10000-4 §6.1). */
export interface ApplicationIdentity {
  /**
   * A folder for a certificate that is made at the first use and stays, so that servers have to be told of it once. Without
   * it one is made that ends with the process.
   */
  readonly folder?: string;
  /** A certificate of one's own, whose alternative name is `uri`, and its key; PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Default: `urn:HOST:thingwright`. */
  readonly uri?: string;
}

/** Where the stack finds them. */
export interface IdentityFiles {
  readonly certificateFile: string;
  readonly privateKeyFile: string;
  readonly applicationUri: string;
}

const validYears = 10;

/** What the certificate is for, as the stack numbers it. */
const forApplication = 2;

/** Keeps the certificate and the key of the application in files, as the stack wants them. */
export class IdentityStore implements AsyncDisposable {
  readonly #identity: ApplicationIdentity;
  readonly #stack: NodeOpcua;
  #files: Promise<IdentityFiles> | undefined;
  #temporary: string | undefined;

  constructor(identity: ApplicationIdentity, stack: NodeOpcua) {
    this.#identity = identity;
    this.#stack = stack;
  }

  /** The files, made at the first call. */
  files(): Promise<IdentityFiles> {
    this.#files ??= this.#make();
    return this.#files;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#files?.catch(() => {});
    if (this.#temporary !== undefined) await rm(this.#temporary, { recursive: true, force: true });
  }

  async #make(): Promise<IdentityFiles> {
    const { folder, cert, key, uri = `urn:${hostname()}:thingwright` } = this.#identity;
    const place = folder ?? (await mkdtemp(join(tmpdir(), "thingwright-opcua-")));
    if (folder === undefined) this.#temporary = place;
    await mkdir(place, { recursive: true, mode: 0o700 });
    const files = {
      certificateFile: join(place, "certificate.pem"),
      privateKeyFile: join(place, "key.pem"),
      applicationUri: uri,
    };
    if (cert !== undefined && key !== undefined) await save(files, cert, key);
    else if (!(await areThere(files))) await this.#create(files);
    return files;
  }

  async #create(files: IdentityFiles): Promise<void> {
    const { generateKeyPair, privateKeyToPEM, createSelfSignedCertificate } = this.#stack.crypto_utils;
    const { privateKey } = await generateKeyPair(2048);
    const { cert } = await createSelfSignedCertificate({
      privateKey,
      notBefore: new Date(Date.now() - 24 * 3_600_000),
      validity: validYears * 365,
      subject: "CN=Thingwright",
      dns: [hostname()],
      applicationUri: files.applicationUri,
      purpose: forApplication,
    });
    await save(files, cert, (await privateKeyToPEM(privateKey)).privPem);
  }
}

async function save({ certificateFile, privateKeyFile }: IdentityFiles, cert: string, key: string): Promise<void> {
  await writeFile(privateKeyFile, key, { mode: 0o600 });
  await writeFile(certificateFile, cert);
}

async function areThere({ certificateFile, privateKeyFile }: IdentityFiles): Promise<boolean> {
  try {
    await Promise.all([readFile(certificateFile), readFile(privateKeyFile)]);
    return true;
  } catch {
    return false;
  }
}
