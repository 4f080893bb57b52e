import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What a receiver was sent. */
export interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  readonly text: string;
}

/** What a webhook says, as a spec looks at it. */
export interface Message {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly group: { readonly kind: string; readonly id: string };
    readonly sequence: number;
    readonly clients: number;
    readonly alerts: number;
    readonly items: readonly { readonly clientId: string; readonly verdict: string; readonly overdue: boolean }[];
  };
}

/** Answers a request. @param nth from 0 */
export type Respond = (nth: number, response: ServerResponse) => void;

const answer =
  (status: number, headers: Record<string, string> = {}): Respond =>
  (_nth, response) =>
    void response.writeHead(status, headers).end('said');
export const ok = answer(204);
export const answering = answer;

/** An HTTP server on this machine that keeps what it is sent. */
export class Receiver {
  readonly received: Received[] = [];
  /** Set once the webhook was made. */
  secret = '';
  receiverId = '';

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(
    respond: Respond = ok,
    { tls, port = 0 }: { tls?: { key: string; cert: string }; port?: number } = {},
  ): Promise<Receiver> {
    const holder: { receiver?: Receiver } = {};
    const listener: RequestListener = (request, response) => {
      void bodyOf(request).then((text) => {
        const { receiver } = holder;
        const headers = request.headers as Record<string, string>;
        receiver?.received.push({ id: headers['webhook-id'] ?? '', headers, path: request.url ?? '', text });
        respond((receiver?.received.length ?? 1) - 1, response);
      });
    };
    const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { port: taken } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${taken}/hook`);
    holder.receiver = receiver;
    return receiver;
  }

  /** Every message, checked by the library of the standard. @throws where a signature is wrong */
  messages(secret = this.secret): Message[] {
    return this.received.map(({ text, headers }) => new Webhook(secret).verify(text, { ...headers }) as Message);
  }

  close(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
