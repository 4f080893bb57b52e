import { Text } from '@mantine/core';
import { useDraftAtHand } from './draft-context';
import type { Part } from './parts';
import { problemsAt } from './problem-places';

/** What is wrong with a part as a whole, where it is a list or a group of fields. */
export function PartProblems({ part: { paths } }: { part: Part }) {
  const { pack, problems } = useDraftAtHand();
  const wholes = paths.filter((path) => pack[path] === undefined || typeof pack[path] === 'object');
  const wrong = wholes.flatMap((path) => problemsAt(problems, path));
  return wrong.map((message) => (
    <Text key={message} size="sm" c="var(--mantine-color-error)">
      {message}
    </Text>
  ));
}
