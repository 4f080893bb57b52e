/** What is looked at of `GET /v1/health`; times as ISO 8601. */
export interface Health {
  /** How the database is seen to have been put back; `null`: it was not. */
  readonly restored: string | null;
  /** Why a monitor reads nothing. */
  readonly trouble: readonly { readonly message: string; readonly since: string; readonly attempts: number }[];
  readonly topics: readonly { readonly topic: string; readonly state: string }[];
  /** `end` is null where the broker doesn't say it, and then so is `lag`. */
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly end: number | null;
    readonly lag: number | null;
  }[];
  readonly gaps: readonly {
    readonly from: number;
    readonly to: number;
    readonly recordedAt: string;
    readonly acceptedBy: string | null;
  }[];
  readonly outbox: { readonly items: number; readonly oldestSeconds: number };
  readonly alertList: { readonly changes: number; readonly seconds: number };
  readonly head: { readonly signedAt: string | null; readonly unsignedSince: string | null };
  readonly parity: { readonly differences: number; readonly finishedAt: string | null } | null;
  readonly failingReceivers: readonly {
    readonly receiverId: string;
    readonly name: string;
    readonly since: string;
    readonly attempts: number;
    readonly disabled: boolean;
  }[];
}
