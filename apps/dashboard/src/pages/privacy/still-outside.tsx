import { List, Text } from '@mantine/core';
import type { Erasure } from '../../api/types';
import { keptWords } from '../../words/privacy';

/** By topic, how long what was sent before can still be read there; the database can't reach it. */
export const StillOutside = ({ outside }: { outside: NonNullable<Erasure['outside']> }) => (
  <>
    <Text size="sm">What was on these topics before can still be read there:</Text>
    <List size="sm" aria-label="Still outside">
      {Object.entries(outside).map(([topic, kept]) => (
        <List.Item key={topic}>
          <span className="id">{topic}</span>, {keptWords(kept)}
        </List.Item>
      ))}
    </List>
  </>
);
