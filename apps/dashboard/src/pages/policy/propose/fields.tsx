import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useDraftAtHand, usePackField } from './draft-context';
import { InForce } from './in-force';
import type { PackPath } from './pack-path';
import { inUnit, inWords, type Choice } from './pack-words';

interface FieldProps {
  path: PackPath;
  label: string;
}

const asText = (value: unknown): string =>
  value === undefined || value === null || value === '' ? '' : inWords(value);

interface NumberFieldProps extends FieldProps {
  unit: string;
  /** What holds where nothing is said. */
  otherwise?: string;
  /** What is gone from the pack once the field is empty; absent: the field alone. */
  whole?: PackPath;
}

export function NumberField({ path, label, unit, otherwise, whole = path }: NumberFieldProps) {
  const { fill } = useDraftAtHand();
  const { id, value, before, changed, error, set } = usePackField(path);
  return (
    <NumberInput
      id={id}
      label={`${label}, in ${unit}s`}
      description={
        <InForce
          said={before === undefined && otherwise !== undefined ? otherwise : inUnit(before, unit)}
          changed={changed}
        />
      }
      error={error}
      value={typeof value === 'number' ? value : asText(value)}
      // Nothing typed is nothing there, and the api says whether it is missing.
      onChange={(next) => (next === '' ? fill(whole, undefined) : set(next))}
      decimalScale={4}
    />
  );
}

export function ChoiceField({
  path,
  label,
  choices,
  plain = false,
}: FieldProps & { choices: readonly Choice[]; plain?: boolean }) {
  const { id, value, before, changed, error, set } = usePackField(path);
  const said = asText(value);
  const isKnown = choices.some((choice) => choice.value === said);
  return (
    <NativeSelect
      id={id}
      label={label}
      description={plain ? undefined : <InForce said={inWords(before, choices)} changed={changed} />}
      error={error}
      value={said}
      data={[...choices, ...(isKnown ? [] : [{ value: said, label: said === '' ? 'Choose' : said }])]}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

interface TextFieldProps extends FieldProps {
  /** Lines grow with what is written. */
  long?: boolean;
  type?: 'text' | 'date';
  /** Nothing written means that it isn't there. */
  optional?: boolean;
  plain?: boolean;
  hint?: string;
  /** What holds where nothing is said. */
  otherwise?: string;
}

export function TextField({
  path,
  label,
  long = false,
  type = 'text',
  optional = false,
  plain = false,
  hint,
  otherwise,
}: TextFieldProps) {
  const { id, value, before, changed, error, set } = usePackField(path);
  const common = {
    id,
    label,
    description: plain ? (
      hint
    ) : (
      <>
        {hint}{' '}
        <InForce
          said={before === undefined && otherwise !== undefined ? otherwise : inWords(before)}
          changed={changed}
        />
      </>
    ),
    error,
    value: asText(value),
    onChange: (event: { currentTarget: { value: string } }) =>
      set(optional && event.currentTarget.value === '' ? undefined : event.currentTarget.value),
  };
  return long ? <Textarea {...common} autosize minRows={1} /> : <TextInput {...common} type={type} />;
}
