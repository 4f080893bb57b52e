import { connect } from 'node:net';

const CLIENT_ID = 'scopewatch';
const METADATA = 3;
const METADATA_VERSION = 4;
const TIMEOUT_MS = 2_000;

/**
 * Whether a broker is up for good: an open port comes seconds before it, so it is asked for its metadata and must know
 * of a broker (itself). By hand, because a client library would retry and log while we only want a yes or no.
 */
export async function answersMetadata(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = Buffer.alloc(0);
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(TIMEOUT_MS, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // size, correlation id, throttle time, number of brokers: four integers of four bytes
      if (received.length >= 16) end(received.readInt32BE(12) > 0);
    });
  });
}

/** For no topic, creating none. */
function metadataRequest(): Buffer {
  const clientId = Buffer.from(CLIENT_ID);
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + clientId.length + 4 + 1);
  let at = request.writeInt32BE(request.length - 4, 0);
  at = request.writeInt16BE(METADATA, at);
  at = request.writeInt16BE(METADATA_VERSION, at);
  at = request.writeInt32BE(1, at);
  at = request.writeInt16BE(clientId.length, at);
  at += clientId.copy(request, at);
  at = request.writeInt32BE(0, at);
  request.writeInt8(0, at);
  return request;
}
