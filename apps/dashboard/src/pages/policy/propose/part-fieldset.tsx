import { Button, Fieldset, Flex, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tag } from '../../../parts/badges';
import { useDraftAtHand } from './draft-context';
import { PartProblems } from './part-problems';
import { isChanged, type Part } from './parts';

/** A part of the pack: what it does, the law behind it, its fields, and the way back. */
export function PartFieldset({ part, children }: { part: Part; children: ReactNode }) {
  const { pack, beginning, setBack } = useDraftAtHand();
  const changed = isChanged(part, beginning, pack);
  const { id, title, does, law, sourceStatus } = part;
  return (
    <Fieldset
      id={`part-${id}`}
      tabIndex={-1}
      miw={0}
      aria-describedby={`about-${id}`}
      legend={
        <Title order={2} size="h3">
          {title}
        </Title>
      }
    >
      <Stack gap="sm">
        <Flex direction={{ base: 'column', sm: 'row' }} justify="space-between" align="flex-start" gap="sm">
          <Stack gap={4} id={`about-${id}`}>
            <Text size="sm">{does}</Text>
            <Text size="sm" c="dimmed">
              {law} {sourceStatus !== undefined && <Tag>{sourceStatus}</Tag>}
            </Text>
          </Stack>
          {changed && (
            <Button
              size="compact-sm"
              variant="default"
              flex="none"
              onClick={() => setBack(part)}
              aria-label={`Set back: ${title}`}
            >
              Set back
            </Button>
          )}
        </Flex>
        <PartProblems part={part} />
        {children}
      </Stack>
    </Fieldset>
  );
}
