import { Alert } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { Clocks } from '../api/clients';
import { Moment } from './moment';

/** Says so when this is not the present. */
export function ClockBanner({ clocks: { trueOn, knownOn } }: { clocks: Clocks }) {
  if (trueOn === undefined && knownOn === undefined) return null;
  return (
    <Alert color="yellow" icon={<IconHistory aria-hidden />} title="This is not the present" role="status">
      Everything below is as it was true on {trueOn === undefined ? 'this day' : <Moment at={trueOn} />}, by what had
      been recorded until {knownOn === undefined ? 'now' : <Moment at={knownOn} />}.
    </Alert>
  );
}
