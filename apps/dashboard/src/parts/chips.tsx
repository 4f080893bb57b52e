import { Chip, Group } from '@mantine/core';

interface ChipsProps<T extends string> {
  label: string;
  options: readonly (readonly [value: T, label: string])[];
  chosen: readonly T[];
  onChange: (chosen: T[] | undefined) => void;
}

/** A few values of which any may be chosen; none means all. */
export function Chips<T extends string>({ label, options, chosen, onChange }: ChipsProps<T>) {
  return (
    <Chip.Group
      multiple
      value={[...chosen]}
      onChange={(values) => onChange(values.length === 0 ? undefined : (values as T[]))}
    >
      <Group gap={6} role="group" aria-label={label}>
        {options.map(([value, text]) => (
          <Chip key={value} value={value} size="xs" variant="outline">
            {text}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
