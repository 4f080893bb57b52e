import { connect } from 'node:net';

const CLIENT_ID = 'scopewatch';
const METADATA = { key: 3, version: 4 };
const SASL_HANDSHAKE = { key: 17, version: 1 };
const SASL_AUTHENTICATE = { key: 36, version: 0 };
const TIMEOUT_MS = 2_000;

interface Question {
  readonly request: Buffer;
  /** @param answer without its length and the correlation id */
  readonly isWell: (answer: Buffer) => boolean;
}

/**
 * Whether a broker is up for good: an open port comes seconds before it, so it is asked for its metadata and must know
 * of a broker (itself). By hand, because a client library would retry and log while we only want a yes or no.
 *
 * @param user where it asks for a password
 */
export async function answersMetadata(
  host: string,
  port: number,
  user?: { readonly name: string; readonly password: string },
): Promise<boolean> {
  const questions = [...(user === undefined ? [] : login(user)), metadata];
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = Buffer.alloc(0);
    let asked: Question | undefined;
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    const askNext = (): void => {
      asked = questions.shift();
      if (asked === undefined) end(true);
      else socket.write(asked.request);
    };
    socket.setTimeout(TIMEOUT_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', askNext);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 8 || received.length < 4 + received.readInt32BE(0)) return;
      const answer = received.subarray(8);
      received = Buffer.alloc(0);
      if (asked?.isWell(answer) === true) askNext();
      else end(false);
    });
  });
}

/** For no topic, creating none; what comes back is the throttle time, and then how many brokers there are. */
const metadata: Question = {
  request: requestOf(METADATA, Buffer.concat([int32(0), Buffer.from([0])])),
  isWell: (answer) => answer.length >= 8 && answer.readInt32BE(4) > 0,
};

/** Both answers begin with an error code. */
function login({ name, password }: { readonly name: string; readonly password: string }): Question[] {
  const isWell = (answer: Buffer): boolean => answer.length >= 2 && answer.readInt16BE(0) === 0;
  const credentials = Buffer.from(`\0${name}\0${password}`);
  return [
    { request: requestOf(SASL_HANDSHAKE, text('PLAIN')), isWell },
    { request: requestOf(SASL_AUTHENTICATE, Buffer.concat([int32(credentials.length), credentials])), isWell },
  ];
}

function requestOf({ key, version }: { readonly key: number; readonly version: number }, body: Buffer): Buffer {
  const request = Buffer.concat([int16(key), int16(version), int32(1), text(CLIENT_ID), body]);
  return Buffer.concat([int32(request.length), request]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([int16(bytes.length), bytes]);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
