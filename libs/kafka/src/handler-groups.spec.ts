import 'reflect-metadata';
import { Controller, Module, UseFilters } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload, Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { callHandler, groupHandlers } from './handler-groups.js';
import { OriginalErrorFilter } from './original-error.filter.js';
import type { RecordBatch } from './raw-record.js';

class Broken extends Error {
  readonly retryable = false;
}

const received: RecordBatch[] = [];

@Controller()
@UseFilters(OriginalErrorFilter)
class Filtered {
  @EventPattern(['acts', 'facts'])
  both(@Payload() batch: RecordBatch): Promise<void> {
    received.push(batch);
    return Promise.resolve();
  }

  @EventPattern('bad')
  bad(): Promise<void> {
    return Promise.reject(new Broken('chain broken'));
  }
}

@Controller()
class Plain {
  @EventPattern('worse')
  worse(): Promise<void> {
    return Promise.reject(new Broken('hidden by Nest'));
  }
}

@Module({ controllers: [Filtered, Plain] })
class TestModule {}

class Recording extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback();
  }
  close(): void {}
  on(): void {}
  unwrap<T>(): T {
    throw new Error('nothing to unwrap');
  }
}

describe('handlers as Nest wraps them', () => {
  const server = new Recording();

  beforeAll(async () => {
    const app = await NestFactory.createMicroservice(TestModule, { strategy: server, logger: false });
    await app.init();
  });

  it('are grouped by their method', () => {
    const topics = groupHandlers(server.getHandlers()).map((group) => group.topics);
    expect(topics).toEqual([['acts', 'facts'], ['bad'], ['worse']]);
  });

  it('receive the batch as it is and are waited for', async () => {
    const batch: RecordBatch = { lane: 1, records: [], confirmed: Promise.resolve() };
    await callHandler(server.getHandlerByPattern('facts')!, batch);
    expect(received[0]).toBe(batch);
  });

  it('pass their own error on through the filter', async () => {
    const failing = callHandler(server.getHandlerByPattern('bad')!, {
      lane: 0,
      records: [],
      confirmed: Promise.resolve(),
    });
    await expect(failing).rejects.toBeInstanceOf(Broken);
  });

  it('fail also without the filter, though Nest hides why', async () => {
    const failing = callHandler(server.getHandlerByPattern('worse')!, {
      lane: 0,
      records: [],
      confirmed: Promise.resolve(),
    });
    await expect(failing).rejects.toThrow('Internal server error');
  });

  it('turn a thrown object into an error that still says whether to retry', async () => {
    const handler = () => Promise.reject({ message: 'no', retryable: false });
    await expect(callHandler(handler, { lane: 0, records: [], confirmed: Promise.resolve() })).rejects.toMatchObject({
      message: 'no',
      retryable: false,
    });
  });
});
