import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A server for mail on this machine that keeps what it is given. */
export class Mailbox {
  readonly mails: string[] = [];

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async start(): Promise<Mailbox> {
    const holder: { mailbox?: Mailbox } = {};
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          holder.mailbox?.mails.push(Buffer.concat(chunks).toString('utf8'));
          done();
        });
      },
    });
    const listening = server.listen(0, '127.0.0.1') as unknown as Server;
    await once(listening, 'listening');
    const mailbox = new Mailbox(server, `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`);
    holder.mailbox = mailbox;
    return mailbox;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
