import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { choicesQuery } from '../../api/checks';
import type { CheckChoices } from '../../api/types';

const PAUSE_MS = 200;
const OFFERED_MAX = 20;

interface KnownInputProps {
  label: string;
  placeholder?: string;
  required?: boolean;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** What of the choices is offered here; the name is shown beside the id. */
  of: (choices: CheckChoices) => readonly { id: string; name: string | null }[];
}

/** A word that is to be known: what is known is offered while it is typed. */
export function KnownInput({ label, placeholder, required = false, value, onChange, error, of }: KnownInputProps) {
  const [sought] = useDebouncedValue(value.trim(), PAUSE_MS);
  const { data } = useQuery({ ...choicesQuery(sought), placeholderData: keepPreviousData });
  const offered = data === undefined ? [] : of(data);
  const names = new Map(offered.map(({ id, name }) => [id, name]));
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      withAsterisk={required}
      value={value}
      onChange={onChange}
      error={error}
      data={offered.map(({ id }) => id)}
      // The server has found by name too what is not to be left out here for its id.
      filter={({ options }) => options}
      limit={OFFERED_MAX}
      renderOption={({ option }) => named(option.value, names.get(option.value))}
    />
  );
}

const named = (id: string, name: string | null | undefined): string =>
  name == null || name === id ? id : `${id} · ${name}`;
