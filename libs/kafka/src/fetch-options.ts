/** How much is fetched at once, and how a member keeps its place in the group. Times in milliseconds, sizes in bytes. */
export interface FetchOptions {
  minBytes: number;
  maxWaitTimeInMs: number;
  maxBytesPerPartition: number;
  /** One response; the memory in flight besides the lanes' queues. */
  maxBytes: number;
  /** How long a member that died keeps its partitions. */
  sessionTimeoutMs: number;
  heartbeatIntervalMs: number;
  /** How long the group waits for its members to join again. */
  rebalanceTimeoutMs: number;
}

// Answers come as soon as there is one byte, so latency is the broker's; the sizes keep a catch-up busy. A fetch of one partition is small beside
// its share of a lane, so that the next one can be for those of which less is queued.
export const defaultFetch: FetchOptions = {
  minBytes: 1,
  maxWaitTimeInMs: 50,
  maxBytesPerPartition: 1024 * 1024,
  maxBytes: 64 * 1024 * 1024,
  sessionTimeoutMs: 12_000,
  heartbeatIntervalMs: 2_000,
  rebalanceTimeoutMs: 20_000,
};
