import { Module, type DynamicModule } from '@nestjs/common';
import { OpsModule, type OpsOptions } from '#runtime';
import { EventsController } from './events.controller.js';
import { Lanes } from './lanes.js';

@Module({})
export class MonitorModule {
  static register(lanes: Lanes, ops: OpsOptions): DynamicModule {
    return {
      module: MonitorModule,
      imports: [OpsModule.register(ops)],
      controllers: [EventsController],
      providers: [{ provide: Lanes, useValue: lanes }],
    };
  }
}
