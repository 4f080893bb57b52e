import { Controller } from '@nestjs/common';
import { Handles, type AnswerOf } from '../http/operation.js';
import { HealthReader } from './health-reader.js';
import { health } from './health.operations.js';

@Controller()
export class HealthController {
  constructor(private readonly reader: HealthReader) {}

  @Handles(health)
  health(): Promise<AnswerOf<typeof health>> {
    return this.reader.read();
  }
}
