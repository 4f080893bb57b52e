/**
 * Flags of `node` for the monitor. What a batch makes is garbage when the batch is committed; with room for two batches
 * among the young objects most of it is never moved. It takes up to three times that much memory (MB).
 */
export const MONITOR_NODE_ARGS = ['--max-semi-space-size=64'] as const;
