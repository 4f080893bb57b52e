import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { given, say } from '../measurement.js';
import { StockAlert, StockClient, StockEvent } from './stock-entities.js';

interface ActEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: {
    readonly clientId?: string;
    readonly content?: string;
    readonly offers?: readonly { readonly service: string }[];
  };
}

export const clock = { startedAt: 0 };

/** One event, one transaction: how Nest's and TypeORM's own pages do it. Judging is one comparison, so nothing is held against it. */
@Controller()
export class StockController {
  private readonly expected = Number(given('BENCH_EXPECTED'));
  private handled = 0;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @EventPattern(given('BENCH_TOPICS'))
  async onEvent(@Payload() event: ActEvent): Promise<void> {
    const { clientId, content, offers } = event.data;
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(StockEvent, {
        source: event.source,
        id: event.id,
        type: event.type,
        clientId: clientId ?? null,
        event,
      });
      if (clientId === undefined) return; // the catalogue, which it has no table for
      if (event.type.endsWith('.client.onboarded.v1')) await manager.insert(StockClient, { clientId });
      await manager.update(StockClient, { clientId }, { acts: () => 'acts + 1', lastActAt: new Date(event.time) });
      if (content === 'PROMOTIONAL' && offers?.some(({ service }) => service !== 'CUSTODY') === true) {
        await manager.insert(StockAlert, { clientId, eventId: event.id, explanation: 'Nobody asked for it.' });
      }
    });
    this.handled += 1;
    if (this.handled === this.expected) say({ events: this.handled, ms: performance.now() - clock.startedAt });
  }
}

@Module({})
export class StockModule {
  static register(url: string): DynamicModule {
    const entities = [StockEvent, StockClient, StockAlert];
    return {
      module: StockModule,
      imports: [TypeOrmModule.forRoot({ type: 'postgres', url, entities, synchronize: true })],
      controllers: [StockController],
    };
  }
}
