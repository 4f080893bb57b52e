import { createPrivateKey, createPublicKey, createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  COSIGNATURE,
  isContinued,
  NoteError,
  readCheckpoint,
  readVerifier,
  signatureLine,
  signersOf,
  EMPTY_ROOT,
  type NoteVerifier,
} from '#proof';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_AT = 12;

/** A small witness (https://c2sp.org/tlog-witness) for tests: in memory, for one log. */
export class Witness {
  readonly verifier: NoteVerifier;
  readonly verifierKey: string;
  /** What it has signed last. */
  seen: { size: number; root: Buffer } = { size: 0, root: EMPTY_ROOT };
  /** What it answers instead. */
  instead: (() => Answer | 'NOTHING') | undefined;
  asked = 0;
  private readonly key: KeyObject;
  private server: Server | undefined;

  /** @param logKey the verifier key of the log that it knows */
  constructor(
    name: string,
    private logKey: string,
  ) {
    this.key = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, randomBytes(32)]), format: 'der', type: 'pkcs8' });
    const raw = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(RAW_AT);
    const bytes = Buffer.concat([Buffer.from([COSIGNATURE]), raw]);
    const id = createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4).toString('hex');
    this.verifierKey = `${name}+${id}+${bytes.toString('base64')}`;
    this.verifier = readVerifier(this.verifierKey);
  }

  /** As the setting has it, once it listens. */
  get setting(): string {
    return `${this.verifierKey} ${this.url}`;
  }

  private get port(): number {
    const address = this.server?.address() as AddressInfo | null | undefined;
    return address?.port ?? 0;
  }

  private get url(): string {
    return `http://127.0.0.1:${this.port}/prefix`;
  }

  /** @param port the one that it had before, where it comes back */
  async listen(port = 0): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.asked += 1;
        const isIt = request.method === 'POST' && request.url === '/prefix/add-checkpoint';
        const answer = this.instead?.() ?? (isIt ? this.answerTo(Buffer.concat(chunks).toString()) : gone);
        if (answer === 'NOTHING') return;
        response.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
  }

  /** @returns its port */
  async close(): Promise<number> {
    const { port } = this;
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.server === undefined ? resolve() : this.server.close(() => resolve())));
    return port;
  }

  /** The line of this witness below a checkpoint, as of a time (s since 1970). */
  cosign(text: string, seconds = Math.floor(Date.now() / 1_000)): string {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), this.key);
    const { name, keyId } = this.verifier;
    return signatureLine({ name, keyId, bytes: Buffer.concat([time, signature]) });
  }

  private answerTo(body: string): Answer {
    const end = body.indexOf('\n\n');
    const [first = '', ...path] = body.slice(0, end).split('\n');
    const oldSize = Number(/^old (\d+)$/.exec(first)?.[1]);
    try {
      const { origin, size, root, note } = readCheckpoint(body.slice(end + 2));
      if (origin !== readVerifier(this.logKey).name) return { status: 404, body: 'unknown log\n' };
      if (signersOf(note, [readVerifier(this.logKey)]).length === 0) return { status: 403, body: 'no known key\n' };
      if (oldSize > size) return { status: 400, body: 'backwards\n' };
      if (oldSize !== this.seen.size) return { status: 409, body: `${this.seen.size}\n` };
      const hashes = path.map((hash) => Buffer.from(hash, 'base64'));
      const grows = oldSize === 0 ? hashes.length === 0 : isContinued(this.seen, { size, root }, hashes);
      if (!grows) return { status: 422, body: 'inconsistent\n' };
      this.seen = { size, root };
      return { status: 200, body: this.cosign(note.text) };
    } catch (error) {
      return { status: error instanceof NoteError ? 403 : 500, body: String(error) };
    }
  }
}

const gone: Answer = { status: 404, body: 'nothing here\n' };
