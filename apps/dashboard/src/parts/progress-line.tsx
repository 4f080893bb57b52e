import { Progress, Text } from '@mantine/core';
import { count, counted } from '../words/numbers';

interface ProgressLineProps {
  /** What is under way. */
  label: string;
  done: number;
  /** `null` until it is known. */
  total: number | null;
  secondsLeft?: number | null;
}

/** How far long work has come, and how long it will still take. */
export function ProgressLine({ label, done, total, secondsLeft = null }: ProgressLineProps) {
  const percent = total === null || total === 0 ? 0 : Math.floor((100 * done) / total);
  const left = secondsLeft === null ? '' : `, ${counted(Math.ceil(secondsLeft), 'second')} left`;
  return (
    <div>
      <Progress value={percent} aria-label={label} mb={4} />
      <Text size="sm" c="dimmed" role="status">
        {total === null ? 'Beginning' : `${count(done)} of ${counted(total, 'client')}${left}`}
      </Text>
    </div>
  );
}
