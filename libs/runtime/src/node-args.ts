/**
 * Flags of `node` for the monitor. What a batch makes is garbage when the batch is committed; with more room for young
 * objects less of it is moved before that. The price is up to three times that much memory (MB).
 */
export const MONITOR_NODE_ARGS = ['--max-semi-space-size=64'] as const;

/** The same for the api, whose long answers are as short-lived. */
export const API_NODE_ARGS = ['--max-semi-space-size=32'] as const;
