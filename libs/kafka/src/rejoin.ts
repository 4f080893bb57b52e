const types = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
]);

/** @returns whether this error of kafkajs only says that the group has to be joined again, an ordinary event */
export function isRejoin(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('type' in error && typeof error.type === 'string' && types.has(error.type)) return true;
  return 'cause' in error && isRejoin(error.cause);
}
