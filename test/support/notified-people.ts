import type { ApiClient } from './api-client';
import type { Child } from './child';
import { People } from './people';
import { Pipeline } from './pipeline';
import type { Receiver } from './receiver';
import { until } from './until';

/** What the api shows of one attempt, or of something that was not sent. */
export interface Delivery {
  readonly notificationId: string | null;
  readonly group: string;
  readonly type: string;
  readonly attempt: number;
  readonly outcome: 'DELIVERED' | 'FAILED' | 'NOT_SENT';
  readonly reason: string | null;
  readonly status: number | null;
  readonly detail: string | null;
}

interface Made {
  readonly receiver: { readonly receiverId: string };
  readonly secret: string | null;
}

/** The whole of Scopewatch, somebody who administers it, and somebody else. */
export class NotifiedPeople {
  private constructor(
    readonly pipeline: Pipeline,
    private readonly people: People,
    readonly admin: ApiClient,
    readonly approver: ApiClient,
    private readonly settings: Readonly<Record<string, string>>,
    public notifier: Child,
  ) {}

  /** @param settings of the notifier */
  static async open(name: string, settings: Readonly<Record<string, string>>): Promise<NotifiedPeople> {
    const pipeline = await Pipeline.open(name);
    const [{ url }, , notifier] = await Promise.all([
      pipeline.startApi(),
      pipeline.startMonitor(),
      pipeline.startNotifier(settings),
    ]);
    const people = await People.open(pipeline.database.appUrl, url);
    const admin = await people.signIn('ada', { roles: ['admin'] });
    const approver = await people.signIn('bo', { roles: ['approver'] });
    return new NotifiedPeople(pipeline, people, admin, approver, settings, notifier);
  }

  /** In place of one that has ended. */
  async startNotifier(): Promise<void> {
    this.notifier = await this.pipeline.startNotifier(this.settings);
  }

  /** Makes a webhook that leads to this receiver, and gives the receiver its secret. */
  async webhookTo(receiver: Receiver, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { receiver: made, secret } = await this.receiver({ url: receiver.url, ...more });
    receiver.receiverId = made.receiverId;
    receiver.secret = secret ?? '';
  }

  async receiver(body: Readonly<Record<string, unknown>>): Promise<Made> {
    const { status, body: made } = await this.admin.post<Made>('/v1/receivers', body);
    expect(status).toBe(201);
    return made;
  }

  /** The oldest first. */
  async deliveries(receiverId?: string): Promise<Delivery[]> {
    const path = receiverId === undefined ? '/v1/deliveries' : `/v1/receivers/${receiverId}/deliveries`;
    const { body } = await this.admin.get<{ items: Delivery[] }>(`${path}?limit=200`);
    return [...body.items].reverse();
  }

  /** Sends a test to a webhook. @returns its id, by which the deliveries name it */
  async test(receiverId: string): Promise<string> {
    const { status, body } = await this.admin.post<{ notificationId: string }>(`/v1/receivers/${receiverId}/test`);
    expect(status).toBe(202);
    return body.notificationId;
  }

  /** @returns how the attempts at a test went, once there are so many */
  async attempts(receiverId: string, notificationId: string, atLeast: number): Promise<Delivery[]> {
    return until(`${receiverId} has ${atLeast} attempts`, async () => {
      const own = (await this.deliveries(receiverId)).filter((d) => d.notificationId === notificationId);
      return own.length >= atLeast ? own : undefined;
    });
  }

  async close(): Promise<void> {
    await this.people.close();
    await this.pipeline.close();
  }
}
