import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { effectOf, type Moment } from './moment';
import { Statements } from './statements';

/** @returns whether a process is to die there */
export type Chosen = (moment: Moment) => boolean;

/**
 * Stands between one process and PostgreSQL, and at a moment of choice lets neither hear of the other any more: the process
 * is to be killed then. So it dies between any two of its effects, and nothing in it knows of that.
 */
export class KillingProxy {
  private readonly sockets = new Set<Socket>();
  private chosen: Chosen = () => false;
  private kill: (moment: Moment) => void = () => undefined;
  private dead = true;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param databaseUrl where it leads */
  static async open(databaseUrl: string): Promise<KillingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new KillingProxy(server, new URL(databaseUrl));
    server.on('connection', (socket) => proxy.lead(socket));
    return proxy;
  }

  /** The database by way of this. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** From now on until a moment is chosen all is passed on. @returns the moment at which nothing is any more */
  armed(chosen: Chosen): Promise<Moment> {
    this.dead = false;
    this.chosen = chosen;
    return new Promise((resolve) => {
      this.kill = resolve;
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private lead(from: Socket): void {
    if (this.dead) {
      from.destroy();
      return;
    }
    const to = connect(Number(this.target.port), this.target.hostname);
    const statements = new Statements();
    let dying: Moment | undefined;
    for (const socket of [from, to]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.sockets.delete(socket);
        from.destroy();
        to.destroy();
      });
    }
    from.on('data', (chunk) => {
      if (this.dead || dying !== undefined) return;
      let held: number | undefined;
      const whole = statements.take(chunk, (said, at) => {
        const statement = effectOf(said);
        if (statement === undefined || dying !== undefined || held !== undefined) return;
        if (this.chosen({ when: 'BEFORE', statement })) {
          held = at;
          this.end({ when: 'BEFORE', statement });
        } else if (this.chosen({ when: 'AFTER', statement })) dying = { when: 'AFTER', statement };
      });
      to.write(held === undefined ? whole : whole.subarray(0, held));
    });
    to.on('data', (chunk) => {
      // The answer has come, so it is carried out; whoever asked does not hear of it.
      if (dying !== undefined) this.end(dying);
      else if (!this.dead) from.write(chunk);
    });
  }

  private end(moment: Moment): void {
    if (this.dead) return;
    this.dead = true;
    this.kill(moment);
  }
}
