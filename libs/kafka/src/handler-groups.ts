import { BaseRpcContext, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { RecordBatch } from './raw-record.js';

export interface HandlerGroup {
  topics: string[];
  handler: MessageHandler;
}

/**
 * Finds the topics that one method serves. Nest wraps a method anew for every pattern, so the functions differ; the
 * `extras` object of its `@EventPattern` is the same one for all of its patterns.
 * @param handlers Nest's handlers by pattern, which is the topic
 */
export function groupHandlers(handlers: Map<string, MessageHandler>): HandlerGroup[] {
  const groups = new Map<object, HandlerGroup>();
  for (const [topic, handler] of handlers) {
    const identity = handler.extras ?? handler;
    const group = groups.get(identity);
    if (group) group.topics.push(topic);
    else groups.set(identity, { topics: [topic], handler });
  }
  return [...groups.values()];
}

/** @returns an Error for whatever was thrown; of a plain object, its message and whether to retry are kept */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const fields = typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
  const message = 'message' in fields && typeof fields.message === 'string' ? fields.message : 'Handler failed';
  const error = new Error(message, { cause: thrown });
  return 'retryable' in fields ? Object.assign(error, { retryable: fields.retryable }) : error;
}

/**
 * Calls a handler as Nest wrapped it and waits until it is done with the batch.
 * @throws Error what the handler threw, if `OriginalErrorFilter` is in force; Nest hides its text and type otherwise
 */
export async function callHandler(handler: MessageHandler, batch: RecordBatch): Promise<void> {
  try {
    const result: unknown = await handler(batch, new BaseRpcContext([batch.lane]));
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  } catch (thrown) {
    throw asError(thrown);
  }
}
