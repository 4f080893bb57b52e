import { Divider, Stack, Text } from '@mantine/core';
import type { Check } from '../../api/types';
import { Fields } from '../../parts/fields';
import { Section } from '../../parts/section';
import { counted } from '../../words/numbers';
import { questionWords } from '../../words/questions';

const SHOWN_MAX = 5;

/** What was planned when it was asked: the question is kept whole. */
export function AskedQuestion({ check: { planned, events } }: { check: Check }) {
  const shown = planned.slice(0, SHOWN_MAX);
  return (
    <Section title="What was asked">
      <Stack>
        {shown.map((act, i) => (
          // They have no names, and their order stays.
          <div key={i}>
            {i > 0 && <Divider mb="md" />}
            <Fields fields={questionWords(act)} />
          </div>
        ))}
        {events > shown.length && <Text size="sm">And {counted(events - shown.length, 'more', 'more')} like it.</Text>}
      </Stack>
    </Section>
  );
}
