import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problem.js';

/** A request that never became one is answered in words too: Node on its own sends a bare status. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = problemOf(error);
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${problem.code}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

const problemOf = ({ code }: NodeJS.ErrnoException): Problem =>
  code === 'HPE_HEADER_OVERFLOW'
    ? new Problem('HEADERS_TOO_LARGE', 'Address and headers together are larger than 16 KiB.')
    : new Problem('UNREADABLE', 'What was sent is not an HTTP request.');
