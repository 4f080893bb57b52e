import { Controller } from '@nestjs/common';
import { Handles, operation, type AnswerOf } from '../http/operation.js';
import { Health } from '../shapes/overview.js';
import { HealthReader } from './health-reader.js';

const health = operation({
  id: 'health',
  method: 'GET',
  path: 'v1/health',
  permission: 'read',
  summary: 'How far the log has come: per partition, what waits, what is missing',
  answer: Health,
});

@Controller()
export class HealthController {
  constructor(private readonly reader: HealthReader) {}

  @Handles(health)
  health(): Promise<AnswerOf<typeof health>> {
    return this.reader.read();
  }
}
