import { Checkbox, SimpleGrid, Stack } from '@mantine/core';
import { usePackField } from './draft-context';
import { ChoiceField, NumberField, TextField } from './fields';
import { InForce } from './in-force';
import { DEADLINE_FIELDS, FACET_FIELDS, SEVERITY_CHOICES, SEVERITY_FIELDS, STATUS_CHOICES } from './pack-words';

const COLUMNS = { base: 1, xs: 2 } as const;

export const NameFields = ({ suggested }: { suggested: string }) => (
  <>
    <TextField path="version" label="Version" hint={`Free: ${suggested}.`} />
    <TextField path="title" label="Title" long />
    <TextField
      path="actsFrom"
      label="Judges acts from"
      type="date"
      optional
      hint="Left empty: every act, whenever it was."
      otherwise="every act"
    />
  </>
);

export const WindowFields = () => <NumberField path="windowHours" label="Window" unit="hour" />;

export const SeverityFields = () => (
  <SimpleGrid cols={COLUMNS}>
    {SEVERITY_FIELDS.map(({ path, label }) => (
      <ChoiceField key={path} path={path} label={label} choices={SEVERITY_CHOICES} />
    ))}
  </SimpleGrid>
);

export const DeadlineFields = () => (
  <SimpleGrid cols={COLUMNS}>
    {DEADLINE_FIELDS.map(({ path, label }) => (
      <NumberField key={path} path={path} label={label} unit="hour" />
    ))}
  </SimpleGrid>
);

/** Where a pack says nothing of it, records are kept for five years. */
export const RetentionFields = () => (
  <NumberField
    path="retention.yearsAfterEnd"
    whole="retention"
    label="Kept for"
    unit="year"
    otherwise="5 years, as nothing is said"
  />
);

export const FacetFields = () => (
  <SimpleGrid cols={COLUMNS}>
    {FACET_FIELDS.map(({ path, label }) => (
      <Stack key={path} gap="xs" role="group" aria-label={label}>
        <Switched path={`${path}.enabled`} whole={path} label={label} />
        <ChoiceField path={`${path}.sourceStatus`} label={`Source of “${label}”`} choices={STATUS_CHOICES} />
      </Stack>
    ))}
  </SimpleGrid>
);

/** @param whole what is wrong with it stands here too */
function Switched({ path, whole, label }: { path: string; whole: string; label: string }) {
  const { id, value, before, changed, error, set } = usePackField(path);
  const { error: wrong } = usePackField(whole);
  return (
    <Checkbox
      id={id}
      label={label}
      description={<InForce said={before === true ? 'compared' : 'not compared'} changed={changed} />}
      error={error ?? wrong}
      checked={value === true}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}

export function FourEyesFields() {
  const { id, value, before, changed, error, set } = usePackField('fourEyes.closing');
  return (
    <>
      <Checkbox.Group
        id={id}
        label="Closing alerts of"
        description={<InForce said={textsOf(before).join(', ') || 'none'} changed={changed} />}
        error={error}
        value={textsOf(value)}
        onChange={set}
      >
        <SimpleGrid cols={{ base: 2, xs: 4 }} mt="xs">
          {SEVERITY_CHOICES.map((choice) => (
            <Checkbox key={choice.value} value={choice.value} label={choice.label} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <NumberField path="fourEyes.silenceDays" label="A silence that is longer than" unit="day" />
    </>
  );
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
