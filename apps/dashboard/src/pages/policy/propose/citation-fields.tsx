import { ActionIcon, Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { fieldId, useDraftAtHand, usePackField } from './draft-context';
import { ChoiceField, TextField } from './fields';
import { InForce } from './in-force';
import { listAt, valueAt, type PackPath } from './pack-path';
import { CITED, STATUS_CHOICES } from './pack-words';

export const CitationFields = () => CITED.map(({ path, label }) => <Cited key={path} path={path} label={label} />);

/** What one kind of alert cites. */
function Cited({ path, label }: { path: PackPath; label: string }) {
  const { pack, inForce, fill } = useDraftAtHand();
  const { changed, error } = usePackField(path);
  const add = useRef<HTMLButtonElement>(null);
  const [citations, before] = [listAt(pack, path), listAt(inForce, path)];
  const said = before.map(
    (_, i) =>
      `${String(valueAt(inForce, `${path}.${i}.article`))} (${String(valueAt(inForce, `${path}.${i}.sourceStatus`))})`,
  );
  return (
    <Fieldset id={fieldId(path)} tabIndex={-1} legend={label} miw={0} variant="filled">
      <Stack gap="xs" align="flex-start">
        <Text size="xs" c="dimmed">
          <InForce said={said.join(' and ')} changed={changed} />
        </Text>
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        {citations.map((_, i) => (
          <Group key={i} gap="xs" align="flex-end" w="100%">
            <div style={{ flex: '3 1 14rem' }}>
              <TextField plain path={`${path}.${i}.article`} label={`Text ${i + 1}`} long />
            </div>
            <div style={{ flex: '1 1 9rem' }}>
              <ChoiceField
                plain
                path={`${path}.${i}.sourceStatus`}
                label={`Source of text ${i + 1}`}
                choices={STATUS_CHOICES}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Take text ${i + 1} out of ${label}`}
              onClick={() => {
                fill(`${path}.${i}`, undefined);
                add.current?.focus();
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          ref={add}
          size="compact-sm"
          variant="default"
          onClick={() => fill(`${path}.${citations.length}`, { article: '', sourceStatus: 'unverified' })}
          aria-label={`Add a text to ${label}`}
        >
          Add a text
        </Button>
      </Stack>
    </Fieldset>
  );
}
