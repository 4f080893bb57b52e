import type { EventType } from '#domain';

/** How to run a monitor of the time before there was a type of events: all else is as it is today. */
export const monitorBefore = (type: EventType): readonly string[] => [
  '-e',
  `const { EVENT_TYPES } = require('./dist/libs/domain/src/event-register.js');
   EVENT_TYPES.splice(EVENT_TYPES.indexOf('${type}'), 1);
   require('./dist/apps/monitor/src/main.js');`,
];
