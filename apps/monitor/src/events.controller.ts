import { Controller, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OriginalErrorFilter, type RecordBatch } from '#kafka';
import { Lanes } from './lanes.js';
import { INPUT_TOPICS } from './topics.js';

/** Where batches of messages come in. */
@Controller()
@UseFilters(OriginalErrorFilter)
export class EventsController {
  constructor(private readonly lanes: Lanes) {}

  /** Done when the batch is committed; if it throws, the same batch is handed over again. */
  @EventPattern(INPUT_TOPICS)
  async onBatch(@Payload() batch: RecordBatch): Promise<void> {
    await this.lanes.take(batch);
  }
}
